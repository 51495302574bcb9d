import { sql } from 'kysely'
import type { Currency } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Figure, Figures } from '../common/quarterSchemas.ts'
import { isInternalTransfer, noFigures } from '../common/rules.ts'
import {
  addressKey,
  countNewAddresses,
  deliveryRows,
  givers,
  helpedAddresses,
  isRegular,
  personKey,
  receiptRows,
  refundRows,
  type Scope,
} from './quarterQueries.ts'

const RECEIVED = {
  own: 'receivedOwn',
  fromAbove: 'receivedFromAbove',
  otherUnit: 'receivedOtherUnit',
} as const
const DELIVERED = {
  fund: 'deliveredFund',
  direct: 'deliveredDirect',
  local: 'deliveredLocal',
} as const

/** The figures of every unit of the scope; a unit without rows has zeros. Dong only. */
export async function readFigures(db: ReadDb, scope: Scope): Promise<Map<string, Figures>> {
  const byUnit = new Map(scope.unitIds.map((id) => [id, noFigures()]))
  const add = (unitId: string, figure: Figure, value: unknown) => {
    const figures = byUnit.get(unitId)
    // Sums of 64-bit integers arrive as text from PostgreSQL.
    if (figures !== undefined) figures[figure] += Number(value ?? 0)
  }
  if (!(await hasRows(db, scope))) return byUnit
  await addCounts(db, scope, add)
  await addSponsors(db, scope, add)
  await addReceipts(db, scope, add)
  await takeOffRefunds(db, scope, add)
  await addDeliveries(db, scope, add)
  for (const figures of byUnit.values()) {
    const { receivedOwn, receivedFromAbove, receivedOtherUnit, internal } = figures
    figures.receivedNet = receivedOwn + receivedFromAbove + receivedOtherUnit - internal
  }
  return byUnit
}

/** Whether anything at all was written down for the days of the window; most quarters of a new book are empty. */
async function hasRows(db: ReadDb, scope: Scope): Promise<boolean> {
  const inWindow = (table: 'delivery_sum' | 'receipt' | 'payout' | 'opened_address') => {
    const rows = db.selectFrom(table).select('on_day').where('on_day', '>=', scope.from).where('on_day', '<=', scope.to)
    return (scope.moved ? rows : rows.where('owner_unit', 'in', [...scope.unitIds])).limit(1)
  }
  for (const table of ['opened_address', 'delivery_sum', 'receipt', 'payout'] as const)
    if ((await inWindow(table).executeTakeFirst()) !== undefined) return true
  return false
}

type Add = (unitId: string, figure: Figure, value: unknown) => void

async function addCounts(db: ReadDb, scope: Scope, add: Add): Promise<void> {
  for (const row of await countNewAddresses(db, scope)) add(row.unitId, 'newAddresses', row.count)
  const helped = await helpedAddresses(db, scope)
    .select([
      'delivery.owner_unit',
      sql<number>`sum(delivery.times)`.as('times'),
      sql<number>`count(distinct ${addressKey})`.as('helped'),
      sql<number>`count(distinct ${personKey})`.as('people'),
      sql<number>`count(distinct case when ${isRegular(scope)} then ${addressKey} end)`.as('regular'),
    ])
    .groupBy('delivery.owner_unit')
    .execute()
  for (const row of helped)
    for (const figure of ['times', 'helped', 'people', 'regular'] as const) add(row.owner_unit, figure, row[figure])
}

async function addSponsors(db: ReadDb, scope: Scope, add: Add): Promise<void> {
  const rows = await db
    .selectFrom(givers(db, scope).as('giver'))
    .innerJoin('donor', 'donor.id', 'giver.donor_id')
    .select([
      'giver.owner_unit',
      sql<number>`case when donor.kind = 'person' then 1 else 0 end`.as('person'),
      sql<number>`count(distinct coalesce(donor.merged_into, donor.id))`.as('count'),
    ])
    .groupBy(['giver.owner_unit', sql`case when donor.kind = 'person' then 1 else 0 end`])
    .execute()
  for (const row of rows) add(row.owner_unit, Number(row.person) === 1 ? 'persons' : 'organisations', row.count)
}

async function addReceipts(db: ReadDb, scope: Scope, add: Add): Promise<void> {
  const table = { officeId: scope.officeId, unitIds: scope.inside }
  const rows = await receiptRows(db, scope)
    .where('receipt.currency', '=', 'VND')
    .select((expression) => [
      'receipt.owner_unit as unitId',
      'receipt.source',
      'receipt.counterpart_unit as counterpart',
      expression.fn.sum('receipt.amount').as('amount'),
    ])
    .groupBy(['receipt.owner_unit', 'receipt.source', 'receipt.counterpart_unit'])
    .execute()
  for (const row of rows) {
    add(row.unitId, RECEIVED[row.source], row.amount)
    if (isInternalTransfer(row, table)) add(row.unitId, 'internal', row.amount)
  }
}

async function takeOffRefunds(db: ReadDb, scope: Scope, add: Add): Promise<void> {
  const rows = await refundRows(db, scope)
    .select((expression) => ['payout.owner_unit as unitId', expression.fn.sum('payout.amount').as('amount')])
    .groupBy('payout.owner_unit')
    .execute()
  for (const row of rows) add(row.unitId, RECEIVED.own, -Number(row.amount))
}

/** What did not pass through the fund has no receipt, so it counts as received when it is delivered. */
async function addDeliveries(db: ReadDb, scope: Scope, add: Add): Promise<void> {
  const table = { officeId: scope.officeId, unitIds: scope.inside }
  const rows = await deliveryRows(db, scope)
    .where('delivery.currency', '=', 'VND')
    .select((expression) => [
      'delivery.owner_unit as unitId',
      'delivery.channel',
      'delivery.source',
      expression.fn.sum('delivery.amount').as('cash'),
      expression.fn.sum('delivery.goods_value').as('goods'),
    ])
    .groupBy(['delivery.owner_unit', 'delivery.channel', 'delivery.source'])
    .execute()
  for (const row of rows) {
    const value = Number(row.cash) + Number(row.goods)
    add(row.unitId, 'cash', row.cash)
    add(row.unitId, 'goods', row.goods)
    add(row.unitId, 'delivered', value)
    add(row.unitId, DELIVERED[row.channel], value)
    if (row.channel === 'fund') continue
    add(row.unitId, RECEIVED[row.source], value)
    if (isInternalTransfer({ ...row, counterpart: null }, table)) add(row.unitId, 'internal', value)
  }
}

/** What was handed over in other currencies, by unit. */
export async function readOtherCurrencies(
  db: ReadDb,
  scope: Scope,
): Promise<{ unitId: string; amount: number; currency: Currency }[]> {
  const rows = await deliveryRows(db, scope)
    .where('delivery.currency', '<>', 'VND')
    .select([
      'delivery.owner_unit as unitId',
      'delivery.currency',
      sql<number>`sum(delivery.amount + delivery.goods_value)`.as('amount'),
    ])
    .groupBy(['delivery.owner_unit', 'delivery.currency'])
    .execute()
  // Safe: amounts are written with a known currency only.
  return rows.map((row) => ({
    ...row,
    amount: Number(row.amount),
    currency: row.currency as Currency,
  }))
}
