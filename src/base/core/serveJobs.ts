import { parentPort } from 'node:worker_threads'
import type { FromWorker, Job, JobControl, ToWorker } from './jobs.ts'

/** How to load a job: a worker loads the one it was started for and nothing of the others. */
export type JobLoader = () => Promise<Job<never, unknown>>

/** The worker's side of `JobRunner`: runs the named job of the list it is given. */
export function serveJobs(jobs: Record<string, JobLoader>): void {
  const port = parentPort
  if (port === null) throw new Error('serveJobs runs in a worker thread')
  const abort = new AbortController()
  let taken: (answer: unknown) => void = () => {}
  const send = (message: FromWorker) => port.postMessage(message)
  const control: JobControl = {
    progress: (done, total) => send({ kind: 'progress', done, total }),
    emit: <Answer>(batch: unknown) =>
      new Promise<Answer>((resolve) => {
        // Safe: who emits a batch knows what its `onBatch` answers (JobRunner.run).
        taken = (answer) => resolve(answer as Answer)
        send({ kind: 'batch', batch })
      }),
    signal: abort.signal,
  }
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'cancel') abort.abort()
    else if (message.kind === 'taken') taken(message.answer)
    else
      runNamed(jobs, message, control).then(
        (output) => send({ kind: 'done', output }),
        (error: unknown) => send({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
      )
  })
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
