import { type Kysely, sql } from 'kysely'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq, type WriteContext } from '../../../../db/recordWriter.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import { BOOK_KIND_NAMES, BOOK_KINDS, type BookKindName } from '../../common/books/bookColumns.ts'
import type { BookRow } from '../../common/books/bookTotals.ts'

/** Rows in one statement; the longest table has 33 columns, and SQLite binds at most 32,766 values. */
const ROWS_AT_ONCE = 100
const IDS_AT_ONCE = 500

/** Every living row a unit owns, of the kinds of a book, in their order. */
export async function readBookRows(
  db: ReadDb | WriteDb,
  { unitId, kinds = BOOK_KIND_NAMES }: { unitId: string; kinds?: readonly BookKindName[] },
): Promise<Map<BookKindName, BookRow[]>> {
  const rows = new Map<BookKindName, BookRow[]>()
  for (const kind of kinds) {
    const found = kind === 'roundLineInstalment' ? await readShares(db, unitId) : await readOwned(db, { kind, unitId })
    if (found.length > 0) rows.set(kind, found)
  }
  return rows
}

async function readOwned(
  db: ReadDb | WriteDb,
  { kind, unitId }: { kind: BookKindName; unitId: string },
): Promise<BookRow[]> {
  const rows = await anyDb(db)
    .selectFrom(bookTable(kind))
    .select(Object.keys(BOOK_KINDS[kind].columns) as ['id'])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows as unknown as BookRow[]
}

/** How a line of a list is shared out among kỳ has no owner of its own: it goes with the line. */
async function readShares(db: ReadDb | WriteDb, unitId: string): Promise<BookRow[]> {
  const rows = await (db as ReadDb)
    .selectFrom('round_line_instalment')
    .innerJoin('round_line', 'round_line.id', 'round_line_instalment.round_line_id')
    .select(['round_line_instalment.round_line_id', 'round_line_instalment.instalment_id'])
    .select(['round_line_instalment.pairing_id', 'round_line_instalment.amount'])
    .where('round_line.owner_unit', '=', unitId)
    .where('round_line.deleted_at', 'is', null)
    .orderBy('round_line_instalment.round_line_id')
    .orderBy('round_line_instalment.instalment_id')
    .execute()
  return rows as unknown as BookRow[]
}

/** Living rows by their ids, whoever owns them. */
export async function readRowsByIds(
  db: ReadDb | WriteDb,
  { kind, ids }: { kind: BookKindName; ids: readonly string[] },
): Promise<BookRow[]> {
  const found: BookRow[] = []
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const rows = await anyDb(db)
      .selectFrom(bookTable(kind))
      .select(Object.keys(BOOK_KINDS[kind].columns) as ['id'])
      .where('id', 'in', ids.slice(start, start + IDS_AT_ONCE))
      .where('deleted_at', 'is', null)
      .orderBy('id')
      .execute()
    found.push(...(rows as unknown as BookRow[]))
  }
  return found
}

interface StandingRow {
  owner: string
  version: number
  changeSeq: number
}

/** Of these ids the rows that stand here, whoever owns them. */
export async function readStanding(
  db: ReadDb | WriteDb,
  { kind, ids }: { kind: BookKindName; ids: readonly string[] },
): Promise<Map<string, StandingRow>> {
  const known = new Map<string, StandingRow>()
  if (kind === 'roundLineInstalment') return known
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const rows = await anyDb(db)
      .selectFrom(bookTable(kind))
      .select(['id', 'owner_unit', 'version', 'change_seq'])
      .where('id', 'in', ids.slice(start, start + IDS_AT_ONCE))
      .execute()
    for (const row of rows) {
      known.set(row.id, { owner: row.owner_unit, version: Number(row.version), changeSeq: Number(row.change_seq) })
    }
  }
  return known
}

/** Adds whole rows as they are given, with change numbers and, of owned ones, a journal row each that names the book. */
export async function insertBookRows(
  db: WriteDb,
  writer: WriteContext,
  { kind, rows, bookId }: { kind: BookKindName; rows: readonly BookRow[]; bookId: string },
): Promise<void> {
  if (rows.length === 0) return
  const isOwned = kind !== 'roundLineInstalment'
  let seq = isOwned ? (await reserveChangeSeq(db, rows.length)) - rows.length : 0
  const numbered = isOwned ? rows.map((row) => ({ ...row, change_seq: ++seq })) : rows
  for (let start = 0; start < numbered.length; start += ROWS_AT_ONCE) {
    const chunk = numbered.slice(start, start + ROWS_AT_ONCE)
    // Safe: every value went through the column's schema, and a test compares the columns with the real tables.
    await anyDb(db)
      .insertInto(bookTable(kind))
      .values(chunk as unknown as OwnedColumns[])
      .execute()
    if (isOwned) await writeBorn(db, writer, { table: BOOK_KINDS[kind].table, rows: chunk, bookId })
  }
}

/** Writes newer values over a row that came with an earlier book and was not touched here since. */
export async function overwriteBookRow(
  db: WriteDb,
  { kind, row }: { kind: BookKindName; row: BookRow },
): Promise<void> {
  const change_seq = await reserveChangeSeq(db, 1)
  const { id, ...values } = row
  await anyDb(db)
    .updateTable(bookTable(kind))
    .set({ ...values, change_seq } as unknown as OwnedColumns)
    .where('id', '=', String(id))
    .execute()
}

async function writeBorn(
  db: WriteDb,
  writer: WriteContext,
  { table, rows, bookId }: { table: string; rows: readonly BookRow[]; bookId: string },
): Promise<void> {
  const born = rows.map((row) => ({
    id: newRecordId(),
    change_seq: Number(row.change_seq),
    at: writer.now,
    user_id: writer.userId,
    table_name: table,
    row_id: String(row.id),
    op: 'insert' as const,
    old_values: null,
    new_values: null,
    batch_id: bookId,
    command_id: writer.commandId ?? null,
    reason: null,
    undoes: null,
  }))
  await db.insertInto('journal').values(born).execute()
}

export interface HandOver {
  from: string
  to: string
  now: string
  onDay: string
  /** The caller writes each of them anew at once. */
  buried?: boolean
}

/** Keeps of every row whose it was before; of a row that moved before between the same two nothing new is said. */
export async function noteMoved(
  db: WriteDb,
  ids: readonly string[],
  { from, to, now, onDay }: HandOver,
): Promise<void> {
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const rows = ids
      .slice(start, start + IDS_AT_ONCE)
      .map((row_id) => ({ row_id, from_unit: from, to_unit: to, moved_at: now, on_day: onDay }))
    await db
      .insertInto('row_moved')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['row_id', 'from_unit']).doUpdateSet({ to_unit: to, moved_at: now, on_day: onDay }),
      )
      .execute()
  }
}

/**
 * Gives rows to another unit: those that still are `from`'s and, with `upToSeq`, were not changed after that number. Answers
 * the ids that moved.
 */
export async function handOverRows(
  db: WriteDb,
  { kind, ids, upToSeq }: { kind: BookKindName; ids: readonly string[]; upToSeq?: number },
  hand: HandOver,
): Promise<string[]> {
  const moved: string[] = []
  if (kind === 'roundLineInstalment') return moved
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const chunk = ids.slice(start, start + IDS_AT_ONCE)
    const change_seq = await reserveChangeSeq(db, 1)
    const rows = await anyDb(db)
      .updateTable(bookTable(kind))
      .set({ owner_unit: hand.to, change_seq, ...(hand.buried === true ? { deleted_at: hand.now } : {}) })
      .where('id', 'in', chunk)
      .where('owner_unit', '=', hand.from)
      .where('change_seq', '<=', upToSeq ?? Number.MAX_SAFE_INTEGER)
      .returning('id')
      .execute()
    moved.push(...rows.map((row) => row.id))
  }
  await noteMoved(db, moved, hand)
  return moved
}

/** The number of the last change of the book. */
export async function readBookSeq(db: ReadDb | WriteDb): Promise<number> {
  const { rows } = await sql<{ value: number | string | null }>`select max(value) as value from counter
    where name = 'change_seq'`.execute(db as WriteDb)
  return Number(rows[0]?.value ?? 0)
}

type AnyDb = Kysely<{ record: OwnedColumns }>

/** Kysely cannot type a table whose name is a variable. Safe: a test compares the listed columns with the real tables. */
function anyDb(db: ReadDb | WriteDb): AnyDb {
  return db as unknown as AnyDb
}

function bookTable(kind: BookKindName): 'record' {
  return BOOK_KINDS[kind].table as 'record'
}
