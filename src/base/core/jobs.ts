import { Worker } from 'node:worker_threads'

export interface JobControl {
  /** Tells how far the work is; `total` 0 = not known yet. */
  progress(done: number, total: number): void
  /** Hands a batch to the core and waits until it is taken, so memory stays flat; gives what the core answers. */
  emit<Answer = void>(batch: unknown): Promise<Answer>
  signal: AbortSignal
}

/** Long work that runs off the core's thread. Input, batches and output are structured-cloned; failures are returned values. */
export type Job<Input, Output> = (input: Input, control: JobControl) => Promise<Output>

export interface JobOptions {
  onProgress?: (done: number, total: number) => void
  onBatch?: (batch: unknown) => Promise<unknown>
  signal?: AbortSignal | undefined
}

export type ToWorker =
  | { kind: 'start'; name: string; input: unknown }
  | { kind: 'taken'; answer: unknown }
  | { kind: 'cancel' }
export type FromWorker =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'batch'; batch: unknown }
  | { kind: 'done'; output: unknown }
  | { kind: 'failed'; error: Error }

/** Starts one worker thread per job, from the built file that lists every job of the app. */
export class JobRunner {
  readonly #workerFile: URL

  constructor(workerFile: URL) {
    this.#workerFile = workerFile
  }

  /** Runs a job to its end; an abort ends it with an `AbortError`. */
  run<Output>(name: string, input: unknown, options: JobOptions = {}): Promise<Output> {
    const worker = new Worker(this.#workerFile, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } })
    return new Promise<Output>((resolve, reject) => {
      const cancel = () => {
        send(worker, { kind: 'cancel' })
        setTimeout(() => worker.terminate(), GRACE_MS).unref()
      }
      options.signal?.addEventListener('abort', cancel, { once: true })
      worker.on('message', (message: FromWorker) => {
        // Safe: a job's name and its output type are declared together by the feature that calls it.
        receive(message, { worker, options, resolve: (output) => resolve(output as Output), reject })
      })
      worker.on('error', reject)
      worker.on('exit', () => reject(options.signal?.aborted ? abortError() : new Error('the job ended early')))
      send(worker, { kind: 'start', name, input })
    }).finally(() => worker.terminate())
  }
}

const MOST_MEGABYTES = 1024
const GRACE_MS = 2000

interface Ends {
  worker: Worker
  options: JobOptions
  resolve: (output: unknown) => void
  reject: (error: unknown) => void
}

function receive(message: FromWorker, { worker, options, resolve, reject }: Ends): void {
  if (message.kind === 'progress') options.onProgress?.(message.done, message.total)
  else if (message.kind === 'done') resolve(message.output)
  else if (message.kind === 'failed') reject(options.signal?.aborted ? abortError() : message.error)
  else
    (options.onBatch?.(message.batch) ?? Promise.resolve()).then(
      (answer) => send(worker, { kind: 'taken', answer }),
      reject,
    )
}

function send(worker: Worker, message: ToWorker): void {
  worker.postMessage(message)
}

function abortError(): Error {
  return Object.assign(new Error('cancelled'), { name: 'AbortError' })
}
