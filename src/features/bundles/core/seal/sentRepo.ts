import type { Insertable } from 'kysely'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { BundleSentTable } from '../../../../db/tables/exchangeTables.ts'

/** The last bundle made for a unit in a series. */
export async function findLastSent(
  db: ReadDb | WriteDb,
  { toUnit, epoch }: { toUnit: string; epoch: string },
): Promise<BundleSentTable | undefined> {
  return (db as ReadDb)
    .selectFrom('bundle_sent')
    .selectAll()
    .where('to_unit', '=', toUnit)
    .where('epoch', '=', epoch)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function findSent(db: ReadDb, id: string): Promise<BundleSentTable | undefined> {
  return db.selectFrom('bundle_sent').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listSent(db: ReadDb): Promise<BundleSentTable[]> {
  return db.selectFrom('bundle_sent').selectAll().orderBy('made_at', 'desc').orderBy('seq', 'desc').limit(200).execute()
}

export async function insertSent(db: WriteDb, row: Insertable<BundleSentTable>): Promise<void> {
  await db.insertInto('bundle_sent').values(row).execute()
}

/** This office's series: a restored backup starts a new one. */
export async function readEpoch(db: ReadDb): Promise<string> {
  const { value } = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'office')
    .executeTakeFirstOrThrow()
  // Safe: only the office's making and restoring write this row.
  return (JSON.parse(value) as { epoch: string }).epoch
}
