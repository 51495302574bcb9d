import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleTotals } from '../../common/bundleSchemas.ts'
import { listOwnIdentities } from '../keys/ownKeysRepo.ts'
import { listSigners } from '../keys/unitKeysRepo.ts'
import { BatchChannel } from './batchChannel.ts'
import { readFile } from './readFile.ts'
import { type CommunesAsked, type ReadBatch, type ReadInput, readReportJob } from './readReportJob.ts'

export type PlacedReport = Extract<ReadBatch, { kind: 'opened' }>
export type ReportBatch = Exclude<ReadBatch, { kind: 'opened' }>

const READ_REPORT = { name: 'bundles.read', job: readReportJob }

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
  const job = readFile(context, READ_REPORT, {
    input: await readInput(context, bytes),
    onBatch: (emitted) => {
      // Safe: the job emits nothing else.
      const batch = emitted as ReadBatch | CommunesAsked
      return batch.kind === 'communes' ? readCommuneNames(context.db, batch.ids) : channel.put(batch)
    },
  }).finally(() => channel.end())
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
  return { bytes, signers: await listSigners(db, 'sender'), identities: await listOwnIdentities(db, office) }
}

const IDS_AT_ONCE = 500

/** Names of today, by which addresses are found. */
async function readCommuneNames(db: ReadDb, ids: readonly string[]): Promise<Record<string, string>> {
  const names: Record<string, string> = {}
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const communes = await db
      .selectFrom('unit_name')
      .innerJoin('unit', 'unit.id', 'unit_name.unit_id')
      .select(['unit.id', 'unit_name.name'])
      .where('unit.id', 'in', ids.slice(start, start + IDS_AT_ONCE))
      .where('unit_name.valid_to', 'is', null)
      .where('unit.level', 'in', ['commune', 'district'])
      .execute()
    for (const { id, name } of communes) names[id] = name
  }
  return names
}
