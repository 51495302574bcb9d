import type { CompiledQuery, Kysely } from 'kysely'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import { dialectOf } from '../../../../db/searchFilter.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import { type RecordKind, sentColumns, storedColumns, tableOf } from '../../common/bundleRecords.ts'
import { RECORD_REFERENCES, type RecordReference } from '../../common/records/recordReferences.ts'

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

/** Of these ids the rows that the unit owns here. */
export async function readRowsById(
  db: ReadDb | WriteDb,
  { kind, unitId, ids }: { kind: RecordKind; unitId: string; ids: readonly string[] },
): Promise<Map<string, KnownRow>> {
  const known = new Map<string, KnownRow>()
  for (let start = 0; start < ids.length; start += 500) {
    const rows = await anyDb(db)
      .selectFrom(recordTable(kind))
      .select(['id', 'version', 'deleted_at'])
      .where('owner_unit', '=', unitId)
      .where('id', 'in', ids.slice(start, start + 500))
      .execute()
    for (const row of rows) known.set(row.id, { version: row.version, deleted: row.deleted_at !== null })
  }
  return known
}

/** Gives a row to another unit, if it still is `from`'s, and keeps that it did. */
export async function handOverRow(
  db: WriteDb,
  { kind, id, from, to, now }: { kind: RecordKind; id: string; from: string; to: string; now: string },
): Promise<void> {
  const seq = await reserveChangeSeq(db, 1)
  const moved = await anyDb(db)
    .updateTable(recordTable(kind))
    .set({ owner_unit: to, change_seq: seq })
    .where('id', '=', id)
    .where('owner_unit', '=', from)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n && !(await wasHandedOver(db, { kind, id, to }))) return
  await noteHandedOver(db, { id, from, to, now })
}

/** Keeps that a unit gave a row away; it may go on naming it. */
export async function noteHandedOver(
  db: WriteDb,
  { id, from, to, now }: { id: string; from: string; to: string; now: string },
): Promise<void> {
  const values = { to_unit: to, moved_at: now }
  await db
    .insertInto('row_moved')
    .values({ row_id: id, from_unit: from, on_day: null, ...values })
    .onConflict((conflict) => conflict.columns(['row_id', 'from_unit']).doUpdateSet(values))
    .execute()
}

/** The row came here from its new owner first, or is still to come: whoever gave it away may go on naming it. */
async function wasHandedOver(
  db: WriteDb,
  { kind, id, to }: { kind: RecordKind; id: string; to: string },
): Promise<boolean> {
  const owner = await findOwner(db, { kind, id })
  return owner === undefined || owner === to
}

/** Whose row this is here; `undefined` when nobody here holds it. */
export async function findOwner(
  db: ReadDb | WriteDb,
  { kind, id }: { kind: RecordKind; id: string },
): Promise<string | undefined> {
  const row = await anyDb(db).selectFrom(recordTable(kind)).select('owner_unit').where('id', '=', id).executeTakeFirst()
  return row?.owner_unit
}

/** Whether `owner` no longer claims this row of its own: it was deleted, or missing in its report of everything. */
export async function isGivenUp(
  db: ReadDb | WriteDb,
  { kind, id, owner }: { kind: RecordKind; id: string; owner: string },
): Promise<boolean> {
  const row = await anyDb(db)
    .selectFrom(recordTable(kind))
    .select('deleted_at')
    .where('id', '=', id)
    .where('owner_unit', '=', owner)
    .executeTakeFirst()
  return row !== undefined && row.deleted_at !== null
}

/** Values of a row in a batch: `storedColumns` and `change_seq`. */
export function rowWidth(kind: RecordKind): number {
  return writtenColumns(kind).length
}

/**
 * Adds rows; `values` holds them one after the other, `rowWidth` values each, and gets their change numbers. Fails on an id
 * that exists: it is another unit's, or twice in the bundle.
 */
export async function insertReceivedRows(db: WriteDb, kind: RecordKind, values: unknown[]): Promise<void> {
  await inChunks(db, { kind, values, write: 'insert' })
}

/** Writes rows over those we hold of the same owner; a row that says the same is left alone, so it is no change. */
export async function updateReceivedRows(db: WriteDb, kind: RecordKind, values: unknown[]): Promise<void> {
  await inChunks(db, { kind, values, write: 'upsert' })
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

/**
 * The first kind of which a living row of the unit names a record that another unit owns. What the unit itself handed over
 * may go on being named: help given before is not moved. `own`: the unit and those it took over from,
 * whose records are its own too, wherever they have gone since; `kin`: those that took over the other parts of these, which name each
 * other's records as the undivided book did. A sponsor this office gave the unit by decision may be named.
 */
export async function findForeignReference(
  db: WriteDb,
  { unitId, own, kin }: Related,
): Promise<RecordKind | undefined> {
  const key = [dialectOf(db as unknown as ReadDb), 'foreign', own.length, kin.length].join()
  // One statement, and its text kept: there are more references than rows in the report of a month.
  const statement = statements.get(key) ?? allForeign({ unitId, own, kin }).compile(db)
  statements.set(key, statement)
  const parameters = RECORD_REFERENCES.flatMap(() => [unitId, ...own, ...kin, ...own, ...own])
  const { rows } = await db.executeQuery<{ kind: RecordKind }>({ ...statement, parameters } as CompiledQuery<{
    kind: RecordKind
  }>)
  return rows[0]?.kind
}

interface Related {
  unitId: string
  own: readonly string[]
  kin: readonly string[]
}

/** Binds for each reference the unit, `own` and `kin`, then `own` twice more. */
function allForeign(units: Related): RawBuilder<{ kind: RecordKind }> {
  const each = RECORD_REFERENCES.map(
    (reference) => sql`select ${sql.lit(reference.kind)} as kind where ${namesForeign(reference, units)}`,
  )
  return sql`${sql.join(each, sql` union all `)}`
}

function namesForeign({ kind, column, target }: RecordReference, { unitId, own, kin }: Related): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select 1 from ${sql.table(tableOf(kind))} as naming
    where naming.owner_unit = ${unitId} and naming.deleted_at is null
      and exists (select 1 from ${sql.table(tableOf(target))} as target
        where target.id = ${sql.ref(`naming.${column}`)} and target.owner_unit not in (${sql.join([...own, ...kin])})
          and not exists (select 1 from row_moved where row_moved.row_id = target.id
            and row_moved.from_unit in (${sql.join([...own])}))
          and not exists (select 1 from decision_line where decision_line.donor_id = target.id
            and decision_line.to_unit in (${sql.join([...own])}))))`
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
  values: unknown[]
  write: 'insert' | 'upsert'
}

async function inChunks(db: WriteDb, { kind, values, write }: Chunks): Promise<void> {
  if (values.length === 0) return
  const width = rowWidth(kind)
  const rows = values.length / width
  const firstSeq = (await reserveChangeSeq(db, rows)) - rows + 1
  for (let row = 0; row < rows; row += 1) values[(row + 1) * width - 1] = firstSeq + row
  for (let row = 0; row < rows; row += ROWS_AT_ONCE) {
    const parameters = values.slice(row * width, (row + ROWS_AT_ONCE) * width)
    const statement = statementFor(db, { kind, write, count: parameters.length / width })
    await db.executeQuery({ ...statement, parameters })
  }
}

const columnsByKind = new Map<RecordKind, string[]>()

/** `change_seq` stands last, where the reading job leaves room for it. */
function writtenColumns(kind: RecordKind): string[] {
  const known = columnsByKind.get(kind) ?? [...storedColumns(kind), 'change_seq']
  columnsByKind.set(kind, known)
  return known
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
  const placeholder = Object.fromEntries(writtenColumns(kind).map((column) => [column, 0]))
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
  const changing = writtenColumns(kind).filter((column) => !kept.has(column))
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
