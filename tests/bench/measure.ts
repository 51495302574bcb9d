export interface Spread {
  median: number
  p95: number
}

export interface Comparison {
  what: string
  size: number
  /** Milliseconds of ours and of the bare counterpart, in the same run. */
  ours: Spread
  bare: Spread
  ratio: number
  /** The same work at the handler: behind the door (session, right, audit, parsing, the check of the answer), on the same data. */
  handler?: { spread: Spread; ratio: number }
  /** Milliseconds of the processor ours took on average, for calls that run in this thread: a busy machine hardly changes them. */
  cpu?: number
  /** What the issue asks for, in words. */
  aim: string
}

/** Enough to tell a p95 by; more only while they are quick. */
const FEWEST_ROUNDS = 20
const LONGEST_MS = 8_000
/** How long a page is called before it is measured. */
const WARM_MS = 1000
const WARM_ROUNDS = 300

type Work = (round: number) => Promise<unknown> | unknown

interface Compared {
  /** The whole call, as a page makes it. */
  ours: Work
  /** The handler alone, where the call has one of its own. */
  handler?: Work
  bare: Work
}

/** Runs them in turn, so that a slow moment of the machine hits all, and compares their medians. */
export async function compare(
  facts: { what: string; size: number; aim: string; rounds: number },
  { ours, handler, bare }: Compared,
): Promise<Comparison> {
  await warmUp([ours, handler, bare])
  const mine: number[] = []
  const inside: number[] = []
  const theirs: number[] = []
  let cpu = 0
  const start = performance.now()
  for (let round = 0; round < facts.rounds; round += 1) {
    if (round >= FEWEST_ROUNDS && performance.now() - start > LONGEST_MS) break
    const before = process.threadCpuUsage()
    mine.push(await timed(() => ours(round)))
    const { user, system } = process.threadCpuUsage(before)
    cpu += (user + system) / 1000
    if (handler !== undefined) inside.push(await timed(() => handler(round)))
    theirs.push(await timed(() => bare(round)))
  }
  const compared = { ...compareTimes(facts, mine, theirs), cpu: cpu / mine.length }
  if (handler === undefined) return compared
  const spread = spreadOf(inside)
  return { ...compared, handler: { spread, ratio: spread.median / compared.bare.median } }
}

/** An office calls the same pages all day: what the engine has not compiled yet is not what is compared. */
async function warmUp(works: readonly (Work | undefined)[]): Promise<void> {
  const start = performance.now()
  for (let round = 0; round === 0 || (round < WARM_ROUNDS && performance.now() - start < WARM_MS); round += 1) {
    for (const work of works) await work?.(round)
  }
}

export function compareTimes(
  { what, size, aim }: { what: string; size: number; aim: string },
  ours: number[],
  bare: number[],
): Comparison {
  const result = { ours: spreadOf(ours), bare: spreadOf(bare) }
  return { what, size, aim, ...result, ratio: result.ours.median / result.bare.median }
}

export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function spreadOf(times: number[]): Spread {
  const sorted = times.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { median: at(0.5), p95: at(0.95) }
}

export function tableOf(rows: Comparison[]): string {
  const head = ['what', 'size', 'ours p50', 'ours p95', 'cpu mean', 'bare p50', 'ratio', 'handler', 'h ratio', 'aim']
  const lines = rows.map((row) => [
    row.what,
    String(row.size),
    `${row.ours.median.toFixed(2)} ms`,
    `${row.ours.p95.toFixed(2)} ms`,
    row.cpu === undefined ? '' : `${row.cpu.toFixed(2)} ms`,
    `${row.bare.median.toFixed(2)} ms`,
    `${row.ratio.toFixed(2)}×`,
    row.handler === undefined ? '' : `${row.handler.spread.median.toFixed(2)} ms`,
    row.handler === undefined ? '' : `${row.handler.ratio.toFixed(2)}×`,
    row.aim,
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)))
  return [head, ...lines]
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n')
}
