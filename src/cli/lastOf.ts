/** Reads progress to its end and returns what the work returned. */
export async function lastOf<Value>(progress: AsyncIterator<unknown, Value>): Promise<Value> {
  for (;;) {
    const step = await progress.next()
    if (step.done === true) return step.value
  }
}
