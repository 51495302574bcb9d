import { type Insertable, type Kysely, sql } from 'kysely'
import { refuse } from '../base/common/failures.ts'
import { newRecordId } from '../base/common/recordId.ts'
import type { WriteDb } from './database.ts'
import type { OwnedColumns } from './tables/ownedColumns.ts'
import type { OwnedTableName, Tables } from './tables.ts'

/** Who writes, for which unit, when, and as part of what. */
export interface WriteContext {
  userId: string
  unitId: string
  now: string
  batchId?: string
  /** One id for everything one call writes, so that it is undone together; `requireRight` gives it. */
  commandId?: string
  reason?: string
  /** The journal row this write undoes. */
  undoes?: string
}

export type NewRecord<Name extends OwnedTableName> = Omit<Insertable<Tables[Name]>, keyof OwnedColumns> & {
  id?: string
}
export type RecordChanges<Name extends OwnedTableName> = Partial<Omit<Tables[Name], keyof OwnedColumns>>
export type OwnedRow = OwnedColumns & Record<string, unknown>

/** Adds one owned record and its journal row; returns the id. Texts are stored as NFC, whichever way they were typed. */
export async function insertRecord<Name extends OwnedTableName>(
  db: WriteDb,
  context: WriteContext,
  { table, values: given }: { table: Name; values: NewRecord<Name> },
): Promise<string> {
  const values = composed(given)
  const id = given.id ?? newRecordId()
  const seq = await reserveChangeSeq(db, 1)
  const row = {
    ...values,
    id,
    owner_unit: context.unitId,
    version: 1,
    change_seq: seq,
    created_at: context.now,
    deleted_at: null,
  }
  await anyTable(db).insertInto(recordTable(table)).values(row).execute()
  await writeJournal(db, context, { table, id, seq, op: 'insert', before: null, after: values })
  return id
}

/**
 * Changes an owned record if it still has the version the user saw.
 * @throws `common.notFound`, `common.changedElsewhere` (someone saved in between), `common.notAllowed` (another unit's record)
 */
export async function updateRecord<Name extends OwnedTableName>(
  db: WriteDb,
  context: WriteContext,
  { table, id, version, changes }: { table: Name; id: string; version: number; changes: RecordChanges<Name> },
): Promise<void> {
  const before = await ownRowOrRefuse(db, context, { table, id })
  if (before.version !== version) refuse('common.changedElsewhere')
  const changed = Object.entries(composed(changes)).filter(([column, value]) => before[column] !== value)
  if (changed.length === 0) return
  const after = Object.fromEntries(changed)
  const seq = await reserveChangeSeq(db, 1)
  await anyTable(db)
    .updateTable(recordTable(table))
    .set({ ...after, version: version + 1, change_seq: seq })
    .where('id', '=', id)
    .execute()
  const old = Object.fromEntries(changed.map(([column]) => [column, before[column]]))
  await writeJournal(db, context, { table, id, seq, op: 'update', before: old, after })
}

/** Some keyboards send a letter and its marks apart (NFD): the same words must be the same text in every list and search. */
function composed<Values extends object>(values: Values): Values {
  // Safe: only texts change, into texts.
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? value.normalize('NFC') : value]),
  ) as Values
}

/** Deletes with a tombstone, or shows again what was deleted. */
export async function setDeleted(
  db: WriteDb,
  context: WriteContext,
  { table, id, deleted }: { table: OwnedTableName; id: string; deleted: boolean },
): Promise<void> {
  const before = await ownRowOrRefuse(db, context, { table, id })
  if ((before.deleted_at !== null) === deleted) return
  const seq = await reserveChangeSeq(db, 1)
  await anyTable(db)
    .updateTable(recordTable(table))
    .set({ deleted_at: deleted ? context.now : null, version: before.version + 1, change_seq: seq })
    .where('id', '=', id)
    .execute()
  await writeJournal(db, context, { table, id, seq, op: deleted ? 'delete' : 'restore', before: null, after: null })
}

/**
 * Takes the next `count` change numbers and returns the last. The row lock is held to the end of the transaction, so a
 * number is never seen before a smaller one that commits later (a PostgreSQL sequence would lose late commits).
 */
export async function reserveChangeSeq(db: WriteDb, count: number): Promise<number> {
  const row = await db
    .insertInto('counter')
    .values({ name: 'change_seq', value: count })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: sql`counter.value + ${count}` }))
    .returning('value')
    .executeTakeFirstOrThrow()
  return row.value
}

/** The row if this office owns it. */
export async function ownRowOrRefuse(
  db: WriteDb,
  context: WriteContext,
  { table, id }: { table: OwnedTableName; id: string },
): Promise<OwnedRow> {
  const row = await anyTable(db).selectFrom(recordTable(table)).selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) refuse('common.notFound')
  if (row.owner_unit !== context.unitId) refuse('common.notAllowed')
  // Safe: a row is its columns by name.
  return row as OwnedRow
}

interface JournalEntry {
  table: string
  id: string
  seq: number
  op: 'insert' | 'update' | 'delete' | 'restore'
  before: object | null
  after: object | null
}

async function writeJournal(db: WriteDb, context: WriteContext, entry: JournalEntry): Promise<void> {
  await db
    .insertInto('journal')
    .values({
      id: newRecordId(),
      change_seq: entry.seq,
      at: context.now,
      user_id: context.userId,
      table_name: entry.table,
      row_id: entry.id,
      op: entry.op,
      old_values: entry.before === null ? null : JSON.stringify(entry.before),
      new_values: entry.after === null ? null : JSON.stringify(entry.after),
      batch_id: context.batchId ?? null,
      command_id: context.commandId ?? null,
      reason: context.reason ?? null,
      undoes: context.undoes ?? null,
    })
    .execute()
}

/**
 * Kysely cannot type a table whose name is a variable. Safe here: every name is an `OwnedTableName`, all of them carry
 * `OwnedColumns`, and the callers' values are typed by `NewRecord` and `RecordChanges`.
 */
function anyTable(db: WriteDb): Kysely<{ record: OwnedColumns }> {
  return db as unknown as Kysely<{ record: OwnedColumns }>
}

function recordTable(name: OwnedTableName): 'record' {
  return name as 'record'
}
