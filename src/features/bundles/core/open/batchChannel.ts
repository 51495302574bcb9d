/**
 * Hands a job's batches to a reader that may come later, one at a time: `put` waits until the batch is taken, so a
 * transaction starts only when there is something to write, and memory stays flat.
 */
export class BatchChannel<Batch> {
  #waiting: { batch: Batch; done: () => void; failed: (error: unknown) => void } | undefined
  #ended = false
  #broken: { error: unknown } | undefined
  #wake = () => {}

  put(batch: Batch): Promise<void> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken.error)
    return new Promise((done, failed) => {
      this.#waiting = { batch, done, failed }
      this.#wake()
    })
  }

  /** No more batches will come. */
  end(): void {
    this.#ended = true
    this.#wake()
  }

  /** The reader gives up: whoever puts is told. */
  break(error: unknown): void {
    this.#broken = { error }
    this.#waiting?.failed(error)
    this.#waiting = undefined
  }

  /** The next batch, or `undefined` after the last. */
  async take(): Promise<Batch | undefined> {
    while (this.#waiting === undefined && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
    const taken = this.#waiting
    this.#waiting = undefined
    taken?.done()
    return taken?.batch
  }
}
