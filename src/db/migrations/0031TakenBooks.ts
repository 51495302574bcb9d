import type { Kysely } from 'kysely'
import { createTable, type Dialect, run } from './columns.ts'

/** Migration 0031: whose books were taken in, as this office did it or as reports tell, so that what no heir has is known to be gone. */
export async function listTakenBooks(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'book_taken',
    columns: { told_by: 'id!', from_unit: 'id!', to_unit: 'id!', made_at: 'moment!' },
    primaryKey: ['told_by', 'from_unit', 'to_unit'],
  })
  await run(
    db,
    `insert into book_taken select to_unit, from_unit, to_unit, max(made_at) from book_move
      where direction = 'in' and state = 'applied' group by from_unit, to_unit`,
  )
}
