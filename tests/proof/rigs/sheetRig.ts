import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { HOSTILE_SHEETS } from '../../features/imports/reading/hostileSheets.ts'
import { isOver, type Outcome, type Rig, type RigContext } from '../rig.ts'

const MOST_MS = 5000
const MOST_MB = 300
/** On a machine that others keep busy. */
const MOST_DEAF_MS = 3000
/** Longer than this a reader is lost. */
const GIVEN_UP_MS = 60_000

export const sheetRig: Rig = {
  name: 'sheets',
  what: 'hostile spreadsheets (bombs, sizes that lie, macros, links, entities, endless XML, broken OLE2, CSV with NULs): refused with a reason or read for what they hold, within 5 s of the processor and 300 MB, while the program goes on answering',
  aim: HOSTILE_SHEETS.length,
  run: (context) => readEach(context, { files: HOSTILE_SHEETS.map((_, at) => at), args: [] }),
  controlWhat: 'the reading library alone, on the program’s own thread',
  control: (context) => {
    const named = ['macros', 'a bomb of 10 times the limit', 'a bomb in the strings', 'a million rows']
    const files = named.map((name) => HOSTILE_SHEETS.findIndex((sheet) => sheet.name === name))
    return readEach({ ...context, goOn: (done) => done < files.length }, { files, args: ['--bare'] })
  },
}

interface Told {
  answer: string
  ms: number
  deafMs: number
  grownMb: number
}

async function readEach(context: RigContext, { files, args }: { files: number[]; args: string[] }): Promise<Outcome> {
  const outcome = { done: 0, bad: 0 }
  const worst = { ms: 0, deafMs: 0, grownMb: 0 }
  const wrong: string[] = []
  for (const at of files) {
    if (isOver(context, outcome)) break
    const told = readInChild(context, { at, args })
    const what = whatIsWrong(at, told)
    outcome.done += 1
    outcome.bad += what === undefined ? 0 : 1
    if (what !== undefined) wrong.push(`${HOSTILE_SHEETS[at]?.name}: ${what}`)
    for (const key of ['ms', 'deafMs', 'grownMb'] as const) worst[key] = Math.max(worst[key], told?.[key] ?? 0)
  }
  const most = `at most ${worst.ms} ms of the processor, ${worst.grownMb} MB, deaf for ${worst.deafMs} ms`
  return { ...outcome, note: [most, ...wrong.slice(0, 6)].join('; ') }
}

function readInChild({ builtDir }: RigContext, { at, args }: { at: number; args: string[] }): Told | undefined {
  const child = [join(builtDir, 'sheetChild.mjs'), '--built', builtDir, '--at', String(at), ...args]
  const ran = spawnSync(process.execPath, ['--expose-gc', ...child], { encoding: 'utf8', timeout: GIVEN_UP_MS })
  // Safe: the child's last line.
  return ran.status === 0 ? (JSON.parse(ran.stdout.trimEnd().split('\n').at(-1) ?? '') as Told) : undefined
}

function whatIsWrong(at: number, told: Told | undefined): string | undefined {
  if (told === undefined) return 'the program ended'
  const { answer, ms, deafMs, grownMb } = told
  if (ms > MOST_MS) return `${ms} ms of the processor`
  if (grownMb > MOST_MB) return `${grownMb} MB`
  if (deafMs > MOST_DEAF_MS) return `deaf for ${deafMs} ms`
  if (answer.startsWith('imports.')) return undefined
  const reads = HOSTILE_SHEETS[at]?.reads
  return reads !== undefined && answer === `read as ${reads}` ? undefined : answer
}
