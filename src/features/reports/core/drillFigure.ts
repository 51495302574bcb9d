import { sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import type { DrillRow, Figure } from '../common/quarterSchemas.ts'
import { isInternalTransfer } from '../common/rules.ts'
import {
  addressKey,
  deliveryRows,
  givers,
  isRegular,
  newAddresses,
  personKey,
  receiptRows,
  refundRows,
  type Scope,
  standingDeliveries,
} from './quarterQueries.ts'

const MOST_SHOWN = 500

/**
 * The rows that make up a figure; their count or sum is the figure itself. `table` is the whole table, which decides
 * what is an internal transfer; `scope` narrows to the unit asked for.
 */
export async function drillFigure(
  db: ReadDb,
  { figure, scope, table }: { figure: Figure; scope: Scope; table: Scope },
): Promise<{ rows: DrillRow[]; total: number; sum: number }> {
  const rows = await rowsBehind(db, { figure, scope, table })
  const sum = rows.reduce((total, row) => total + (row.amount ?? 0), 0)
  return { rows: rows.slice(0, MOST_SHOWN), total: rows.length, sum }
}

interface Question {
  figure: Figure
  scope: Scope
  table: Scope
}

async function rowsBehind(db: ReadDb, { figure, scope, table }: Question): Promise<DrillRow[]> {
  switch (figure) {
    case 'newAddresses':
      return addressesEntered(db, scope)
    case 'helped':
    case 'regular':
    case 'people':
      return addressesHelped(db, { figure, scope })
    case 'organisations':
    case 'persons':
      return sponsors(db, { figure, scope })
    case 'times':
      return deliveriesCounted(db, scope)
    case 'deliveredFund':
    case 'deliveredDirect':
    case 'deliveredLocal':
    case 'delivered':
    case 'cash':
    case 'goods':
      return deliveriesOf(db, { figure, scope })
    default:
      return received(db, { figure, scope, table })
  }
}

async function addressesEntered(db: ReadDb, scope: Scope): Promise<DrillRow[]> {
  const rows = await newAddresses(db, scope)
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'address.id',
      'address.display_name as label',
      'village.name as village',
      'address.owner_unit as unitId',
      'opened.on_day as onDay',
    ])
    .orderBy('address.sort_key')
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: 'address',
    pageId: row.id,
    amount: null,
  }))
}

/** One row for each address, or for `people` each person; with what was received, in dong. */
async function addressesHelped(
  db: ReadDb,
  { figure, scope }: { figure: 'helped' | 'regular' | 'people'; scope: Scope },
): Promise<DrillRow[]> {
  const key = figure === 'people' ? personKey : addressKey
  const base = standingDeliveries(db, scope)
  const rows = await (figure === 'regular' ? base.where(isRegular(scope)) : base)
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      sql<string>`min(${addressKey})`.as('id'),
      sql<string | null>`min(address.display_name)`.as('label'),
      sql<string | null>`min(village.name)`.as('village'),
      'delivery.owner_unit as unitId',
      sql<string>`max(delivery.on_day)`.as('onDay'),
      sql<number>`sum(case when delivery.currency = 'VND' then delivery.amount + delivery.goods_value else 0 end)`.as(
        'amount',
      ),
    ])
    .groupBy(['delivery.owner_unit', key])
    .orderBy(sql`min(address.sort_key)`)
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: 'address',
    pageId: row.id,
    label: row.label ?? '?',
    amount: Number(row.amount),
  }))
}

async function sponsors(
  db: ReadDb,
  { figure, scope }: { figure: 'organisations' | 'persons'; scope: Scope },
): Promise<DrillRow[]> {
  const rows = await db
    .selectFrom(givers(db, scope).as('giver'))
    .innerJoin('donor', 'donor.id', 'giver.donor_id')
    .where('donor.kind', figure === 'persons' ? '=' : '<>', 'person')
    .select([
      sql<string>`coalesce(donor.merged_into, donor.id)`.as('id'),
      sql<string>`min(donor.name)`.as('label'),
      'giver.owner_unit as unitId',
    ])
    .groupBy([sql`coalesce(donor.merged_into, donor.id)`, 'giver.owner_unit'])
    .orderBy(sql`min(donor.sort_key)`)
    .execute()
  return rows.map((row) => ({
    ...row,
    kind: 'donor',
    pageId: row.id,
    village: null,
    onDay: null,
    amount: null,
  }))
}

async function deliveriesCounted(db: ReadDb, scope: Scope): Promise<DrillRow[]> {
  const rows = await standingDeliveries(db, scope)
    .leftJoin('village', 'village.id', 'address.village_id')
    .select(DELIVERY_COLUMNS)
    .select(['delivery.amount', 'delivery.goods_value', 'delivery.currency'])
    .orderBy('delivery.on_day')
    .orderBy('delivery.id')
    .execute()
  return rows.map(({ goods_value, currency, ...row }) => ({
    ...deliveryRow(row),
    amount: currency === 'VND' ? row.amount + goods_value : null,
  }))
}

const CHANNELS = {
  deliveredFund: 'fund',
  deliveredDirect: 'direct',
  deliveredLocal: 'local',
} as const
type DeliveredFigure = keyof typeof CHANNELS | 'delivered' | 'cash' | 'goods'

async function deliveriesOf(
  db: ReadDb,
  { figure, scope }: { figure: DeliveredFigure; scope: Scope },
): Promise<DrillRow[]> {
  const channel = figure in CHANNELS ? CHANNELS[figure as keyof typeof CHANNELS] : undefined
  const rows = await dongDeliveries(db, scope)
  return rows
    .filter((row) => channel === undefined || row.channel === channel)
    .map((row) => ({ ...deliveryRow(row), amount: amountFor(row, figure) }))
    .filter((row) => row.amount !== 0)
}

function amountFor(row: { amount: number; goods_value: number }, figure: DeliveredFigure): number {
  if (figure === 'cash') return row.amount
  return figure === 'goods' ? row.goods_value : row.amount + row.goods_value
}

const SOURCES = {
  receivedOwn: 'own',
  receivedFromAbove: 'fromAbove',
  receivedOtherUnit: 'otherUnit',
} as const

/** Receipts less what went back to sponsors, and what was handed over past the fund. */
async function received(db: ReadDb, { figure, scope, table }: Question): Promise<DrillRow[]> {
  const inside = { officeId: table.officeId, unitIds: table.inside }
  const receipts = await receiptRows(db, scope)
    .where('receipt.currency', '=', 'VND')
    .selectAll('receipt')
    .orderBy('receipt.on_day')
    .orderBy('receipt.id')
    .execute()
  const refunds = await refundRows(db, scope)
    .selectAll('payout')
    .orderBy('payout.on_day')
    .orderBy('payout.id')
    .execute()
  const past = (await dongDeliveries(db, scope)).filter((row) => row.channel !== 'fund')
  const candidates = [
    ...receipts.map((row) => ({
      question: {
        unitId: row.owner_unit,
        source: row.source,
        counterpart: row.counterpart_unit,
      },
      row: receiptRow(row),
    })),
    ...refunds.map((row) => ({
      question: { unitId: row.owner_unit, source: 'own' as const, counterpart: null },
      row: {
        ...receiptRow({
          ...row,
          payer_name: row.payee_name || `${row.series} ${row.number}/${row.year}`,
          amount: -row.amount,
        }),
        kind: 'refund' as const,
      },
    })),
    ...past.map((row) => ({
      question: { unitId: row.unitId, source: row.source, counterpart: null },
      row: { ...deliveryRow(row), amount: row.amount + row.goods_value },
    })),
  ]
  const wanted = figure in SOURCES ? SOURCES[figure as keyof typeof SOURCES] : undefined
  return candidates
    .filter(({ question }) => {
      if (wanted !== undefined) return question.source === wanted
      return isInternalTransfer(question, inside) === (figure === 'internal')
    })
    .map(({ row }) => row)
}

function dongDeliveries(db: ReadDb, scope: Scope) {
  return deliveryRows(db, scope)
    .leftJoin('address', 'address.id', 'delivery.address_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .where('delivery.currency', '=', 'VND')
    .select(DELIVERY_COLUMNS)
    .select(['delivery.amount', 'delivery.goods_value', 'delivery.channel', 'delivery.source'])
    .orderBy('delivery.on_day')
    .orderBy('delivery.id')
    .execute()
}

const DELIVERY_COLUMNS = [
  'delivery.id',
  'delivery.address_id as pageId',
  'address.display_name as label',
  'village.name as village',
  'delivery.owner_unit as unitId',
  'delivery.on_day as onDay',
] as const

interface DeliveryFacts {
  id: string
  pageId: string
  label: string | null
  village: string | null
  unitId: string
  onDay: string
}

function deliveryRow({ id, pageId, label, village, unitId, onDay }: DeliveryFacts): Omit<DrillRow, 'amount'> {
  return {
    id,
    kind: 'delivery',
    pageId,
    label: label ?? '?',
    village,
    unitId,
    onDay,
  }
}

function receiptRow(row: {
  id: string
  payer_name: string
  owner_unit: string
  on_day: string
  amount: number
}): DrillRow {
  const { id, payer_name: label, owner_unit: unitId, on_day: onDay, amount } = row
  return {
    id,
    kind: 'receipt',
    pageId: id,
    label,
    village: null,
    unitId,
    onDay,
    amount,
  }
}
