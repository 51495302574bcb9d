import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, platform, release, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Outcome, type Rig, seededRandom } from './rig.ts'
import { RIGS } from './rigs.ts'

/** `npm run proof -- [--minutes 10] [--only kill,flips] [--seed 1]`: the rigs, each with its control; exit code 1 if one does not hold. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    only: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
})
const builtDir = import.meta.dirname
const wanted = values.only?.split(',')
const rigs = RIGS.filter(({ name }) => wanted === undefined || wanted.includes(name))
const eachMs = (Number(values.minutes) * 60_000) / rigs.length
const scratch = mkdtempSync(join(tmpdir(), 'nhip-cau-proof-'))
const told: string[] = []

say(
  `seed ${values.seed}; ${cpus().length} × ${cpus()[0]?.model ?? '?'}; ${platform()} ${release()}; Node ${process.version}`,
)
let holds = true
try {
  for (const rig of rigs) holds = (await prove(rig)) && holds
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
writeFileSync(resolve('out/proof.txt'), `${told.join('\n')}\n`)
process.exit(holds ? 0 : 1)

async function prove(rig: Rig): Promise<boolean> {
  const unable = rig.unable?.()
  if (unable !== undefined) {
    say(`${rig.name.padEnd(12)} NOT RUN: ${unable}`)
    return true
  }
  const begun = performance.now()
  const control = await rig.control(contextOf(rig, { ms: eachMs / 4, most: rig.aim }))
  const run = await rig.run(contextOf(rig, { ms: eachMs - (performance.now() - begun), most: rig.aim }))
  const good = run.bad === 0 && run.done > 0 && control.bad > 0
  const took = ((performance.now() - begun) / 1000).toFixed(0)
  say(
    `${rig.name.padEnd(12)} ${good ? 'holds' : 'DOES NOT HOLD'} · ${tell(run)} of ${rig.aim} · control ${tell(control)} · ${took} s`,
  )
  say(`${' '.repeat(13)}${rig.what}; control: ${rig.controlWhat}`)
  return good
}

function tell({ done, bad, note }: Outcome): string {
  return `${bad} bad in ${done}${note === undefined ? '' : ` (${note})`}`
}

function contextOf(rig: Rig, { ms, most }: { ms: number; most: number }) {
  const until = performance.now() + ms
  return {
    builtDir,
    scratch: mkdtempSync(join(scratch, `${rig.name}-`)),
    projectDir: resolve('.'),
    random: seededRandom(Number(values.seed)),
    // One try at least, whatever the time: a rig that did nothing proves nothing.
    goOn: (done: number) => done < most && (done === 0 || performance.now() < until),
    most,
    msLeft: () => Math.max(0, Math.round(until - performance.now())),
  }
}

function say(line: string): void {
  told.push(line)
  process.stdout.write(`${line}\n`)
}
