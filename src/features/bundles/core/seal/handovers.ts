import type { ReadDb } from '../../../../db/database.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import { isRecordKind, type RecordKind } from '../../common/bundleRecords.ts'

/**
 * Lines about cases that moved: `handedOver` for rows another unit took from us, `takenOver` for those we took. They stand
 * before all other records, so that a receiver moves a row before it meets or misses it. Only the last move of each row.
 */
export async function readHandovers(db: ReadDb, unitId: string): Promise<BundleRecord[]> {
  const transfers = await db
    .selectFrom('case_transfer')
    .select(['direction', 'from_unit', 'to_unit', 'rows_json'])
    .where('state', '=', 'accepted')
    .orderBy('answered_at')
    .orderBy('id')
    .execute()
  const last = new Map<string, BundleRecord>()
  for (const { direction, from_unit, to_unit, rows_json } of transfers) {
    for (const { of, id } of movedRows(rows_json)) {
      const line =
        direction === 'out'
          ? { kind: 'handedOver', of, id, ownerUnit: unitId, toUnit: to_unit }
          : { kind: 'takenOver', of, id, ownerUnit: unitId, fromUnit: from_unit }
      last.set(id, line)
    }
  }
  return [...last.values()]
}

export interface MovedRow {
  of: RecordKind
  id: string
}

/** Text of `case_transfer.rows_json`: kind → ids. */
export function movedRows(text: string): MovedRow[] {
  // Safe: only the transfer's making and taking write it.
  const byKind = JSON.parse(text) as Record<string, string[]>
  return Object.entries(byKind).flatMap(([of, ids]) => (isRecordKind(of) ? ids.map((id) => ({ of, id })) : []))
}
