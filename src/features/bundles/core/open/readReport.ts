import { refuse } from '../../../../base/common/failures.ts'
import type { Result } from '../../../../base/common/result.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleTotals } from '../../common/bundleSchemas.ts'
import { listOwnIdentities } from '../keys/ownKeysRepo.ts'
import { listSigners } from '../keys/unitKeysRepo.ts'
import { BatchChannel } from './batchChannel.ts'
import type { ReadBatch, ReadInput } from './readReportJob.ts'

export type PlacedReport = Extract<ReadBatch, { kind: 'opened' }>
export type ReportBatch = Exclude<ReadBatch, { kind: 'opened' }>

export interface Report {
  opened: PlacedReport
  batches(): AsyncIterable<ReportBatch>
  /** Reads on without using the rows, for the totals. */
  skip(): Promise<void>
  totals(): Promise<BundleTotals>
}

/** Runs the reading job and gives `use` its batches; a refusal of the job becomes the refusal of the call. */
export async function withReport<Value>(
  context: OfficeContext,
  bytes: Uint8Array,
  use: (report: Report) => Promise<Value>,
): Promise<Value> {
  const channel = new BatchChannel<ReadBatch>()
  const job = context.services.jobs
    // Safe: the job emits only ReadBatch.
    .run<Result<BundleTotals>>('bundles.read', await readInput(context, bytes), {
      onBatch: (batch) => channel.put(batch as ReadBatch),
    })
    .finally(() => channel.end())
  // A broken reader is reported by its own error; the job's is met by the await below.
  job.catch(() => undefined)
  const totals = async () => {
    const output = await job
    if (!output.ok) refuse(output.failure.code as `${string}.${string}`, output.failure.params)
    return output.value
  }
  try {
    const opened = await channel.take()
    if (opened?.kind !== 'opened') {
      await totals()
      throw new Error('the job gave no report')
    }
    const batches = () => batchesOf(channel)
    const skip = async () => {
      for await (const _batch of batches());
    }
    return await use({ opened, batches, skip, totals })
  } catch (error) {
    channel.break(error)
    throw error
  }
}

async function* batchesOf(channel: BatchChannel<ReadBatch>): AsyncGenerator<ReportBatch> {
  for (let batch = await channel.take(); batch !== undefined; batch = await channel.take()) {
    if (batch.kind !== 'opened') yield batch
  }
}

async function readInput({ db, office }: OfficeContext, bytes: Uint8Array): Promise<ReadInput> {
  const communes = await db
    .selectFrom('unit_name')
    .innerJoin('unit', 'unit.id', 'unit_name.unit_id')
    .select(['unit.id', 'unit_name.name'])
    .where('unit_name.valid_to', 'is', null)
    .where('unit.level', 'in', ['commune', 'district'])
    .execute()
  return {
    bytes,
    signers: await listSigners(db, 'sender'),
    identities: await listOwnIdentities(db, office),
    communeNames: Object.fromEntries(communes.map((commune) => [commune.id, commune.name])),
  }
}
