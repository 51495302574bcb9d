import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import type { ImportBatchTable, ImportRowTable } from '../../../db/tables/exchangeTables.ts'
import { type ColumnMapping, columnMappingSchema } from '../common/columnMapping.ts'
import type { RowCounts } from '../common/importSchemas.ts'
import type { PreparedRow } from '../common/stagedRow.ts'
import { RowInserter } from './rowInserter.ts'

export interface NewBatch {
  id: string
  fileName: string
  fileHash: string
}

/** Begins a batch. It is no record of the office until it is applied: no number of change, no journal. */
export async function insertBatch(db: WriteDb, context: WriteContext, batch: NewBatch): Promise<void> {
  await db
    .insertInto('import_batch')
    .values({
      id: batch.id,
      owner_unit: context.unitId,
      version: 1,
      change_seq: 0,
      created_at: context.now,
      deleted_at: null,
      file_name: batch.fileName,
      file_hash: batch.fileHash,
      sheet: '',
      mapping: '{}',
      past: 'unknown',
      decision_id: null,
      state: 'staged',
      rows_total: 0,
      rows_good: 0,
      rows_refused: 0,
      rows_duplicate: 0,
    })
    .execute()
}

export async function insertStagedRows(db: WriteDb, batchId: string, rows: readonly PreparedRow[]): Promise<void> {
  await new RowInserter(db, 'import_row').insert(
    rows.map((row) => ({
      batch_id: batchId,
      row_number: row.rowNumber,
      status: row.status,
      values_json: row.valuesJson,
      problems_json: row.problemsJson,
      duplicates_json: row.duplicates.length === 0 ? '[]' : JSON.stringify(row.duplicates),
      take: 0,
      join_id: null,
      asks: asksWho(row) ? 1 : 0,
    })),
  )
}

/** More than one person on file: the program never takes the first of them. */
function asksWho({ duplicates }: PreparedRow): boolean {
  return duplicates.filter((each) => 'addressId' in each).length > 1
}

/** Says what the batch holds, once every row of the file is staged. */
export async function finishBatch(
  db: WriteDb,
  { batchId, sheet, mapping }: { batchId: string; sheet: string; mapping: ColumnMapping },
): Promise<RowCounts> {
  const counts = await countStagedRows(db, batchId)
  await db
    .updateTable('import_batch')
    .set({
      sheet,
      mapping: JSON.stringify(mapping),
      rows_total: counts.total,
      rows_good: counts.good,
      rows_refused: counts.refused,
      rows_duplicate: counts.duplicate,
    })
    .where('id', '=', batchId)
    .execute()
  return counts
}

/** Forgets a batch that was never applied. */
export async function dropBatch(db: WriteDb, batchId: string): Promise<void> {
  await db.deleteFrom('import_row').where('batch_id', '=', batchId).execute()
  await db.deleteFrom('import_batch').where('id', '=', batchId).where('state', '=', 'staged').execute()
}

/** Forgets batches that were read before `moment` and never applied. */
export async function dropForgottenBatches(db: WriteDb, moment: string): Promise<void> {
  const forgotten = await db
    .selectFrom('import_batch')
    .select('id')
    .where('state', '=', 'staged')
    .where('created_at', '<', moment)
    .execute()
  for (const { id } of forgotten) await dropBatch(db, id)
}

export async function countStagedRows(db: ReadDb | WriteDb, batchId: string): Promise<RowCounts> {
  const rows = await db
    .selectFrom('import_row')
    .select(['status', sql`count(*)`.as('rows'), sql`sum(take)`.as('taken')])
    .select([sql`count(join_id)`.as('joined'), sql`sum(asks)`.as('asking')])
    .where('batch_id', '=', batchId)
    .groupBy('status')
    .execute()
  const count = (status: ImportRowTable['status']) => Number(rows.find((row) => row.status === status)?.rows ?? 0)
  const [good, refused, duplicate] = [count('good'), count('refused'), count('duplicate')]
  const sum = (of: 'taken' | 'joined' | 'asking') => rows.reduce((total, row) => total + Number(row[of] ?? 0), 0)
  const decided = { taken: sum('taken'), joined: sum('joined'), asking: sum('asking') }
  return { total: good + refused + duplicate, good, refused, duplicate, ...decided }
}

export interface BatchRow extends Omit<ImportBatchTable, 'mapping'> {
  mapping: ColumnMapping | undefined
}

/** The batch if it is this office's and in one of the given states. */
export async function findBatch(
  db: ReadDb | WriteDb,
  { id, unitId }: { id: string; unitId: string },
): Promise<BatchRow | undefined> {
  const row = await db
    .selectFrom('import_batch')
    .selectAll()
    .where('id', '=', id)
    .where('owner_unit', '=', unitId)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const mapping = columnMappingSchema.safeParse(JSON.parse(row.mapping))
  return { ...row, mapping: mapping.success ? mapping.data : undefined }
}

export interface DuplicateDecision {
  batchId: string
  rowNumber: number | undefined
  take: boolean
  joinId: string | null
}

/**
 * Takes, joins or skips one duplicate row, or takes or skips all that ask nothing: which of two people on file a row is,
 * nobody may answer for many at once.
 * @throws `imports.notALookalike` when the row does not look like the address it is to join
 */
export async function decideDuplicates(
  db: WriteDb,
  { batchId, rowNumber, take, joinId }: DuplicateDecision,
): Promise<void> {
  const duplicates = db
    .updateTable('import_row')
    .set({ take: take && joinId === null ? 1 : 0, join_id: joinId })
    .where('batch_id', '=', batchId)
    .where('status', '=', 'duplicate')
  if (rowNumber === undefined) {
    if (joinId !== null) refuse('imports.notALookalike')
    await duplicates.where((where) => where.or([where('asks', 'is', null), where('asks', '=', 0)])).execute()
    return
  }
  if (joinId !== null) await refuseStranger(db, { batchId, rowNumber, joinId })
  await duplicates.set({ asks: 0 }).where('row_number', '=', rowNumber).execute()
}

async function refuseStranger(
  db: WriteDb,
  { batchId, rowNumber, joinId }: { batchId: string; rowNumber: number; joinId: string },
): Promise<void> {
  const row = await db
    .selectFrom('import_row')
    .select('duplicates_json')
    .where('batch_id', '=', batchId)
    .where('row_number', '=', rowNumber)
    .executeTakeFirst()
  // Safe: only insertStagedRows writes this column.
  const known = JSON.parse(row?.duplicates_json ?? '[]') as PreparedRow['duplicates']
  if (!known.some((each) => 'addressId' in each && each.addressId === joinId)) refuse('imports.notALookalike')
}

/** When the same file was taken in before and not taken back. */
export async function findEarlierImport(db: ReadDb, fileHash: string): Promise<{ at: string } | null> {
  const row = await db
    .selectFrom('import_batch')
    .select('created_at as at')
    .where('file_hash', '=', fileHash)
    .where('state', '=', 'applied')
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
  return row ?? null
}
