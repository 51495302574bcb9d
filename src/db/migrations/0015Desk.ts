import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect } from './columns.ts'

/** Migration 0015: what one user leaves on the desk: half-typed forms, and views of lists under a name. */
export async function createDesk(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'draft',
    columns: {
      user_id: 'id!',
      form: 'text!',
      content: 'json!',
      saved_at: 'moment!',
    },
    primaryKey: ['user_id', 'form'],
  })
  await createTable(db, dialect, {
    name: 'saved_view',
    columns: {
      id: 'id!',
      user_id: 'id!',
      list: 'text!',
      name: 'text!',
      content: 'json!',
      shared: 'flag!',
      is_default: 'flag!',
      saved_at: 'moment!',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'saved_view', { columns: ['list', 'name'] })
}
