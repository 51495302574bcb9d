import { type Kysely, sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { type OwnedRow, ownRowOrRefuse, setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { RecordMergeTable } from '../../../db/tables/duplicateTables.ts'
import type { JournalTable } from '../../../db/tables/systemTables.ts'
import type { OwnedTableName, Tables } from '../../../db/tables.ts'
import { isApproved } from '../../addresses/common/rules.ts'
import type { UndoneMerge } from '../common/duplicateSchemas.ts'
import { refreshDonorTexts } from './mergeDonors.ts'
import { settleAddress } from './settleAddress.ts'
import { mayUndoOn } from './undoDays.ts'

/** Folded copies are made anew; a record's state, its day and its paper go together. */
const DERIVED = new Set(['search', 'sort_key'])
const STANDING = ['state', 'state_since', 'decision_id', 'end_reason']
/** Columns that name a record which may have been merged on since. */
const REFERENCES: Readonly<Record<string, 'address' | 'person' | 'donor'>> = {
  address_id: 'address',
  row_id: 'address',
  donor_id: 'donor',
  head_person_id: 'person',
}

export interface UndoWish {
  mergeId: string
  today: string
  mayApprove: boolean
}

/**
 * Lets two merged files stand apart again, from the journal of the merge: what moved goes back, a field the merge filled gets
 * its old word unless somebody has written another since. Money written meanwhile stays where it was written.
 * @throws `duplicates.notMerged`, `duplicates.undoTooLate`, `duplicates.approvedNeedsRight`, `duplicates.restricted`
 */
export async function undoMerge(db: WriteDb, context: WriteContext, wish: UndoWish): Promise<UndoneMerge> {
  const merge = await mergeOrRefuse(db, context, wish)
  const changes = await readChanges(db, merge)
  const undone: UndoneMerge = { movedBack: 0, keptFields: [], deliveriesSince: await countSince(db, merge, changes) }
  for (const change of changes) {
    const { moved, kept } = await takeBack(db, { ...context, undoes: change.id }, change)
    if (moved) undone.movedBack += 1
    undone.keptFields.push(...kept)
  }
  const { version } = await ownRowOrRefuse(db, context, { table: 'record_merge', id: merge.id })
  const mark = { undone_at: context.now }
  await updateRecord(db, context, { table: 'record_merge', id: merge.id, version, changes: mark })
  for (const id of [merge.survivor_id, merge.loser_id]) {
    if (merge.kind === 'address') await settleAddress(db, context, { id, today: wish.today })
    else await refreshDonorTexts(db, id)
  }
  return { ...undone, keptFields: [...new Set(undone.keptFields)] }
}

async function mergeOrRefuse(db: WriteDb, context: WriteContext, wish: UndoWish): Promise<RecordMergeTable> {
  const merge = await db.selectFrom('record_merge').selectAll().where('id', '=', wish.mergeId).executeTakeFirst()
  if (merge === undefined || merge.undone_at !== null || merge.owner_unit !== context.unitId) {
    refuse('duplicates.notMerged')
  }
  if (!mayUndoOn(merge.created_at, context.now)) refuse('duplicates.undoTooLate')
  if (merge.kind === 'address') await refuseUndo(db, merge, wish)
  return merge
}

async function refuseUndo(db: WriteDb, merge: RecordMergeTable, { mayApprove }: UndoWish): Promise<void> {
  const files = await db
    .selectFrom('address')
    .select(['state', 'anonymised_on'])
    .where('id', 'in', [merge.survivor_id, merge.loser_id])
    .execute()
  // What told the two apart was erased with their names.
  if (files.some(({ anonymised_on }) => anonymised_on !== null)) refuse('duplicates.restricted')
  if (!mayApprove && files.some(({ state }) => isApproved(state))) refuse('duplicates.approvedNeedsRight')
}

type Change = JournalTable & { table_name: OwnedTableName }

/** What the merge wrote, its last change first, without the note of the merge itself. */
async function readChanges(db: WriteDb, merge: RecordMergeTable): Promise<Change[]> {
  const rows = await db
    .selectFrom('journal')
    .selectAll()
    .where('command_id', '=', merge.command_id)
    .where('table_name', '<>', 'record_merge')
    .orderBy('change_seq', 'desc')
    .execute()
  // Safe: only owned tables are journaled.
  return rows as Change[]
}

async function takeBack(
  db: WriteDb,
  context: WriteContext,
  change: Change,
): Promise<{ moved: boolean; kept: string[] }> {
  const target = { table: change.table_name, id: change.row_id }
  const row = await ownRowOrRefuse(db, context, target)
  if (change.op === 'insert' || change.op === 'delete') {
    await setDeleted(db, context, { ...target, deleted: change.op === 'insert' })
    return { moved: false, kept: [] }
  }
  const { back, kept } = await changesBack(db, row, change)
  if (Object.keys(back).length === 0) return { moved: false, kept }
  await updateRecord(db, context, { ...target, version: row.version, changes: back as object })
  return { moved: isLink(back), kept }
}

function isLink(back: Record<string, unknown>): boolean {
  return Object.keys(back).some((column) => column in REFERENCES && column !== 'head_person_id')
}

async function changesBack(
  db: WriteDb,
  row: OwnedRow,
  change: Change,
): Promise<{ back: Record<string, unknown>; kept: string[] }> {
  const [before, after] = [valuesOf(change.old_values), valuesOf(change.new_values)]
  const back: Record<string, unknown> = {}
  const kept: string[] = []
  for (const [column, old] of Object.entries(before)) {
    if (DERIVED.has(column)) continue
    if (await stillStands(db, { column, row, table: change.table_name, left: after })) back[column] = old ?? null
    else kept.push(`${change.table_name}.${column}`)
  }
  return { back, kept }
}

interface Standing {
  column: string
  table: OwnedTableName
  row: OwnedRow
  left: Record<string, unknown>
}

/** Whether a column still says what the merge wrote; a record that was merged on since is meant by its alias too. */
async function stillStands(db: WriteDb, { column, table, row, left }: Standing): Promise<boolean> {
  const same = (name: string) => (row[name] ?? null) === (left[name] ?? null)
  if (table === 'address' && STANDING.includes(column)) return STANDING.every((name) => !(name in left) || same(name))
  if (same(column)) return true
  const named = column === 'merged_into' ? mergedTable(table) : REFERENCES[column]
  const [now, then] = [row[column], left[column]]
  if (named === undefined || typeof now !== 'string' || typeof then !== 'string') return false
  const alias = await db.selectFrom(named).select('merged_into').where('id', '=', then).executeTakeFirst()
  return alias?.merged_into === now
}

function mergedTable(table: OwnedTableName): 'address' | 'person' | 'donor' | undefined {
  return table === 'address' || table === 'person' || table === 'donor' ? table : undefined
}

/** Deliveries written after the merge for pairings that go back: they stay under the survivor, and are told. */
async function countSince(db: WriteDb, merge: RecordMergeTable, changes: readonly Change[]): Promise<number> {
  const pairings = changes.filter(({ table_name }) => table_name === 'pairing').map(({ row_id }) => row_id)
  if (merge.kind !== 'address' || pairings.length === 0) return 0
  const { rows } = await sql<{ since: number | string }>`select count(*) as since from delivery
    where pairing_id in (${sql.join(pairings)}) and change_seq > ${merge.change_seq} and reverses is null
      and deleted_at is null`.execute(db as unknown as Kysely<Tables>)
  return Number(rows[0]?.since ?? 0)
}

function valuesOf(json: string | null): Record<string, unknown> {
  // Safe: written by recordWriter as an object of columns.
  return json === null ? {} : (JSON.parse(json) as Record<string, unknown>)
}
