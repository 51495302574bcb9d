import { parentPort } from 'node:worker_threads'
import type { FromWorker, Job, JobControl, ToWorker } from './jobs.ts'

/** How to load a job: a worker loads the one it was started for and nothing of the others. */
export type JobLoader = () => Promise<Job<never, unknown>>

/** The worker's side of `JobRunner`: runs named jobs of the list it is given, one after another. */
export function serveJobs(jobs: Record<string, JobLoader>): void {
  const port = parentPort
  if (port === null) throw new Error('serveJobs runs in a worker thread')
  const send = (message: FromWorker) => port.postMessage(message)
  // One job at a time; a thread that is kept gets the next one when the last has ended.
  let abort = new AbortController()
  let taken: (answer: unknown) => void = () => {}
  const control = (): JobControl => ({
    progress: (done, total) => send({ kind: 'progress', done, total }),
    emit: <Answer>(batch: unknown) =>
      new Promise<Answer>((resolve) => {
        // Safe: who emits a batch knows what its `onBatch` answers (JobRunner.run).
        taken = (answer) => resolve(answer as Answer)
        send({ kind: 'batch', batch })
      }),
    signal: abort.signal,
  })
  const start = (message: Extract<ToWorker, { kind: 'start' }>) => {
    abort = new AbortController()
    runNamed(jobs, message, control()).then(
      (output) => send({ kind: 'done', output }),
      (error: unknown) => send(failed(error)),
    )
  }
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'cancel') abort.abort()
    else if (message.kind === 'taken') taken(message.answer)
    else start(message)
  })
}

function failed(thrown: unknown): FromWorker {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown))
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { kind: 'failed', error, code }
}

async function runNamed(
  jobs: Record<string, JobLoader>,
  { name, input }: { name: string; input: unknown },
  control: JobControl,
): Promise<unknown> {
  const load = jobs[name]
  if (load === undefined) throw new Error(`no job named ${name}`)
  const job = await load()
  // Safe: the caller names the job and gives its input together (JobRunner.run).
  return job(input as never, control)
}
