import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch, searchTokens } from '../../../base/common/foldForSearch.ts'
import { CURRENCIES, type Money } from '../../../base/common/money.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { Tables } from '../../../db/tables.ts'
import type { Allocation, ReceiptFile, ReceiptFilter, ReceiptRow } from '../common/receiptSchemas.ts'

type ReceiptQuery = SelectQueryBuilder<Tables, 'receipt', object>
export interface ReceiptPage {
  filter: ReceiptFilter
  offset: number
  limit: number
  unitId: string
}

/** Receipts of this office, newest day and number first; void ones included and left out of the sums, a sum per currency. */
export async function listReceipts(
  db: ReadDb,
  { filter, offset, limit, unitId }: ReceiptPage,
): Promise<{ rows: ReceiptRow[]; total: number; sums: Money[] }> {
  const narrowed = narrow(filter, unitId)
  const counted = await narrowed(db.selectFrom('receipt'))
    .select([
      'receipt.currency',
      sql<number>`count(*)`.as('total'),
      sql<number | null>`sum(case when ${isVoid()} then 0 else receipt.amount end)`.as('sum'),
    ])
    .groupBy('receipt.currency')
    .execute()
  const page = await narrowed(db.selectFrom('receipt'))
    .select('receipt.id')
    .orderBy('receipt.on_day', 'desc')
    .orderBy('receipt.year', 'desc')
    .orderBy('receipt.number', 'desc')
    .orderBy('receipt.id')
    .offset(offset)
    .limit(limit)
    .execute()
  const rows = await readReceiptRows(
    db,
    page.map(({ id }) => id),
  )
  const sums = CURRENCIES.flatMap((currency) => {
    const row = counted.find((each) => each.currency === currency)
    return row === undefined ? [] : [{ currency, amount: Number(row.sum ?? 0) }]
  })
  return { rows: rows.map(receiptRow), total: counted.reduce((sum, row) => sum + Number(row.total), 0), sums }
}

/** One receipt with what it is for. */
export async function getReceipt(db: ReadDb, id: string): Promise<ReceiptFile> {
  const [row] = await readReceiptRows(db, [id])
  if (row === undefined) refuse('common.notFound')
  return {
    ...receiptRow(row),
    version: row.version,
    counterpartName: row.counterpartName,
    allocations: await readAllocations(db, id),
  }
}

function isVoid(): Expression<SqlBool> {
  return sql<SqlBool>`exists (select 1 from receipt as reversal where reversal.reverses = receipt.id and reversal.deleted_at is null)`
}

function narrow(filter: ReceiptFilter, unitId: string): (query: ReceiptQuery) => ReceiptQuery {
  return (query) => {
    let narrowed = query
      .where('receipt.owner_unit', '=', unitId)
      .where('receipt.reverses', 'is', null)
      .where('receipt.deleted_at', 'is', null)
    if (filter.from !== undefined) narrowed = narrowed.where('receipt.on_day', '>=', filter.from)
    if (filter.to !== undefined) narrowed = narrowed.where('receipt.on_day', '<=', filter.to)
    if (filter.donorId !== undefined)
      narrowed = narrowed.where('receipt.donor_id', 'in', withMerged('donor', filter.donorId))
    if (filter.currency !== undefined) narrowed = narrowed.where('receipt.currency', '=', filter.currency)
    const typed = (filter.search ?? '').trim()
    if (typed !== '') narrowed = narrowed.where(matches(typed))
    return narrowed
  }
}

/** A number finds that receipt; words find the payer and the purpose, marks optional. */
function matches(typed: string): Expression<SqlBool> {
  const number = /\d+/.exec(typed)?.[0]
  if (number !== undefined && /^[a-z]{0,2}\s*\d+(\/\d{4})?$/i.test(typed)) {
    return sql<SqlBool>`receipt.number = ${Number(number)}`
  }
  const tests = searchTokens(foldForSearch(typed)).map((token) => {
    const pattern = `%${token.replaceAll(/[\\%_]/g, '\\$&')}%`
    return sql<SqlBool>`receipt.search like ${pattern} escape '\\'`
  })
  return tests.length === 0 ? sql<SqlBool>`1 = 1` : sql<SqlBool>`(${sql.join(tests, sql` and `)})`
}

async function readReceiptRows(db: ReadDb, ids: string[]) {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('receipt')
    .leftJoin('receipt as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'receipt.id').on('reversal.deleted_at', 'is', null),
    )
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'receipt.counterpart_unit').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'receipt.id',
      'receipt.version',
      'receipt.series',
      'receipt.year',
      'receipt.number',
      'receipt.on_day as onDay',
      'receipt.donor_id as donorId',
      'receipt.payer_name as payerName',
      'receipt.amount',
      'receipt.currency',
      'receipt.method',
      'receipt.source',
      'receipt.purpose',
      'receipt.prints',
      'reversal.on_day as voidedOn',
      'reversal.reason as voidReason',
      'unit_name.name as counterpartName',
      sql<number>`(select count(*) from allocation where allocation.receipt_id = receipt.id
        and allocation.pairing_id is not null)`.as('addresses'),
    ])
    .where('receipt.id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

type StoredReceipt = Awaited<ReturnType<typeof readReceiptRows>>[number]

function receiptRow(row: StoredReceipt): ReceiptRow {
  const { voidedOn, voidReason, counterpartName, version, addresses, ...rest } = row
  const voided = voidedOn === null ? null : { onDay: voidedOn, reason: voidReason ?? '' }
  return { ...rest, currency: currencySchema.parse(row.currency), addresses: Number(addresses), voided }
}

async function readAllocations(db: ReadDb, receiptId: string): Promise<Allocation[]> {
  return db
    .selectFrom('allocation')
    .leftJoin('pairing', 'pairing.id', 'allocation.pairing_id')
    .leftJoin('house', 'house.id', 'allocation.house_id')
    .leftJoin('address', (join) => join.on(sql<SqlBool>`address.id = coalesce(pairing.address_id, house.address_id)`))
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'allocation.id',
      'allocation.pairing_id as pairingId',
      'allocation.house_id as houseId',
      'address.display_name as addressName',
      'village.name as villageName',
      'allocation.purpose',
      'allocation.first_month as firstMonth',
      'allocation.last_month as lastMonth',
      'allocation.amount',
    ])
    .where('allocation.receipt_id', '=', receiptId)
    .where('allocation.deleted_at', 'is', null)
    .orderBy('allocation.id')
    .execute()
}
