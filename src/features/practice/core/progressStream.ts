/**
 * Runs `work` and yields what it reports, the newest when the reader is slower than the work; returns what the work
 * returns, throws what it throws.
 */
export async function* progressStream<Progress, Value>(
  work: (report: (progress: Progress) => void) => Promise<Value>,
): AsyncGenerator<Progress, Value, void> {
  let newest: Progress | undefined
  let wake = () => {}
  let ended = false
  const done = work((progress) => {
    newest = progress
    wake()
  }).finally(() => {
    ended = true
    wake()
  })
  // A reader that goes away early must not leave a rejection nobody hears.
  done.catch(() => {})
  while (!ended || newest !== undefined) {
    const progress = newest
    newest = undefined
    if (progress !== undefined) yield progress
    else
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  return done
}
