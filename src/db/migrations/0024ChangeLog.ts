import type { Kysely } from 'kysely'
import { createIndex, type Dialect } from './columns.ts'

/**
 * Migration 0024: the whole office's log is read along the change numbers; what it is narrowed by most stands in the index
 * itself. The numbers only grow, so an import appends to it.
 */
export async function readJournalAlong(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await createIndex(db, 'journal', { columns: ['change_seq', 'table_name', 'op'] })
}
