import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { inject } from 'vitest'
import { JobRunner } from '../../src/base/core/jobs.ts'

/** Outlives the offices: a thread takes longer to load its modules than most tests take. */
class SharedJobs extends JobRunner {
  override dropIdle(): void {}
}

let shared: SharedJobs | undefined

/** The one runner of this test worker. Real threads, started anew only after trouble and for files of strangers. */
export function sharedJobs(): JobRunner {
  shared ??= new SharedJobs(jobWorkerFile())
  return shared
}

/** The job worker built for this run. */
export function jobWorkerFile(): URL {
  return pathToFileURL(join(inject('coreDir'), 'jobWorker.mjs'))
}
