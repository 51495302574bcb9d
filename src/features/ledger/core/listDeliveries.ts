import { type SelectQueryBuilder, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import type { Tables } from '../../../db/tables.ts'
import type { CHANNELS, ChannelTotals, DeliveryFilter, DeliveryRow } from '../common/deliverySchemas.ts'

type DeliveryQuery = SelectQueryBuilder<Tables, 'delivery', object>

/** Deliveries, the newest first; those taken back stay in the list and out of the totals. */
export async function listDeliveries(
  db: ReadDb,
  { filter, offset, limit }: { filter: DeliveryFilter; offset: number; limit: number },
): Promise<{ rows: DeliveryRow[]; total: number; byChannel: ChannelTotals }> {
  const standing = narrow(db.selectFrom('delivery'), filter).where('delivery.reverses', 'is', null)
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
  return { rows, total: Number(total), byChannel: await readChannelTotals(db, filter) }
}

function narrow(query: DeliveryQuery, filter: DeliveryFilter): DeliveryQuery {
  let narrowed = query.where('delivery.deleted_at', 'is', null)
  if (filter.addressId !== undefined) narrowed = narrowed.where('delivery.address_id', '=', filter.addressId)
  if (filter.pairingId !== undefined) narrowed = narrowed.where('delivery.pairing_id', '=', filter.pairingId)
  if (filter.donorId !== undefined) narrowed = narrowed.where('delivery.donor_id', '=', filter.donorId)
  if (filter.channel !== undefined) narrowed = narrowed.where('delivery.channel', '=', filter.channel)
  if (filter.from !== undefined) narrowed = narrowed.where('delivery.on_day', '>=', filter.from)
  if (filter.to !== undefined) narrowed = narrowed.where('delivery.on_day', '<=', filter.to)
  return narrowed
}

async function readRows(db: ReadDb, ids: string[]): Promise<DeliveryRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('delivery')
    .innerJoin('address', 'address.id', 'delivery.address_id')
    .leftJoin('donor', 'donor.id', 'delivery.donor_id')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .leftJoin('round_line', 'round_line.id', 'delivery.round_line_id')
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
      'delivery.goods_item as goodsItem',
      'delivery.goods_value as goodsValue',
      'delivery.receiver',
      'delivery.proxy_name as proxyName',
      'delivery.proof',
      'reversal.on_day as reversedOn',
      'reversal.reason as reversalReason',
    ])
    .where('delivery.id', 'in', ids)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const found = byId.get(id)
    if (found === undefined) return []
    const { reversedOn, reversalReason, ...row } = found
    return [{ ...row, reversed: reversedOn === null ? null : { onDay: reversedOn, reason: reversalReason ?? '' } }]
  })
}

/** Rows with negative amounts are part of the sums, so what was taken back takes itself off. */
async function readChannelTotals(db: ReadDb, filter: DeliveryFilter): Promise<ChannelTotals> {
  const rows = await narrow(db.selectFrom('delivery'), filter)
    .select([
      'delivery.channel',
      sql<number>`sum(case when delivery.reverses is null then 1 else -1 end)`.as('deliveries'),
      sql<number>`sum(delivery.amount)`.as('amount'),
      sql<number>`sum(delivery.goods_value)`.as('goodsValue'),
    ])
    .groupBy('delivery.channel')
    .execute()
  const totalOf = (channel: (typeof CHANNELS)[number]) => {
    const row = rows.find((each) => each.channel === channel)
    return {
      deliveries: Number(row?.deliveries ?? 0),
      amount: Number(row?.amount ?? 0),
      goodsValue: Number(row?.goodsValue ?? 0),
    }
  }
  return { fund: totalOf('fund'), direct: totalOf('direct'), local: totalOf('local') }
}
