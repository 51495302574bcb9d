import { type SqlBool, sql } from 'kysely'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'
import { personShown, placeShown, timeShown } from '../../../db/threeRightsSql.ts'
import type {
  CHANNELS,
  ChannelTotals,
  CurrencyTotal,
  DeliveryCount,
  DeliveryFilter,
  DeliveryRow,
} from '../common/deliverySchemas.ts'
import { failingOf, type ThreeRight } from '../common/threeRights.ts'
import { isKeptInSums, readKeptScore, readKeptTotals } from './keptTotals.ts'
import { type DeliveryQuery, fromDeliveries, readRightsScore } from './rightsRepo.ts'

export interface DeliveryPage {
  filter: DeliveryFilter
  offset: number
  limit: number
  unitId: string
}

/**
 * Deliveries, the newest first; those taken back stay in the list and out of the totals. A province holds the rows its
 * branches reported: they count where one of their addresses or pairings is asked about, never in the office's own sums.
 */
export async function listDeliveries(
  db: ReadDb,
  { filter, offset, limit, unitId }: DeliveryPage,
): Promise<DeliveryRow[]> {
  const page = await (await narrowed(db, { filter, unitId }))
    .where('delivery.reverses', 'is', null)
    .select('delivery.id')
    .orderBy('delivery.on_day', 'desc')
    .orderBy('delivery.id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  return readRows(
    db,
    page.map(({ id }) => id),
  )
}

type Search = Pick<DeliveryPage, 'filter' | 'unitId'>

/** What the deliveries of a filter come to; where it has to look at each of them it takes its time, so it is asked after the page. */
export async function countDeliveries(db: ReadDb, search: Search): Promise<DeliveryCount> {
  const whole = isKeptInSums(search.filter)
  const totals = whole ? await readKeptTotals(db, search) : await readTotals(await narrowed(db, search))
  return {
    total: totals.reduce((sum, { listed }) => sum + listed, 0),
    byChannel: inDong(totals),
    otherCurrencies: totals.filter(({ currency }) => currency !== 'VND').map(({ listed: _listed, ...total }) => total),
    rights: whole
      ? await readKeptScore(db, search)
      : await readRightsScore(await narrowed(db, { ...search, withRights: true })),
  }
}

/** The deliveries of a filter. What a right is read from is joined only where it is looked at: every row pays for it. */
async function narrowed(db: ReadDb, { filter, unitId, withRights }: Search & { withRights?: boolean }) {
  const owner = (await ownerAskedAbout(db, filter)) ?? unitId
  const joined = withRights === true || filter.roundId !== undefined || filter.failing !== undefined
  const query = joined ? fromDeliveries(db) : (db.selectFrom('delivery') as DeliveryQuery)
  return narrow(query.where('delivery.owner_unit', '=', owner), filter)
}

async function ownerAskedAbout(db: ReadDb, { addressId, pairingId }: DeliveryFilter): Promise<string | undefined> {
  const id = addressId ?? pairingId
  if (id === undefined) return undefined
  const table = addressId === undefined ? 'pairing' : 'address'
  const row = await db.selectFrom(table).select('owner_unit').where('id', '=', id).executeTakeFirst()
  return row?.owner_unit
}

const SHOWN: Record<ThreeRight, typeof placeShown> = { place: placeShown, person: personShown, time: timeShown }

function narrow(query: DeliveryQuery, filter: DeliveryFilter): DeliveryQuery {
  let narrowed = query.where('delivery.deleted_at', 'is', null)
  if (filter.addressId !== undefined)
    narrowed = narrowed.where('delivery.address_id', 'in', withMerged('address', filter.addressId))
  if (filter.pairingId !== undefined) narrowed = narrowed.where('delivery.pairing_id', '=', filter.pairingId)
  if (filter.donorId !== undefined)
    narrowed = narrowed.where('delivery.donor_id', 'in', withMerged('donor', filter.donorId))
  if (filter.channel !== undefined) narrowed = narrowed.where('delivery.channel', '=', filter.channel)
  if (filter.from !== undefined) narrowed = narrowed.where('delivery.on_day', '>=', filter.from)
  if (filter.to !== undefined) narrowed = narrowed.where('delivery.on_day', '<=', filter.to)
  if (filter.roundId !== undefined) narrowed = narrowed.where(sql<SqlBool>`round.id = ${filter.roundId}`)
  if (filter.failing !== undefined) narrowed = narrowed.where(sql<SqlBool>`${SHOWN[filter.failing]} = 0 and ${STANDS}`)
  return narrowed
}

/** Neither a reversal nor taken back. */
const STANDS = sql<SqlBool>`delivery.reverses is null
  and not exists (select 1 from delivery as taking_back where taking_back.reverses = delivery.id and taking_back.deleted_at is null)`

const ROWS = prepareQuery((db, { ids }: Places<{ ids: string[] }>) =>
  db
    .selectFrom('delivery')
    .innerJoin('address', 'address.id', 'delivery.address_id')
    .leftJoin('donor', 'donor.id', 'delivery.donor_id')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .leftJoin('round_line', 'round_line.id', 'delivery.round_line_id')
    .leftJoin('round', 'round.id', 'round_line.round_id')
    .leftJoin('delivery as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'delivery.id').on('reversal.deleted_at', 'is', null),
    )
    .select([
      'delivery.id',
      'delivery.address_id as addressId',
      'address.display_name as addressName',
      'delivery.pairing_id as pairingId',
      'delivery.instalment_id as instalmentId',
      'instalment.first_month as firstMonth',
      'instalment.last_month as lastMonth',
      'round_line.round_id as roundId',
      'donor.name as donorName',
      'delivery.on_day as onDay',
      'delivery.channel',
      'delivery.source',
      'delivery.amount',
      'delivery.currency',
      'delivery.goods_item as goodsItem',
      'delivery.goods_quantity as goodsQuantity',
      'delivery.goods_unit as goodsUnit',
      'delivery.goods_value as goodsValue',
      'delivery.receiver',
      'delivery.proxy_name as proxyName',
      'delivery.proof',
      sql<string | null>`coalesce(delivery.place, round.place)`.as('place'),
      placeShown.as('placeShown'),
      personShown.as('personShown'),
      timeShown.as('timeShown'),
      'reversal.on_day as reversedOn',
      'reversal.reason as reversalReason',
    ])
    .where('delivery.id', 'in', ids),
)

async function readRows(db: ReadDb, ids: string[]): Promise<DeliveryRow[]> {
  if (ids.length === 0) return []
  const rows = await ROWS.all(db, { ids })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const found = byId.get(id)
    if (found === undefined) return []
    const { reversedOn, reversalReason, placeShown: place, personShown: person, timeShown: time, ...row } = found
    return [
      {
        ...row,
        currency: currencySchema.parse(row.currency),
        failing: failingOf({ placeShown: place, personShown: person, timeShown: time }),
        reversed: reversedOn === null ? null : { onDay: reversedOn, reason: reversalReason ?? '' },
      },
    ]
  })
}

/** Rows with negative amounts are part of the sums, so what was taken back takes itself off. */
async function readTotals(query: DeliveryQuery): Promise<(CurrencyTotal & { listed: number })[]> {
  const rows = await query
    .select([
      'delivery.channel',
      'delivery.currency',
      sql<number>`sum(case when delivery.reverses is null then 1 else 0 end)`.as('listed'),
      sql<number>`sum(case when delivery.reverses is null then 1 else -1 end)`.as('deliveries'),
      sql<number>`sum(delivery.amount)`.as('amount'),
      sql<number>`sum(delivery.goods_value)`.as('goodsValue'),
    ])
    .groupBy(['delivery.channel', 'delivery.currency'])
    .orderBy('delivery.currency')
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

function inDong(totals: readonly CurrencyTotal[]): ChannelTotals {
  const totalOf = (channel: (typeof CHANNELS)[number]) => {
    const row = totals.find((each) => each.channel === channel && each.currency === 'VND')
    return { deliveries: row?.deliveries ?? 0, amount: row?.amount ?? 0, goodsValue: row?.goodsValue ?? 0 }
  }
  return { fund: totalOf('fund'), direct: totalOf('direct'), local: totalOf('local') }
}
