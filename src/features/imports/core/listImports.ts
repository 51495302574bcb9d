import { sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import type { ImportEntry } from '../common/importSchemas.ts'

const MOST_LISTED = 200

/** This office's imports, newest first. */
export async function listImports(db: ReadDb, unitId: string): Promise<ImportEntry[]> {
  const rows = await db
    .selectFrom('import_batch')
    .leftJoin('decision', 'decision.id', 'import_batch.decision_id')
    .select([
      'import_batch.id',
      'import_batch.file_name as fileName',
      'import_batch.sheet',
      'import_batch.created_at as at',
      'import_batch.state',
      'import_batch.past',
      'import_batch.rows_total as total',
      'import_batch.rows_good as good',
      'import_batch.rows_refused as refused',
      'import_batch.rows_duplicate as duplicate',
      'decision.title',
      'decision.number',
      sql`(select count(*) from import_row where import_row.batch_id = import_batch.id
        and import_row.status = 'refused')`.as('kept'),
    ])
    .where('import_batch.owner_unit', '=', unitId)
    .orderBy('import_batch.created_at', 'desc')
    .orderBy('import_batch.id', 'desc')
    .limit(MOST_LISTED)
    .execute()
  return rows.map(({ title, number, total, good, refused, duplicate, kept, ...row }) => ({
    ...row,
    decision: title === null ? null : { title, number },
    counts: { total, good, refused, duplicate },
    refusedKept: Number(kept),
  }))
}
