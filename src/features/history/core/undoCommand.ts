import { refuse } from '../../../base/common/failures.ts'
import type { Right } from '../../../base/common/rights.ts'
import type { WriteDb } from '../../../db/database.ts'
import { type OwnedRow, ownRowOrRefuse, setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { JournalTable } from '../../../db/tables/systemTables.ts'
import type { OwnedTableName } from '../../../db/tables.ts'
import { isUndoable, type RecordTable, rightToUndo } from '../common/recordFields.ts'
import type { JournalCommand } from './commandRepo.ts'
import { standingOf } from './commandRepo.ts'
import { restoreCategories } from './restoreCategories.ts'
import { refuseIfStillUsed } from './stillUsed.ts'

/** A journal row of a table that can be undone. */
type RecordJournal = JournalTable & { table_name: RecordTable & OwnedTableName }

/**
 * Takes back a whole command, its last change first. All or nothing: the caller's transaction is rolled back by any refusal.
 * @throws `history.useReversal`, `history.partOfImport`, `history.alreadyUndone`, `history.changedSince` with the fields that
 * differ, `history.stillUsed`, `common.notAllowed`
 */
export async function undoCommand(
  db: WriteDb,
  writer: WriteContext,
  { command, rights }: { command: JournalCommand; rights: ReadonlySet<Right> },
): Promise<RecordJournal[]> {
  const rows = command.rows.map(recordJournalOrRefuse)
  if (rows.some((row) => !rights.has(rightToUndo(row.table_name)))) refuse('common.notAllowed')
  if (needsApproval(rows, writer) && !rights.has('records.approve')) refuse('common.notAllowed')
  const standing = await standingOf(db, rows)
  if ([...standing.values()].some(({ stands }) => !stands)) refuse('history.alreadyUndone')
  for (const row of rows) await undoChange(db, { ...writer, undoes: row.id }, row)
  await restoreCategories(db, rows)
  const hidden = rows.filter((row) => row.op === 'insert' || row.op === 'restore')
  await refuseIfStillUsed(db, hidden)
  return rows
}

/** What somebody else did, and where an address stands, is taken back only by those who answer for the register. */
function needsApproval(rows: readonly RecordJournal[], { userId }: WriteContext): boolean {
  return rows.some(
    (row) =>
      row.user_id !== userId ||
      (row.table_name === 'address' && row.op === 'update' && 'state' in readValues(row.new_values)),
  )
}

function recordJournalOrRefuse(row: JournalTable): RecordJournal {
  if (row.batch_id !== null) refuse('history.partOfImport')
  if (!isUndoable(row.table_name)) refuse('history.useReversal')
  return { ...row, table_name: row.table_name }
}

async function undoChange(db: WriteDb, writer: WriteContext, change: RecordJournal): Promise<void> {
  const target = { table: change.table_name, id: change.row_id }
  const row = await ownRowOrRefuse(db, writer, target)
  const shouldBeDeleted = change.op === 'delete'
  if ((row.deleted_at !== null) !== shouldBeDeleted) refuseChanged(change, ['deleted'])
  if (change.op === 'delete' || change.op === 'restore') {
    return setDeleted(db, writer, { ...target, deleted: change.op === 'restore' })
  }
  refuseIfChanged(change, row)
  if (change.op === 'insert') return setDeleted(db, writer, { ...target, deleted: true })
  // Safe: the journal holds the columns this very record had.
  const changes = readValues(change.old_values) as object
  return updateRecord(db, writer, { ...target, version: row.version, changes })
}

function refuseIfChanged(change: RecordJournal, row: OwnedRow): void {
  const left = readValues(change.new_values)
  const changed = Object.keys(left).filter(
    (column) => column !== 'id' && (row[column] ?? null) !== (left[column] ?? null),
  )
  if (changed.length > 0) refuseChanged(change, changed)
}

function refuseChanged(change: RecordJournal, fields: string[]): never {
  refuse('history.changedSince', { table: change.table_name, fields: fields.join(' ') })
}

function readValues(json: string | null): Record<string, unknown> {
  // Safe: written by recordWriter as an object of columns.
  return json === null ? {} : (JSON.parse(json) as Record<string, unknown>)
}
