import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, run } from './columns.ts'

/** Migration 0033: a written draft is remembered for the user who wrote it, so that nobody speaks for another's form. */
export async function rememberDraftsPerUser(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await run(db, 'drop index draft_written_written_at')
  await run(db, 'alter table draft_written rename to draft_written_before')
  await createTable(db, dialect, {
    name: 'draft_written',
    columns: { user_id: 'id!', id: 'id!', written_at: 'moment!' },
    primaryKey: ['user_id', 'id'],
  })
  // Whose they were was not written down: for some weeks they stand for everybody, as they did.
  await run(
    db,
    `insert into draft_written (user_id, id, written_at)
      select app_user.id, draft_written_before.id, draft_written_before.written_at from draft_written_before, app_user`,
  )
  await run(db, 'drop table draft_written_before')
  await createIndex(db, 'draft_written', { columns: ['written_at'] })
}
