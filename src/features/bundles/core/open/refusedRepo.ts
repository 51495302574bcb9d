import { newRecordId } from '../../../../base/common/recordId.ts'
import type { Failure } from '../../../../base/common/result.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { BundleReceivedTable } from '../../../../db/tables/exchangeTables.ts'
import type { BundleRefusedTable } from '../../../../db/tables/twoWayTables.ts'
import type { PlacedReport } from './readReport.ts'
import { listReceivedFrom } from './receivedRepo.ts'

/** Keeps that a proven file of a unit was refused and why; the same file again only renews the moment and the reason. */
export async function noteRefused(
  db: WriteDb,
  { placed, failure, now }: { placed: PlacedReport; failure: Failure; now: string },
): Promise<void> {
  const { manifest, hash } = placed
  const reason = { code: failure.code, params: JSON.stringify(failure.params), refused_at: now }
  await db
    .insertInto('bundle_refused')
    .values({
      id: newRecordId(),
      bundle_id: manifest.bundleId,
      from_unit: manifest.unit,
      epoch: manifest.epoch,
      seq: manifest.seq,
      hash,
      from_day: manifest.period.from,
      to_day: manifest.period.to,
      ...reason,
    })
    .onConflict((conflict) => conflict.columns(['from_unit', 'hash']).doUpdateSet(reason))
    .execute()
}

/**
 * Refused files, of one unit or all, that never came right, newest first. What the unit has since sent on top of settles one;
 * a second history under the last number taken in stays an alarm until the next number comes.
 */
export async function listRefused(db: ReadDb | WriteDb, fromUnit?: string): Promise<BundleRefusedTable[]> {
  const refused = (db as ReadDb)
    .selectFrom('bundle_refused')
    .selectAll()
    .orderBy('refused_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
  const rows = await (fromUnit === undefined ? refused : refused.where('from_unit', '=', fromUnit)).execute()
  const opened = new Map<string, BundleReceivedTable[]>()
  for (const unitId of new Set(rows.map((row) => row.from_unit))) {
    opened.set(unitId, await listReceivedFrom(db, { unitId, kind: 'report' }))
  }
  return rows.filter((row) => !isSettled(row, opened.get(row.from_unit) ?? []))
}

function isSettled(refused: BundleRefusedTable, opened: readonly BundleReceivedTable[]): boolean {
  const last = opened.at(-1)
  if (last === undefined) return false
  if (opened.some((before) => before.hash === refused.hash)) return true
  if (refused.epoch !== last.epoch) return opened.some((before) => before.epoch === refused.epoch)
  if (refused.seq === last.seq) return refused.code !== 'bundles.fork'
  return refused.seq < last.seq
}
