import type { Insertable } from 'kysely'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import type { BundleReceivedTable } from '../../../../db/tables/exchangeTables.ts'
import type { BundleKind } from '../../common/bundleManifest.ts'
import { getUnitNames, readUnitNames } from '../unitNamesRepo.ts'

/** The bundles opened so far, newest first. */
export async function listReceived(db: ReadDb) {
  const rows = await db
    .selectFrom('bundle_received')
    .selectAll()
    .where('kind', '=', 'report')
    .orderBy('change_seq', 'desc')
    .limit(1000)
    .execute()
  const names = await readUnitNames(
    db,
    rows.map((row) => row.from_unit),
  )
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      from: names.get(row.from_unit) ?? (await getUnitNames(db, row.from_unit)),
      seq: row.seq,
      period: { from: row.from_day, to: row.to_day },
      madeAt: row.made_at,
      openedAt: row.opened_at,
      contents: row.contents,
      acceptedBy: row.accepted_by,
      records: row.records,
      bytes: row.bytes,
    })),
  )
}

/** What was opened of one unit and kind, in the order of opening. */
export async function listReceivedFrom(
  db: ReadDb | WriteDb,
  { unitId, kind }: { unitId: string; kind: BundleKind },
): Promise<BundleReceivedTable[]> {
  return (db as ReadDb)
    .selectFrom('bundle_received')
    .selectAll()
    .where('from_unit', '=', unitId)
    .where('kind', '=', kind)
    .orderBy('change_seq')
    .execute()
}

/** The highest number opened of one unit in its present series; 0 when none was. */
export async function lastReceivedSeq(db: ReadDb | WriteDb, unitId: string): Promise<number> {
  return (await listReceivedFrom(db, { unitId, kind: 'report' })).at(-1)?.seq ?? 0
}

export async function insertReceived(
  db: WriteDb,
  row: Omit<Insertable<BundleReceivedTable>, 'change_seq'>,
): Promise<void> {
  const seq = await reserveChangeSeq(db, 1)
  await db
    .insertInto('bundle_received')
    .values({ ...row, change_seq: seq })
    .execute()
}
