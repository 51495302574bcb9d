/**
 * Runs `work` and yields what it reports, the newest when the reader is slower than the work; returns what the work
 * returns, throws what it throws. The signal given to `work` is aborted with the caller's, or when the reader goes away.
 */
export async function* progressStream<Progress, Value>(
  work: (report: (progress: Progress) => void, signal: AbortSignal) => Promise<Value>,
  signal?: AbortSignal,
): AsyncGenerator<Progress, Value, void> {
  let newest: Progress | undefined
  let wake = () => {}
  let ended = false
  const left = new AbortController()
  const report = (progress: Progress) => {
    newest = progress
    wake()
  }
  const done = work(report, AbortSignal.any(signal === undefined ? [left.signal] : [left.signal, signal])).finally(
    () => {
      ended = true
      wake()
    },
  )
  // A reader that goes away early must not leave a rejection nobody hears.
  done.catch(() => {})
  try {
    while (!ended || newest !== undefined) {
      const progress = newest
      newest = undefined
      if (progress !== undefined) yield progress
      else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
    return await done
  } finally {
    left.abort()
  }
}
