/** An estimate made earlier jumps about and is not believed. */
const FIRST_ESTIMATE_AFTER_SECONDS = 10

interface Work {
  done: number
  total: number | undefined
  /** Seconds since it began. */
  elapsed: number
}

/** Seconds still needed at the pace so far, in steps of five; undefined in the first ten seconds or with nothing to go by. */
export function remainingSeconds({ done, total, elapsed }: Work): number | undefined {
  if (total === undefined || done <= 0 || done >= total || elapsed < FIRST_ESTIMATE_AFTER_SECONDS) return undefined
  const seconds = (elapsed / done) * (total - done)
  return Math.max(5, Math.ceil(seconds / 5) * 5)
}
