import { refuse } from '../../../../base/common/failures.ts'
import type { Result } from '../../../../base/common/result.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleTotals, InspectedBundle, OpenedReport } from '../../common/bundleSchemas.ts'
import { type BundleOrder, judgeOrder } from '../../common/rules.ts'
import { listOwnIdentities } from '../keys/ownKeysRepo.ts'
import { findUnitKey, listSenders } from '../keys/unitKeysRepo.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { applySnapshot, compareReport } from './applyReport.ts'
import { BatchChannel } from './batchChannel.ts'
import type { ReadBatch, ReadInput } from './readReportJob.ts'
import { insertReceived, listReceivedFrom } from './receivedRepo.ts'

type Opened = Extract<ReadBatch, { kind: 'opened' }>
type Rows = Extract<ReadBatch, { kind: 'rows' }>

export interface Acceptance {
  acceptGap: boolean
  acceptNewSeries: boolean
}

/** What a file is and what opening it would change. Refuses as opening would, but only shows a gap or a new series. */
export async function inspectBundle(context: OfficeContext, bytes: Uint8Array): Promise<InspectedBundle> {
  return withReport(context, bytes, async (report) => {
    const order = await judge(context.db, report.opened)
    if (order.kind === 'fork' || order.kind === 'replayed') refuseOrder(order, report.opened)
    const unitId = report.opened.manifest.unit
    const differences = await compareReport(context.db, { unitId, batches: report.rows() })
    const from = await getUnitNames(context.db, unitId)
    const facts = reportFacts(report.opened, { from, bytes, differences, totals: await report.totals() })
    return { ...facts, standing: order }
  })
}

/**
 * Takes a report into the books in one transaction, with the line that says so; opening it again changes nothing. The
 * answer is made inside it: what cannot be answered is not taken in.
 */
export async function openBundle(context: OfficeContext, bytes: Uint8Array, accept: Acceptance): Promise<OpenedReport> {
  return withReport(context, bytes, async (report) => {
    const { opened } = report
    const from = await getUnitNames(context.db, opened.manifest.unit)
    return context.write(async (db, { now }) => {
      const order = await judge(db, opened)
      if (order.kind === 'alreadyOpened') {
        await report.skip()
        const facts = reportFacts(opened, { from, bytes, differences: [], totals: await report.totals() })
        return { ...facts, alreadyOpened: order.openedAt }
      }
      if (!isAccepted(order, accept)) refuseOrder(order, opened)
      const differences = await applySnapshot(db, { unitId: opened.manifest.unit, batches: report.rows(), now })
      // Only the job knows whether the rows were all of them, and whether they add up.
      const totals = await report.totals()
      await insertReceived(db, receivedRow(opened, { bytes: bytes.length, now }))
      return { ...reportFacts(opened, { from, bytes, differences, totals }), alreadyOpened: null }
    })
  })
}

interface Report {
  opened: Opened
  rows(): AsyncIterable<Rows>
  /** Reads on without using the rows, for the totals. */
  skip(): Promise<void>
  totals(): Promise<BundleTotals>
}

/** Runs the reading job and gives `use` its batches; a refusal of the job becomes the refusal of the call. */
async function withReport<Value>(
  context: OfficeContext,
  bytes: Uint8Array,
  use: (report: Report) => Promise<Value>,
): Promise<Value> {
  const batches = new BatchChannel<ReadBatch>()
  const job = context.services.jobs
    // Safe: the job emits only ReadBatch.
    .run<Result<BundleTotals>>('bundles.read', await readInput(context, bytes), {
      onBatch: (batch) => batches.put(batch as ReadBatch),
    })
    .finally(() => batches.end())
  // A broken reader is reported by its own error; the job's is met by the await below.
  job.catch(() => undefined)
  const totals = async () => {
    const output = await job
    if (!output.ok) refuse(output.failure.code as `${string}.${string}`, output.failure.params)
    return output.value
  }
  try {
    const opened = await batches.take()
    if (opened?.kind !== 'opened') {
      await totals()
      throw new Error('the job gave no report')
    }
    const rows = () => rowsOf(batches)
    const skip = async () => {
      for await (const _batch of rows());
    }
    return await use({ opened, rows, skip, totals })
  } catch (error) {
    batches.break(error)
    throw error
  }
}

async function* rowsOf(batches: BatchChannel<ReadBatch>): AsyncGenerator<Rows> {
  for (let batch = await batches.take(); batch !== undefined; batch = await batches.take()) {
    if (batch.kind === 'rows') yield batch
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
    signers: await listSenders(db),
    identities: await listOwnIdentities(db, office),
    communeNames: Object.fromEntries(communes.map((commune) => [commune.id, commune.name])),
  }
}

async function judge(db: ReadDb | WriteDb, { manifest, hash, fingerprint }: Opened): Promise<BundleOrder> {
  const received = await listReceivedFrom(db, manifest.unit)
  const order = judgeOrder(
    { ...manifest, hash },
    received.map(({ id, epoch, seq, hash: openedHash, made_at, opened_at }) => ({
      id,
      epoch,
      seq,
      hash: openedHash,
      madeAt: made_at,
      openedAt: opened_at,
    })),
  )
  if (order.kind === 'alreadyOpened') return order
  const key = await findUnitKey(db, { fingerprint, role: 'sender' })
  if (key?.revoked_from_seq !== null) refuse('bundles.keyReplaced', { unit: manifest.unitCode })
  return order
}

function isAccepted(order: BundleOrder, accept: Acceptance): boolean {
  if (order.kind === 'gap') return accept.acceptGap && order.mayAccept
  if (order.kind === 'newSeries') return accept.acceptNewSeries && order.mayAccept
  return order.kind === 'next'
}

function refuseOrder(order: BundleOrder, { manifest }: Opened): never {
  const unit = manifest.unitCode
  if (order.kind === 'gap') refuse('bundles.gap', { unit, seq: manifest.seq, missing: order.missing.join(', ') })
  if (order.kind === 'replayed') refuse('bundles.replayed', { unit, seq: order.seq, last: order.last })
  if (order.kind === 'newSeries') refuse('bundles.newSeries', { unit, seq: manifest.seq })
  refuse('bundles.fork', { unit, seq: manifest.seq })
}

function receivedRow({ manifest, hash, fingerprint, records }: Opened, { bytes, now }: { bytes: number; now: string }) {
  return {
    id: manifest.bundleId,
    from_unit: manifest.unit,
    from_fingerprint: fingerprint,
    epoch: manifest.epoch,
    seq: manifest.seq,
    hash,
    made_at: manifest.createdAt,
    opened_at: now,
    from_day: manifest.period.from,
    to_day: manifest.period.to,
    records,
    bytes,
  }
}

type Facts = Omit<OpenedReport, 'alreadyOpened'>

function reportFacts(
  { manifest, records }: Opened,
  rest: Pick<Facts, 'from' | 'differences' | 'totals'> & { bytes: Uint8Array },
): Facts {
  const { seq, period, createdAt: madeAt } = manifest
  return { ...rest, seq, period, madeAt, records, bytes: rest.bytes.length }
}
