import { sql } from 'kysely'
import type { WriteDb } from '../../../db/database.ts'

interface VoucherSeries {
  table: 'receipt' | 'payout'
  unitId: string
  series: string
  year: number
}

/**
 * The number a voucher of this series gets next, 1 at the start of a year. Read under the money lock, so two clerks never get
 * the same number and a voucher that failed leaves none out. Numbers of other units' vouchers, known from their bundles, are
 * theirs.
 */
export async function nextVoucherNumber(db: WriteDb, { table, unitId, series, year }: VoucherSeries): Promise<number> {
  const { last } = await db
    .selectFrom(table)
    .select(sql<number | null>`max(number)`.as('last'))
    .where('owner_unit', '=', unitId)
    .where('series', '=', series)
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}
