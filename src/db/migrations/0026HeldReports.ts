import type { Kysely } from 'kysely'
import { addColumns, createIndex, type Dialect, run } from './columns.ts'

/**
 * Migration 0026: who accepted a report that still has to wait for the former owner of a case; and a paper that is gone leaves its
 * number to another: an office that put back a backup gives it anew.
 */
export async function keepAcceptance(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await addColumns(db, dialect, { table: 'bundle_held', columns: { accepted_by: 'text' } })
  for (const table of ['receipt', 'payout']) {
    await run(db, `drop index ${table}_owner_unit_series_year_number`)
    await createIndex(db, table, {
      columns: ['owner_unit', 'series', 'year', 'number'],
      unique: true,
      where: 'reverses is null and deleted_at is null',
    })
  }
  for (const table of ['receipt', 'payout', 'delivery']) {
    await run(db, `drop index ${table}_reverses`)
    await createIndex(db, table, {
      columns: ['reverses'],
      unique: true,
      where: 'reverses is not null and deleted_at is null',
    })
  }
}
