import { cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { failureOf } from '../../../src/base/common/failures.ts'
import { FAULT_CASES, type FaultCase, type FaultOffice, makeFaultOffices } from '../faultCases.ts'

/**
 * One use of the program after the other, each with the n-th writing call failing, once or from then on, for n from 1 until the
 * use makes fewer calls than that. Under the preloaded `faults.c`, whose count it reads from FAULT_OUT. The last line is the outcome.
 */
const { values } = parseArgs({
  options: {
    dir: { type: 'string', default: '' },
    built: { type: 'string', default: '' },
    uses: { type: 'string', default: '' },
    most: { type: 'string', default: '5000' },
    ms: { type: 'string', default: '60000' },
    /** Which calls of a use: every `of`-th from `index` + 1 on. */
    share: { type: 'string', default: '0/1' },
  },
})
const MOST_CALLS = 500

const [index = 0, of = 1] = values.share.split('/').map(Number)
const template = join(values.dir, 'template')
const work = join(values.dir, 'work')
const offices = await makeFaultOffices(template, values.built)
const tally = {
  done: 0,
  bad: 0,
  codes: new Map<string, number>(),
  wrong: [] as string[],
  reached: new Map<string, number>(),
}
const uses = values.uses.split(',').flatMap((name) => FAULT_CASES.filter((each) => each.name === name))
const until = performance.now() + Number(values.ms)
const waiting = uses.flatMap((use) => [true, false].map((once) => ({ use, once, n: index + 1, over: false })))
// In turns, so that a short run meets every use.
for (let turn = 0; isOpen(); turn += 1) {
  const next = waiting[turn % waiting.length]
  if (next === undefined || next.over) continue
  const calls = await tryOnce(next.use, { n: next.n, once: next.once })
  tally.reached.set(next.use.name, Math.max(tally.reached.get(next.use.name) ?? 0, Math.min(next.n, calls)))
  next.over = next.n + of > MOST_CALLS || calls < next.n
  next.n += of
}
const codes = [...tally.codes].map(([code, count]) => `${code} ${count}`).join(', ')
const reached = [...tally.reached].map(([name, calls]) => `${name} ${calls}`).join(', ')
const { done, bad, wrong } = tally
process.stdout.write(
  `${JSON.stringify({ done, bad, told: [`calls: ${reached}`, codes, ...wrong.slice(0, 3)].join('; ') })}\n`,
)
process.exit(0)

function isOpen(): boolean {
  const inTime = tally.done === 0 || performance.now() < until
  return tally.done < Number(values.most) && inTime && waiting.some(({ over }) => !over)
}

/** Gives how many calls the use made in the end. */
async function tryOnce(use: FaultCase, { n, once }: { n: number; once: boolean }): Promise<number> {
  rmSync(work, { recursive: true, force: true })
  mkdirSync(work)
  cpSync(join(template, use.folder), join(work, use.folder), { recursive: true })
  const office: FaultOffice = { dir: join(work, use.folder), builtDir: values.built, offices }
  const prepared = await use.prepare(office)
  order(`fault-arm-${n}-${once ? 'once' : 'on'}`)
  const failure = await prepared.act().then(() => undefined, failureOf)
  const calls = disarm()
  const wrong = await whatIsWrong(failure?.code, prepared)
  tally.done += 1
  if (failure !== undefined) tally.codes.set(failure.code, (tally.codes.get(failure.code) ?? 0) + 1)
  if (wrong !== undefined) {
    tally.bad += 1
    tally.wrong.push(`${use.name}, call ${n}${once ? '' : ' and on'}: ${wrong}`)
  }
  return calls
}

/** Something lost, half done or unclear. */
async function whatIsWrong(
  code: string | undefined,
  prepared: Awaited<ReturnType<FaultCase['prepare']>>,
): Promise<string | undefined> {
  await prepared.end().catch(() => undefined)
  if (code === 'common.unexpected') return 'answered “unexpected”'
  try {
    return await prepared.lookAgain(code === undefined)
  } catch (error) {
    return `does not open again: ${error instanceof Error ? error.message : JSON.stringify(error)}`
  }
}

/** The preloaded library listens to what is opened; there is no such file. */
function order(name: string): void {
  try {
    openSync(join(values.dir, name), 'r')
  } catch {
    // As wanted: only the try is heard.
  }
}

function disarm(): number {
  const file = process.env.FAULT_OUT ?? ''
  writeFileSync(file, '0')
  order('fault-disarm')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0
}
