import { type Job, type JobOptions, runHere } from '../../../../base/core/jobs.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'

/** Some twenty-five thousand records. What so small a file may unpack to is bounded as for any other (`payloadLines.ts`). */
const MOST_BYTES_AT_ONCE = 1024 * 1024

interface NamedJob<Input, Output> {
  name: string
  job: Job<Input, Output>
}

/**
 * Runs a job that reads a file: most at once, since starting a thread and copying every row out of it takes longer than reading
 * them. The file is unpacked piece by piece, so that others are answered in between.
 */
export function readFile<Input extends { bytes: Uint8Array }, Output>(
  { services }: OfficeContext,
  { name, job }: NamedJob<Input, Output>,
  { input, ...options }: JobOptions & { input: Input },
): Promise<Output> {
  if (input.bytes.length <= MOST_BYTES_AT_ONCE) return runHere(job, input, options)
  return services.jobs.run<Output>(name, input, options)
}
