import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { BundleSentTable } from '../../../../db/tables/exchangeTables.ts'
import type { BundleAckTable } from '../../../../db/tables/twoWayTables.ts'
import type { BundleKind } from '../../common/bundleManifest.ts'

export interface Series {
  toUnit: string
  kind: BundleKind
  epoch: string
}

/** The last bundle made in a series. */
export async function findLastSent(db: ReadDb | WriteDb, series: Series): Promise<BundleSentTable | undefined> {
  return (db as ReadDb)
    .selectFrom('bundle_sent')
    .selectAll()
    .where('to_unit', '=', series.toUnit)
    .where('kind', '=', series.kind)
    .where('epoch', '=', series.epoch)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function findSent(db: ReadDb, id: string): Promise<BundleSentTable | undefined> {
  return db.selectFrom('bundle_sent').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listSent(db: ReadDb): Promise<Omit<BundleSentTable, 'full_json'>[]> {
  return db
    .selectFrom('bundle_sent')
    .select(['id', 'to_unit', 'kind', 'contents', 'base_seq', 'book_seq', 'epoch', 'seq', 'prev_hash', 'hash'])
    .select(['made_at', 'from_day', 'to_day', 'records', 'bytes'])
    .orderBy('made_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(200)
    .execute()
}

export async function insertSent(db: WriteDb, row: BundleSentTable): Promise<void> {
  await db.insertInto('bundle_sent').values(row).execute()
}

/** How far `byUnit` says it has our reports of this series. */
export async function findAck(
  db: ReadDb | WriteDb,
  { byUnit, epoch }: { byUnit: string; epoch: string },
): Promise<BundleAckTable | undefined> {
  return (db as ReadDb)
    .selectFrom('bundle_ack')
    .selectAll()
    .where('by_unit', '=', byUnit)
    .where('epoch', '=', epoch)
    .executeTakeFirst()
}

/** Acknowledged numbers by receiver and series, as `unit epoch`. */
export async function readAcks(db: ReadDb): Promise<Map<string, number>> {
  const rows = await db.selectFrom('bundle_ack').select(['by_unit', 'epoch', 'seq']).execute()
  return new Map(rows.map((row) => [`${row.by_unit} ${row.epoch}`, row.seq]))
}

/** The report the receiver acknowledged last, if changes can be counted from it. */
export async function findBase(db: ReadDb | WriteDb, { toUnit, epoch }: { toUnit: string; epoch: string }) {
  const ack = await findAck(db, { byUnit: toUnit, epoch })
  if (ack === undefined) return undefined
  const row = await (db as ReadDb)
    .selectFrom('bundle_sent')
    .select(['seq', 'hash', 'book_seq', 'full_json'])
    .where('to_unit', '=', toUnit)
    .where('kind', '=', 'report')
    .where('epoch', '=', epoch)
    .where('seq', '=', ack.seq)
    .executeTakeFirst()
  if (row === undefined || row.full_json === null || row.hash !== ack.hash) return undefined
  return { seq: row.seq, hash: row.hash, bookSeq: row.book_seq, fullJson: row.full_json }
}

/** This office's series: a restored backup starts a new one. */
export async function readEpoch(db: ReadDb | WriteDb): Promise<string> {
  const { value } = await (db as ReadDb)
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'office')
    .executeTakeFirstOrThrow()
  // Safe: only the office's making and restoring write this row.
  return (JSON.parse(value) as { epoch: string }).epoch
}
