import type { WriteDb } from '../../../db/database.ts'
import { ownRowOrRefuse, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'

/** Tables in which an import fills blanks. */
const JOINED_TABLES = ['address', 'person'] as const

/**
 * Makes what an import filled in files of others blank again, unless somebody has written something else there since. Answers
 * how many records changed.
 */
export async function unjoinRows(db: WriteDb, context: WriteContext, batchId: string): Promise<number> {
  const changes = await db
    .selectFrom('journal')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('op', '=', 'update')
    .where('table_name', 'in', [...JOINED_TABLES])
    .orderBy('change_seq', 'desc')
    .execute()
  let unjoined = 0
  for (const change of changes) {
    const table = JOINED_TABLES.find((each) => each === change.table_name)
    if (table === undefined) continue
    const row = await ownRowOrRefuse(db, context, { table, id: change.row_id })
    if (row.deleted_at !== null) continue
    const [before, after] = [valuesOf(change.old_values), valuesOf(change.new_values)]
    const back = Object.entries(before).filter(([column]) => (row[column] ?? null) === (after[column] ?? null))
    if (back.length === 0) continue
    // Safe: the journal holds the columns this very record had.
    const old = Object.fromEntries(back) as object
    await updateRecord(db, { ...context, undoes: change.id }, { table, id: row.id, version: row.version, changes: old })
    unjoined += 1
  }
  return unjoined
}

function valuesOf(json: string | null): Record<string, unknown> {
  // Safe: written by recordWriter as an object of columns.
  return json === null ? {} : (JSON.parse(json) as Record<string, unknown>)
}
