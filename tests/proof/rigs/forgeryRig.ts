import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome, Rig, RigContext } from '../rig.ts'
import { startChild } from './childLines.ts'

export const forgeryRig: Rig = {
  name: 'forgeries',
  what: 'reports forged by a branch with a good key (rows, money, owners, numbers, envelope, bombs): refused with a reason, no row changed; a long run stays below 300 MB in all',
  aim: 10_000,
  run: (context) => forgeAgainAndAgain(context, false),
  controlWhat: 'a reader that takes whatever a good signature covers',
  control: (context) => forgeAgainAndAgain({ ...context, most: context.untilBad === true ? 3 : 60 }, true),
}

/**
 * On a large machine V8 lets 200 MB of garbage gather before it looks, and what is held could not be told from it. With these
 * the office has to do its work in a heap of 112 MB, or the process ends.
 */
const THRIFTY = ['--max-semi-space-size=8', '--max-old-space-size=112']
/** A control that is given no time would show nothing. */
const LEAST_MS = 10_000

async function forgeAgainAndAgain(context: RigContext, believe: boolean): Promise<Outcome> {
  const dir = mkdtempSync(join(context.scratch, 'forgeries-'))
  const making = startChild(context, 'forgeryOffices', ['--dir', dir, '--built', context.builtDir])
  await making.exited
  const seed = Math.floor(context.random() * 1e9)
  const child = startChild({ builtDir: context.builtDir, node: THRIFTY }, 'forgeryChild', [
    ...['--dir', dir, '--built', context.builtDir, '--seed', String(seed)],
    ...['--tries', String(context.most), '--ms', String(Math.max(LEAST_MS, context.msLeft()))],
    ...(believe ? ['--believe'] : []),
  ])
  await child.exited
  const { done, bad, rssMb, grownMb, told } = JSON.parse(child.lines.at(-1) ?? '{"done":0,"bad":1}') as ChildOutcome
  return {
    done,
    bad,
    note: [`${rssMb} MB at most, ${grownMb} of them since the office was opened`, told].filter(Boolean).join('; '),
  }
}

interface ChildOutcome {
  done: number
  bad: number
  rssMb: number
  grownMb: number
  told: string
}
