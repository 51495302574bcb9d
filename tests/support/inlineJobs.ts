import { type Job, type JobOptions, JobRunner, runHere } from '../../src/base/core/jobs.ts'
import { copyBook, verifyBook } from '../../src/features/backups/core/backupJob.ts'
import { readLinesJob } from '../../src/features/bundles/core/open/readLinesJob.ts'
import { readReportJob } from '../../src/features/bundles/core/open/readReportJob.ts'
import { sealReportJob } from '../../src/features/bundles/core/seal/sealReportJob.ts'

/** Jobs that are run thousands of times in a proof; any other gets its thread. */
const JOBS: Record<string, Job<never, unknown>> = {
  'backups.copyBook': copyBook,
  'backups.verifyBook': verifyBook,
  'bundles.read': readReportJob,
  'bundles.readLines': readLinesJob,
  'bundles.seal': sealReportJob,
}

/** Runs jobs on the thread of the caller, copying what crosses as threads do: a thread takes ten times as long to start as most jobs to run. */
export class InlineJobs extends JobRunner {
  override async run<Output>(name: string, input: unknown, options: JobOptions = {}): Promise<Output> {
    const job = JOBS[name]
    if (job === undefined) return super.run<Output>(name, input, options)
    // Safe: the caller names the job and gives its input together (JobRunner.run).
    return (await runHere(job, structuredClone(input) as never, {
      ...options,
      onBatch: async (batch) => options.onBatch?.(structuredClone(batch)),
    })) as Output
  }
}
