import type { Day } from '../../../base/common/day.ts'
import type { Address } from './makeAddresses.ts'
import { deliveryRow } from './makeDeliveries.ts'
import type { Gift } from './makeReceipts.ts'
import { writeRound } from './makeRounds.ts'
import { booksBegin } from './planPairings.ts'
import { enteredOn, type PracticePlan } from './practicePlan.ts'
import { randomOf } from './random.ts'

/** A parcel has a cash part and a goods part. */
const CASH = 300_000
const GOODS_VALUE = 300_000
const GOODS = 'Gạo 10 kg, dầu ăn, bánh kẹo'
const MOST_PARCELS = 500

/** The Tết parcels of the years in the books, paid from above: help outside any pairing. Returns the money it took. */
export async function makeTetRounds(plan: PracticePlan, addresses: readonly Address[]): Promise<Gift[]> {
  const gifts: Gift[] = []
  const firstYear = Number(booksBegin(plan).slice(0, 4))
  for (let year = firstYear; year <= Number(plan.today.slice(0, 4)); year += 1) {
    const onDay = `${year}-02-05`
    if (onDay < booksBegin(plan) || onDay > plan.today) continue
    gifts.push(await makeTetRound(plan, { year, onDay, addresses }))
  }
  return gifts
}

async function makeTetRound(
  plan: PracticePlan,
  { year, onDay, addresses }: { year: number; onDay: Day; addresses: readonly Address[] },
): Promise<Gift> {
  const purpose = `Tết Nhân ái ${year}`
  const random = randomOf(plan.seed, 'tet', year)
  const chosen = addresses
    .filter((address) => address.approvedOn !== null && address.approvedOn <= onDay && random.chance(0.4))
    .slice(0, MOST_PARCELS)
  const roundId = plan.nextId()
  await writeRound(plan, { id: roundId, name: purpose, onDay, state: 'closed', purpose })
  for (const address of chosen) await writeParcel(plan, { address, roundId, onDay, purpose })
  return { onDay, purpose, amount: chosen.length * (CASH + GOODS_VALUE) }
}

async function writeParcel(
  plan: PracticePlan,
  { address, roundId, onDay, purpose }: { address: Address; roundId: string; onDay: Day; purpose: string },
): Promise<void> {
  const lineId = plan.nextId()
  await plan.batches.add('round_line', [
    {
      id: lineId,
      enteredAt: enteredOn(plan, onDay),
      round_id: roundId,
      address_id: address.id,
      village_id: address.village.id,
      amount: CASH,
      currency: 'VND',
      goods: GOODS,
      goods_value: GOODS_VALUE,
      state: 'received',
      proxy_name: null,
      proxy_relation: null,
      reason: null,
    },
  ])
  await plan.batches.add('delivery', [
    {
      ...deliveryRow(plan, { address, onDay, standIn: null }),
      round_line_id: lineId,
      source: 'fromAbove',
      help_form: 'goods',
      amount: CASH,
      goods_item: GOODS,
      goods_quantity: 1,
      goods_unit: 'suất',
      goods_value: GOODS_VALUE,
      purpose,
    },
  ])
}
