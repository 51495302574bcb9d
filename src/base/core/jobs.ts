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
  /** A thread of its own, ended with the job: for what reads files of strangers. */
  isolated?: boolean
}

/** A short job on the caller's own thread: one of its own takes longer to start. Nothing is copied, so what crosses is the receiver's. */
export function runHere<Input, Output>(
  job: Job<Input, Output>,
  input: Input,
  options: JobOptions = {},
): Promise<Output> {
  return job(input, {
    progress: (done, total) => options.onProgress?.(done, total),
    // Safe: who emits a batch knows what its `onBatch` answers, as in `JobRunner.run`.
    emit: async <Answer>(batch: unknown) => (await options.onBatch?.(batch)) as Answer,
    signal: options.signal ?? new AbortController().signal,
  })
}

export type ToWorker =
  | { kind: 'start'; name: string; input: unknown }
  | { kind: 'taken'; answer: unknown }
  | { kind: 'cancel' }
export type FromWorker =
  | { kind: 'progress'; done: number; total: number }
  | { kind: 'batch'; batch: unknown }
  | { kind: 'done'; output: unknown }
  /** `code` beside the error: a copy between threads keeps only its message and stack. */
  | { kind: 'failed'; error: Error; code: string | undefined }

const MOST_MEGABYTES = 1024
const GRACE_MS = 2000
const IDLE_MS = 15_000

/**
 * Runs each job in a worker thread, from the built file that lists every job of the app. A thread that ended its job well
 * waits a moment for the next one: on an old PC loading its modules takes longer than most jobs, and a province opens 166
 * files in a row. After any trouble it is ended.
 */
export class JobRunner {
  readonly #workerFile: URL
  #idle: Worker | undefined
  #idleTimer: NodeJS.Timeout | undefined

  constructor(workerFile: URL) {
    this.#workerFile = workerFile
  }

  /** Runs a job to its end; an abort ends it with an `AbortError`. */
  async run<Output>(name: string, input: unknown, options: JobOptions = {}): Promise<Output> {
    const worker = (options.isolated === true ? undefined : this.#takeIdle()) ?? this.#startWorker()
    try {
      // Safe: a job's name and its output type are declared together by the feature that calls it.
      const output = (await runIn(worker, { name, input }, options)) as Output
      if (options.isolated === true) await worker.terminate()
      else this.#keepIdle(worker)
      return output
    } catch (error) {
      await worker.terminate()
      throw error
    }
  }

  /** Ends the thread that waits: what it last worked on goes with it. */
  dropIdle(): void {
    this.#endIdle()
  }

  readonly #endIdle = () => {
    this.#takeIdle()?.terminate()
  }

  #startWorker(): Worker {
    return new Worker(this.#workerFile, { resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } })
  }

  #takeIdle(): Worker | undefined {
    const worker = this.#idle
    clearTimeout(this.#idleTimer)
    this.#idle = undefined
    worker?.off('exit', this.#endIdle).off('error', this.#endIdle)
    worker?.ref()
    return worker
  }

  #keepIdle(worker: Worker): void {
    this.#endIdle()
    // Neither the thread nor its timer keeps a program alive that has nothing else to do.
    worker.unref()
    worker.on('exit', this.#endIdle).on('error', this.#endIdle)
    this.#idle = worker
    this.#idleTimer = setTimeout(this.#endIdle, IDLE_MS).unref()
  }
}

interface Named {
  name: string
  input: unknown
}

function runIn(worker: Worker, { name, input }: Named, options: JobOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let grace: NodeJS.Timeout | undefined
    const cancel = () => {
      send(worker, { kind: 'cancel' })
      grace = setTimeout(() => worker.terminate(), GRACE_MS).unref()
    }
    const fail = (error: unknown) => {
      letGo()
      reject(error)
    }
    const succeed = (output: unknown) => {
      letGo()
      resolve(output)
    }
    const hear = (message: FromWorker) => receive(message, { worker, options, resolve: succeed, reject: fail })
    const notice = () => fail(options.signal?.aborted ? abortError() : new Error('the job ended early'))
    const letGo = () => {
      clearTimeout(grace)
      options.signal?.removeEventListener('abort', cancel)
      worker.off('message', hear).off('error', fail).off('exit', notice)
    }
    options.signal?.addEventListener('abort', cancel, { once: true })
    worker.on('message', hear).on('error', fail).on('exit', notice)
    send(worker, { kind: 'start', name, input })
  })
}

interface Ends {
  worker: Worker
  options: JobOptions
  resolve: (output: unknown) => void
  reject: (error: unknown) => void
}

function receive(message: FromWorker, { worker, options, resolve, reject }: Ends): void {
  if (message.kind === 'progress') options.onProgress?.(message.done, message.total)
  else if (message.kind === 'done') resolve(message.output)
  else if (message.kind === 'failed') reject(options.signal?.aborted ? abortError() : errorOf(message))
  else
    (options.onBatch?.(message.batch) ?? Promise.resolve()).then(
      (answer) => send(worker, { kind: 'taken', answer }),
      reject,
    )
}

function send(worker: Worker, message: ToWorker): void {
  worker.postMessage(message)
}

function errorOf({ error, code }: Extract<FromWorker, { kind: 'failed' }>): Error {
  return code === undefined ? error : Object.assign(error, { code })
}

function abortError(): Error {
  return Object.assign(new Error('cancelled'), { name: 'AbortError' })
}
