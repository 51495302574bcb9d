import { parentPort } from 'node:worker_threads'
import type { FromWorker, Job, JobControl, ToWorker } from './jobs.ts'

/** The worker's side of `JobRunner`: runs the named job of the list it is given. */
export function serveJobs(jobs: Record<string, Job<never, unknown>>): void {
  const port = parentPort
  if (port === null) throw new Error('serveJobs runs in a worker thread')
  const abort = new AbortController()
  let taken = () => {}
  const send = (message: FromWorker) => port.postMessage(message)
  const control: JobControl = {
    progress: (done, total) => send({ kind: 'progress', done, total }),
    emit: (batch) =>
      new Promise((resolve) => {
        taken = resolve
        send({ kind: 'batch', batch })
      }),
    signal: abort.signal,
  }
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'cancel') abort.abort()
    else if (message.kind === 'taken') taken()
    else
      runNamed(jobs, message, control).then(
        (output) => send({ kind: 'done', output }),
        (error: unknown) => send({ kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) }),
      )
  })
}

async function runNamed(
  jobs: Record<string, Job<never, unknown>>,
  { name, input }: { name: string; input: unknown },
  control: JobControl,
): Promise<unknown> {
  const job = jobs[name]
  if (job === undefined) throw new Error(`no job named ${name}`)
  // Safe: the caller names the job and gives its input together (JobRunner.run).
  return job(input as never, control)
}
