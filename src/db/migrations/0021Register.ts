import type { Kysely } from 'kysely'
import { addColumns, createIndex, type Dialect } from './columns.ts'

/** Migration 0021: a part of a house's money that the fund paid names the paper it was paid with. */
export async function deepenRegister(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await addColumns(db, dialect, { table: 'payout', columns: { house_payment_id: 'id' } })
  await createIndex(db, 'payout', { columns: ['house_payment_id'], where: 'house_payment_id is not null' })
}
