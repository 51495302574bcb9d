import type { Kysely } from 'kysely'
import { addColumns, createIndex, createTable, type Dialect, run } from './columns.ts'

/** Migration 0032: a draft has an id, and what was written from a draft is remembered, so that it is not written twice. */
export async function rememberWrittenDrafts(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await addColumns(db, dialect, { table: 'draft', columns: { id: 'id' } })
  // Drafts that lie there: one per user and form.
  await run(db, `update draft set id = user_id || ' ' || form`)
  await createIndex(db, 'draft', { columns: ['id'] })
  await createTable(db, dialect, {
    name: 'draft_written',
    columns: { id: 'id!', written_at: 'moment!' },
    primaryKey: ['id'],
  })
  await createIndex(db, 'draft_written', { columns: ['written_at'] })
}
