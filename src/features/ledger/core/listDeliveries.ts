import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { currencySchema } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { Tables } from '../../../db/tables.ts'
import type {
  CHANNELS,
  ChannelTotals,
  CurrencyTotal,
  DeliveryFilter,
  DeliveryList,
  DeliveryRow,
} from '../common/deliverySchemas.ts'
import { failingOf, type ThreeRight } from '../common/threeRights.ts'
import { readRightsScore } from './rightsRepo.ts'
import { personShown, placeShown, timeShown } from './threeRightsSql.ts'

type DeliveryQuery = SelectQueryBuilder<Tables, 'delivery', object>

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
): Promise<DeliveryList> {
  const owner = (await ownerAskedAbout(db, filter)) ?? unitId
  const standing = narrow(fromDeliveries(db, owner), filter).where('delivery.reverses', 'is', null)
  const { total } = await standing.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const page = await standing
    .select('delivery.id')
    .orderBy('delivery.on_day', 'desc')
    .orderBy('delivery.id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  const rows = await readRows(
    db,
    page.map(({ id }) => id),
  )
  const totals = await readTotals(narrow(fromDeliveries(db, owner), filter))
  return {
    rows,
    total: Number(total),
    byChannel: inDong(totals),
    otherCurrencies: totals.filter(({ currency }) => currency !== 'VND'),
    rights: await readRightsScore(db, { unitId: owner, narrow: (query) => narrow(query, filter) }),
  }
}

async function ownerAskedAbout(db: ReadDb, { addressId, pairingId }: DeliveryFilter): Promise<string | undefined> {
  const id = addressId ?? pairingId
  if (id === undefined) return undefined
  const table = addressId === undefined ? 'pairing' : 'address'
  const row = await db.selectFrom(table).select('owner_unit').where('id', '=', id).executeTakeFirst()
  return row?.owner_unit
}

function fromDeliveries(db: ReadDb, ownerUnit: string): DeliveryQuery {
  // Safe: the joins add no row, and only columns of `delivery` are read on.
  return db
    .selectFrom('delivery')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .leftJoin('round_line', 'round_line.id', 'delivery.round_line_id')
    .leftJoin('round', 'round.id', 'round_line.round_id')
    .where('delivery.owner_unit', '=', ownerUnit) as unknown as DeliveryQuery
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
  and not exists (select 1 from delivery as taking_back where taking_back.reverses = delivery.id)`

function selectRows(db: ReadDb, ids: string[]) {
  return db
    .selectFrom('delivery')
    .innerJoin('address', 'address.id', 'delivery.address_id')
    .leftJoin('donor', 'donor.id', 'delivery.donor_id')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .leftJoin('round_line', 'round_line.id', 'delivery.round_line_id')
    .leftJoin('round', 'round.id', 'round_line.round_id')
    .leftJoin('delivery as reversal', 'reversal.reverses', 'delivery.id')
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
    .where('delivery.id', 'in', ids)
    .execute()
}

async function readRows(db: ReadDb, ids: string[]): Promise<DeliveryRow[]> {
  if (ids.length === 0) return []
  const rows = await selectRows(db, ids)
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
async function readTotals(query: DeliveryQuery): Promise<CurrencyTotal[]> {
  const rows = await query
    .select([
      'delivery.channel',
      'delivery.currency',
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
