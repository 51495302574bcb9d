import type { CompiledQuery, Kysely } from 'kysely'
import { type SqlBool, sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import { dialectOf } from '../../../../db/searchFilter.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import { type RecordKind, sentColumns, storedColumns, tableOf } from '../../common/bundleRecords.ts'

export interface KnownRow {
  version: number
  deleted: boolean
}

type AnyDb = Kysely<{ record: OwnedColumns }>

/** Rows in one statement; the longest table has 30 columns, and SQLite binds at most 32,766 values. */
const ROWS_AT_ONCE = 100

/** Every row of one kind that we hold of a unit, by id. */
export async function readKnownRows(
  db: ReadDb | WriteDb,
  { kind, unitId }: { kind: RecordKind; unitId: string },
): Promise<Map<string, KnownRow>> {
  const rows = await anyDb(db)
    .selectFrom(recordTable(kind))
    .select(['id', 'version', 'deleted_at'])
    .where('owner_unit', '=', unitId)
    .execute()
  return new Map(rows.map((row) => [row.id, { version: row.version, deleted: row.deleted_at !== null }]))
}

/**
 * Adds rows in `storedColumns` order. Fails on an id that exists: it is another unit's, or twice in the bundle.
 */
export async function insertReceivedRows(db: WriteDb, kind: RecordKind, rows: readonly unknown[][]): Promise<void> {
  await inChunks(db, { kind, rows, write: 'insert' })
}

/** Writes rows over those we hold of the same owner; a row that says the same is left alone, so it is no change. */
export async function updateReceivedRows(db: WriteDb, kind: RecordKind, rows: readonly unknown[][]): Promise<void> {
  await inChunks(db, { kind, rows, write: 'upsert' })
}

/** Tombstones for rows that are gone from their owner's snapshot. */
export async function buryRows(
  db: WriteDb,
  { kind, ids, now }: { kind: RecordKind; ids: readonly string[]; now: string },
): Promise<void> {
  for (let start = 0; start < ids.length; start += 500) {
    const chunk = ids.slice(start, start + 500)
    const seq = await reserveChangeSeq(db, 1)
    await anyDb(db)
      .updateTable(recordTable(kind))
      .set({ deleted_at: now, change_seq: seq })
      .where('id', 'in', chunk)
      .execute()
  }
}

/** The codes of `other_categories` again as rows, for finding. */
export async function rewriteCategories(db: WriteDb, unitId: string): Promise<void> {
  await db
    .deleteFrom('address_category')
    .where('address_id', 'in', db.selectFrom('address').select('id').where('owner_unit', '=', unitId))
    .execute()
  const addresses = await db
    .selectFrom('address')
    .select(['id', 'other_categories'])
    .where('owner_unit', '=', unitId)
    .where('other_categories', 'is not', null)
    .execute()
  const rows = addresses.flatMap((row) => {
    // Safe: the record's schema let only a JSON list of codes through.
    const codes = JSON.parse(row.other_categories ?? '[]') as string[]
    return [...new Set(codes)].map((category) => ({ address_id: row.id, category }))
  })
  for (let start = 0; start < rows.length; start += 500) {
    await db
      .insertInto('address_category')
      .values(rows.slice(start, start + 500))
      .execute()
  }
}

interface Chunks {
  kind: RecordKind
  rows: readonly unknown[][]
  write: 'insert' | 'upsert'
}

async function inChunks(db: WriteDb, { kind, rows, write }: Chunks): Promise<void> {
  if (rows.length === 0) return
  const lastSeq = await reserveChangeSeq(db, rows.length)
  const firstSeq = lastSeq - rows.length + 1
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const chunk = rows.slice(start, start + ROWS_AT_ONCE)
    const statement = statementFor(db, { kind, write, count: chunk.length })
    const parameters = chunk.flatMap((row, index) => [...row, firstSeq + start + index])
    await db.executeQuery({ ...statement, parameters })
  }
}

const statements = new Map<string, CompiledQuery>()

/** Building a statement of 2,500 values costs more than running it, so each shape is built once. */
function statementFor(
  db: WriteDb,
  { kind, write, count }: { kind: RecordKind; write: Chunks['write']; count: number },
): CompiledQuery {
  const key = [dialectOf(db as unknown as ReadDb), kind, write, count].join()
  const known = statements.get(key)
  if (known !== undefined) return known
  const columns = [...storedColumns(kind), 'change_seq']
  const placeholder = Object.fromEntries(columns.map((column) => [column, 0]))
  const insert = anyDb(db)
    .insertInto(recordTable(kind))
    // Safe: only the statement's text is kept; its values come with each run.
    .values(Array.from({ length: count }, () => placeholder as unknown as OwnedColumns))
  const query = write === 'insert' ? insert : insert.onConflict((conflict) => overwrite(conflict, kind))
  const compiled = query.compile()
  statements.set(key, compiled)
  return compiled
}

type Insert = ReturnType<AnyDb['insertInto']>
type ConflictBuilder = Parameters<Parameters<Insert['onConflict']>[0]>[0]

function overwrite(conflict: ConflictBuilder, kind: RecordKind) {
  const kept = new Set(['id', 'owner_unit', 'created_at'])
  const changing = [...storedColumns(kind), 'change_seq'].filter((column) => !kept.has(column))
  const values = Object.fromEntries(changing.map((column) => [column, sql`${sql.ref(`excluded.${column}`)}`]))
  const table = tableOf(kind)
  const differs = sentColumns(kind)
    .filter((column) => !kept.has(column))
    .map((column) => sql`${sql.ref(`${table}.${column}`)} is distinct from ${sql.ref(`excluded.${column}`)}`)
  const buried = sql`${sql.ref(`${table}.deleted_at`)} is not null`
  return conflict
    .column('id')
    .doUpdateSet(values)
    .where(sql<SqlBool>`${sql.ref(`${table}.owner_unit`)} = ${sql.ref('excluded.owner_unit')}`)
    .where(sql<SqlBool>`(${sql.join([buried, ...differs], sql` or `)})`)
}

/**
 * Kysely cannot type a table whose name is a variable. Safe: every kind's table carries `OwnedColumns`, and a test
 * compares the listed columns with the real tables.
 */
function anyDb(db: ReadDb | WriteDb): AnyDb {
  return db as unknown as AnyDb
}

function recordTable(kind: RecordKind): 'record' {
  return tableOf(kind) as 'record'
}
