import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, platform, release } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { proofTable } from './proofTable.ts'
import { type Outcome, type Rig, type RigContext, seededRandom } from './rig.ts'
import { RIGS } from './rigs.ts'
import { appendRun, commitOf, readRuns, triesByName } from './runs.ts'
import { makeScratchDir } from './scratchDir.ts'

/**
 * `npm run proof -- [--minutes 10] [--only kill,flips] [--seed 1] [--workers 2] [--table]`: the rigs, each with its control; exit
 * code 1 if one does not hold. Every run is noted, so that several sittings add up; `--table` tells what they come to.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    results: { type: 'string', default: 'docs/proof-runs.jsonl' },
    /** Which of several processes this is, `0/2`: each has its share of the tries. */
    share: { type: 'string', default: '0/1' },
    table: { type: 'boolean', default: false },
  },
})
const builtDir = import.meta.dirname
const wanted = values.only?.split(',')
const rigs = RIGS.filter(({ name }) => wanted === undefined || wanted.includes(name))
const share = shareOf(values.share)
const seed = Number(values.seed) + share.index * 1_000_003

if (values.table) process.stdout.write(`${proofTable(rigs, readRuns(values.results))}\n`)
else process.exit((await proveAll()) ? 0 : 1)

async function proveAll(): Promise<boolean> {
  const scratch = makeScratchDir()
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? '?'}; ${platform()} ${release()}; Node ${process.version}`
  say(`seed ${seed}; ${machine}`)
  let holds = true
  try {
    for (const rig of rigs) holds = (await prove(rig, { scratch, machine })) && holds
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  return holds
}

async function prove(rig: Rig, { scratch, machine }: { scratch: string; machine: string }): Promise<boolean> {
  const unable = rig.unable?.()
  if (unable !== undefined) {
    say(`${rig.name.padEnd(12)} NOT RUN: ${unable}`)
    return true
  }
  const eachMs = (Number(values.minutes) * 60_000) / rigs.length
  const begun = performance.now()
  const at = new Date().toISOString()
  const most = Math.ceil(rig.aim / share.of)
  const control = await rig.control(contextOf(rig, { scratch, ms: eachMs / 4, most }))
  const run = await rig.run(contextOf(rig, { scratch, ms: eachMs - (performance.now() - begun), most }))
  const holds = run.bad === 0 && run.done > 0 && control.bad > 0
  const seconds = Math.round((performance.now() - begun) / 1000)
  say(
    `${rig.name.padEnd(12)} ${holds ? 'holds' : 'DOES NOT HOLD'} · ${tell(run)} · control ${tell(control)} · ${seconds} s`,
  )
  say(`${' '.repeat(13)}${rig.what}; control: ${rig.controlWhat}`)
  const shown = { done: control.done, bad: control.bad }
  appendRun(values.results, { rig: rig.name, at, commit: commitOf(), machine, seed, ...run, control: shown, seconds })
  return holds
}

function tell({ done, bad, note }: Outcome): string {
  return `${bad} bad in ${done}${note === undefined ? '' : ` (${note})`}`
}

function contextOf(rig: Rig, { scratch, ms, most }: { scratch: string; ms: number; most: number }): RigContext {
  const until = performance.now() + ms
  return {
    builtDir,
    scratch: mkdtempSync(join(scratch, `${rig.name}-`)),
    projectDir: resolve('.'),
    random: seededRandom(seed),
    share,
    // One try at least, whatever the time: a rig that did nothing proves nothing.
    goOn: (done: number) => done < most && (done === 0 || performance.now() < until),
    known: new Set(triesByName(readRuns(values.results).filter((run) => run.rig === rig.name)).keys()),
    most,
    msLeft: () => Math.max(0, Math.round(until - performance.now())),
  }
}

function shareOf(text: string): RigContext['share'] {
  const [index = 0, of = 1] = text.split('/').map(Number)
  return { index, of }
}

function say(line: string): void {
  process.stdout.write(`${share.of === 1 ? '' : `[${values.share}] `}${line}\n`)
}
