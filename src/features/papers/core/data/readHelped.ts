import { formatMoney, formatNumber } from '../../../../base/common/formatMoney.ts'
import type { Currency } from '../../../../base/common/money.ts'
import { currencySchema } from '../../../../base/common/moneySchema.ts'
import { monthRange } from '../../../ledger/common/monthRange.ts'
import type { PaperSource } from '../paperContents.ts'
import { type Sums, sumUp } from '../paperMoney.ts'
import type { OfDonor } from './readDonorMoney.ts'
import { readNameable } from './readNameable.ts'

type Delivery = Awaited<ReturnType<typeof readDeliveries>>[number]

/** Whose help, in which days; without a sponsor all of it, and what those it reached may be named for. */
interface HelpedWish {
  donorIds?: OfDonor['donorIds']
  from: string
  to: string
  purpose?: 'shareWithSponsor' | 'publish'
}

/**
 * What reached whom of one sponsor's help, or of everybody's, one row per person and currency. Those who may not be named stand together in one
 * row with their number, so that the rows still sum to the total.
 */
export async function readHelped(source: PaperSource, of: HelpedWish) {
  const deliveries = await readDeliveries(source, of)
  const nameable = await readNameable(
    source,
    deliveries.map((row) => row.addressId),
    of.purpose,
  )
  const named = deliveries.filter((row) => nameable.has(row.addressId))
  const others = deliveries.filter((row) => !nameable.has(row.addressId))
  const unnamed = distinctPeople(others)
  const groups = [
    ...Map.groupBy(named, (row) => `${row.addressId} ${row.currency}`).values(),
    ...Map.groupBy(others, (row) => row.currency).values(),
  ]
  const sums: Sums = sumUp(deliveries.map(({ value: amount, currency }) => ({ amount, currency })))
  return {
    rows: groups.map((group, index) =>
      helpedRow(group, { source, number: index + 1, named: nameable.has(group[0]?.addressId ?? '') }),
    ),
    sums,
    people: distinctPeople(deliveries),
    times: new Set(deliveries.map((row) => `${row.addressId} ${row.onDay}`)).size,
    unnamed,
  }
}

function distinctPeople(deliveries: readonly Delivery[]): number {
  return new Set(deliveries.map((row) => row.addressId)).size
}

interface RowContext {
  source: PaperSource
  number: number
  named: boolean
}

function helpedRow(group: readonly Delivery[], { source, number, named }: RowContext) {
  const { language, t } = source
  const [first] = group
  const currency: Currency = first?.currency ?? 'VND'
  const sumOf = (part: 'cash' | 'value') => group.reduce((sum, row) => sum + row[part], 0)
  const goods = [...new Set(group.flatMap(({ goods: item }) => (item === null ? [] : [item])))]
  return {
    fields: {
      number: String(number),
      name: named ? (first?.name ?? '') : t('papers:unnamedPeople', { count: distinctPeople(group) }),
      birthYear: named ? (first?.birthDay?.slice(0, 4) ?? '') : '',
      village: named ? (first?.village ?? '') : '',
      situation: named ? (first?.situation ?? '') : '',
      times: formatNumber(new Set(group.map((row) => `${row.addressId} ${row.onDay}`)).size, language),
      months: monthsOf(group),
      amount: formatMoney({ amount: sumOf('cash'), currency }, language),
      goods: goods.join(', '),
      total: formatMoney({ amount: sumOf('value'), currency }, language),
    },
    lists: {},
  }
}

function monthsOf(group: readonly Delivery[]): string {
  const firsts = group.flatMap(({ first }) => (first === null ? [] : [first])).sort()
  const lasts = group.flatMap(({ last }) => (last === null ? [] : [last])).sort()
  const [first] = firsts
  const last = lasts.at(-1)
  return first === undefined || last === undefined ? '' : monthRange(first, last)
}

/** Deliveries that stand, through whichever channel; cash and the value of goods. */
async function readDeliveries({ db, unitId }: PaperSource, { donorIds, from, to }: HelpedWish) {
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('address', 'address.id', 'delivery.address_id')
    .leftJoin('delivery as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'delivery.id').on('reversal.deleted_at', 'is', null),
    )
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .select([
      'delivery.address_id as addressId',
      'address.display_name as name',
      'address.situation',
      'person.birth_day as birthDay',
      'village.name as village',
      'delivery.on_day as onDay',
      'delivery.amount as cash',
      'delivery.goods_value as goodsValue',
      'delivery.goods_item as goods',
      'delivery.currency',
      'instalment.first_month as first',
      'instalment.last_month as last',
    ])
    .$if(donorIds !== undefined, (query) => query.where('delivery.donor_id', 'in', donorIds ?? []))
    .where('delivery.owner_unit', '=', unitId)
    .where('delivery.on_day', '>=', from)
    .where('delivery.on_day', '<=', to)
    .where('delivery.reverses', 'is', null)
    .where('delivery.deleted_at', 'is', null)
    .where('reversal.id', 'is', null)
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .orderBy('delivery.on_day')
    .orderBy('delivery.id')
    .execute()
  return rows.map(({ goodsValue, currency, ...row }) => ({
    ...row,
    currency: currencySchema.parse(currency),
    value: row.cash + goodsValue,
  }))
}
