import { join } from 'node:path'
import type { Outcome, Rig, RigContext } from '../rig.ts'
import { startChild } from './childLines.ts'

export const forgeryRig: Rig = {
  name: 'forgeries',
  what: 'reports forged by a branch with a good key (rows, money, owners, numbers, envelope, bombs): refused with a reason, no row changed; in a long run memory grows by less than 600 MB',
  aim: 10_000,
  run: (context) => forgeAgainAndAgain(context, false),
  controlWhat: 'a reader that takes whatever a good signature covers',
  control: (context) => forgeAgainAndAgain({ ...context, most: context.untilBad === true ? 3 : 60 }, true),
}

/** A control that is given no time would show nothing. */
const LEAST_MS = 10_000

async function forgeAgainAndAgain(context: RigContext, believe: boolean): Promise<Outcome> {
  const dir = join(context.scratch, believe ? 'forgeries-control' : 'forgeries')
  const making = startChild(context.builtDir, 'forgeryOffices', ['--dir', dir, '--built', context.builtDir])
  await making.exited
  const seed = Math.floor(context.random() * 1e9)
  const child = startChild(context.builtDir, 'forgeryChild', [
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
