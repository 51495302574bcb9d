import type { Kysely } from 'kysely'
import { createIndex, type Dialect } from './columns.ts'

/**
 * Migration 0027: what is planned on the lists of a round, and its sum, without a look at the lines themselves. The list of
 * work leaves out every kỳ that stands on the list of an open round, and such a list may have thousands of lines.
 */
export async function readOpenRounds(db: Kysely<unknown>, _dialect: Dialect): Promise<void> {
  await createIndex(db, 'round_line', { columns: ['round_id', 'state', 'deleted_at', 'id', 'amount'] })
}
