import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { StoryEvent } from '../common/storySchemas.ts'

type Handover = Extract<StoryEvent, { kind: 'delivery' }>

/**
 * What reached an address: one line for all that one signature of a round stands for, else one for each delivery.
 * @param unnamed what stands for a donor who does not want to be named; without it the office reads every name
 */
export async function readHandovers(db: ReadDb, id: string, unnamed?: string): Promise<Handover[]> {
  const bySignature = new Map<string, Handover>()
  for (const { anonymous, ...delivery } of await readDeliveries(db, id)) {
    const row = unnamed !== undefined && anonymous === 1 ? { ...delivery, donorName: unnamed } : delivery
    const key = `${row.lineId ?? row.id} ${row.currency} ${row.reversalId !== null}`
    const known = bySignature.get(key)
    if (known === undefined) bySignature.set(key, handoverOf(key, row))
    else addTo(known, row)
  }
  return [...bySignature.values()]
}

type Delivery = Omit<Awaited<ReturnType<typeof readDeliveries>>[number], 'anonymous'>

function readDeliveries(db: ReadDb, id: string) {
  return db
    .selectFrom('delivery')
    .leftJoin('donor', 'donor.id', 'delivery.donor_id')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .leftJoin('round_line', 'round_line.id', 'delivery.round_line_id')
    .leftJoin('round', 'round.id', 'round_line.round_id')
    .leftJoin('delivery as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'delivery.id').on('reversal.deleted_at', 'is', null),
    )
    .select([
      'delivery.id',
      'delivery.on_day as onDay',
      'delivery.channel',
      'delivery.amount',
      'delivery.currency',
      'delivery.goods_item as goods',
      'delivery.goods_quantity as goodsQuantity',
      'delivery.goods_unit as goodsUnit',
      'delivery.purpose',
      'delivery.proxy_name as proxyName',
      'delivery.round_line_id as lineId',
      'donor.name as donorName',
      'donor.anonymous',
      'instalment.first_month as firstMonth',
      'instalment.last_month as lastMonth',
      'round.id as roundId',
      'round.name as roundName',
      'reversal.id as reversalId',
    ])
    .where('delivery.address_id', 'in', withMerged('address', id))
    .where('delivery.reverses', 'is', null)
    .where('delivery.deleted_at', 'is', null)
    .orderBy('delivery.id')
    .execute()
}

function handoverOf(key: string, row: Delivery): Handover {
  const { onDay, channel, amount, goods, goodsQuantity, goodsUnit, purpose, proxyName, firstMonth, lastMonth } = row
  return {
    kind: 'delivery',
    key,
    onDay,
    channel,
    amount,
    currency: currencySchema.parse(row.currency),
    goods,
    goodsQuantity,
    goodsUnit,
    purpose,
    proxyName,
    firstMonth,
    lastMonth,
    donors: row.donorName === null ? [] : [row.donorName],
    round: row.roundId === null || row.roundName === null ? null : { id: row.roundId, name: row.roundName },
    reversed: row.reversalId !== null,
  }
}

function addTo(
  known: Handover,
  { amount, donorName, firstMonth, lastMonth, goods, goodsQuantity, goodsUnit }: Delivery,
) {
  known.amount += amount
  if (donorName !== null && !known.donors.includes(donorName)) known.donors.push(donorName)
  if (firstMonth !== null && (known.firstMonth === null || firstMonth < known.firstMonth)) known.firstMonth = firstMonth
  if (lastMonth !== null && (known.lastMonth === null || lastMonth > known.lastMonth)) known.lastMonth = lastMonth
  if (known.goods === null) Object.assign(known, { goods, goodsQuantity, goodsUnit })
}
