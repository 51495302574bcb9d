/** A web stream that pulls from an iterable, so that a slow reader slows the source. */
export function webStreamOf(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = asyncIteratorOf(source)
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await iterator.next()
      if (next.done === true) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await iterator.return?.(undefined)
    },
  })
}

/** Collects a web stream until it ends, or until it passes `limit` bytes: then `undefined`, and the source is closed. */
export async function collectUpTo(stream: ReadableStream<Uint8Array>, limit: number): Promise<Buffer | undefined> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length
    if (size > limit) {
      await reader.cancel()
      return undefined
    }
    chunks.push(next.value)
  }
  return Buffer.concat(chunks, size)
}

/** Views of at most 64 KiB onto the same memory. */
export function* slicesOf(bytes: Uint8Array): Generator<Uint8Array> {
  const step = 65_536
  for (let at = 0; at < bytes.length; at += step) yield bytes.subarray(at, at + step)
}

async function* asyncIteratorOf(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* source
}
