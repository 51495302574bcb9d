import type { Kysely } from 'kysely'
import { addColumns, createIndex, createTable, type Dialect, owned } from './columns.ts'

/**
 * Migration 0009: duplicates. Who was merged into whom, which pairs are two people for ever, what the last look through the
 * book found; and in the staging of an import whom a row joins and whether it asks.
 */
export async function createDuplicates(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'record_merge',
    columns: {
      ...owned,
      kind: 'text!',
      survivor_id: 'id!',
      loser_id: 'id!',
      command_id: 'id!',
      undone_at: 'moment',
    },
    primaryKey: ['id'],
    constraints: ["check (kind in ('address', 'donor'))"],
  })
  await createTable(db, dialect, {
    name: 'not_duplicate',
    columns: { ...owned, kind: 'text!', first_id: 'id!', second_id: 'id!' },
    primaryKey: ['id'],
    constraints: ["check (kind in ('address', 'donor'))", 'check (first_id < second_id)'],
  })
  await createTable(db, dialect, {
    name: 'duplicate_pair',
    columns: { kind: 'text!', first_id: 'id!', second_id: 'id!', score: 'real!' },
    primaryKey: ['kind', 'first_id', 'second_id'],
  })
  await createIndex(db, 'record_merge', { columns: ['loser_id'] })
  await createIndex(db, 'record_merge', { columns: ['survivor_id'] })
  await createIndex(db, 'not_duplicate', { columns: ['first_id', 'second_id'] })
  for (const table of ['address', 'person', 'donor']) {
    await createIndex(db, table, { columns: ['merged_into'], where: 'merged_into is not null' })
  }
  await addColumns(db, dialect, { table: 'import_row', columns: { join_id: 'id', asks: 'flag' } })
}
