import { sql } from 'kysely'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { CurrencyTotal, DeliveryFilter } from '../common/deliverySchemas.ts'
import type { RightsScore } from '../common/threeRights.ts'

/** What is asked of the sums by day: the whole book, or a channel or some days of it. */
interface KeptSearch {
  filter: DeliveryFilter
  unitId: string
}

/** Whether the sums by day (`src/db/keepSums.ts`) answer a filter; others look at the rows, which an index narrows. */
export function isKeptInSums({ channel: _channel, from: _from, to: _to, ...others }: DeliveryFilter): boolean {
  return Object.values(others).every((value) => value === undefined)
}

/** What the deliveries come to by channel and currency; `listed` without the rows that take back. */
export async function readKeptTotals(db: ReadDb, search: KeptSearch): Promise<(CurrencyTotal & { listed: number })[]> {
  const rows = await keptSums(db, search)
    .select([
      'channel',
      'currency',
      sql<number>`sum(case when taken_back = 0 then deliveries else 0 end)`.as('listed'),
      sql<number>`sum(case when taken_back = 0 then deliveries else -deliveries end)`.as('deliveries'),
      sql<number>`sum(amount)`.as('amount'),
      sql<number>`sum(goods_value)`.as('goodsValue'),
    ])
    .groupBy(['channel', 'currency'])
    .orderBy('currency')
    .execute()
  return rows.map((row) => ({
    channel: row.channel,
    currency: currencySchema.parse(row.currency),
    listed: Number(row.listed),
    deliveries: Number(row.deliveries),
    amount: Number(row.amount),
    goodsValue: Number(row.goodsValue),
  }))
}

/** How many of the deliveries stand, and how many of those show each right. */
export async function readKeptScore(db: ReadDb, search: KeptSearch): Promise<RightsScore> {
  const row = await keptSums(db, search)
    .select([
      sql<number>`coalesce(sum(standing), 0)`.as('deliveries'),
      sql<number>`coalesce(sum(place_shown), 0)`.as('place'),
      sql<number>`coalesce(sum(person_shown), 0)`.as('person'),
      sql<number>`coalesce(sum(time_shown), 0)`.as('time'),
    ])
    .executeTakeFirstOrThrow()
  return {
    deliveries: Number(row.deliveries),
    place: Number(row.place),
    person: Number(row.person),
    time: Number(row.time),
  }
}

function keptSums(db: ReadDb, { filter, unitId }: KeptSearch) {
  let query = db.selectFrom('delivery_sum').where('owner_unit', '=', unitId)
  if (filter.channel !== undefined) query = query.where('channel', '=', filter.channel)
  if (filter.from !== undefined) query = query.where('on_day', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('on_day', '<=', filter.to)
  return query
}
