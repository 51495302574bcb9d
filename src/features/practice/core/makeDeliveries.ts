import { addDays, type Day } from '../../../base/common/day.ts'
import type { DeliveryTable } from '../../../db/tables/moneyTables.ts'
import type { Address } from './makeAddresses.ts'
import type { Instalment } from './makePairings.ts'
import { makeLocalName } from './peopleNames.ts'
import { enteredOn, type PracticePlan } from './practicePlan.ts'
import { type Random, randomOf } from './random.ts'
import type { MadeUpRow } from './recordBatches.ts'

export type StandIn = { name: string; relation: string } | null

export function makeStandIn(random: Random): NonNullable<StandIn> {
  return { name: makeLocalName(random, 'F'), relation: random.pick(['Vợ', 'Con gái', 'Em ruột', 'Hàng xóm']) }
}

/** What every delivery says unless told otherwise. */
export function deliveryRow(
  plan: PracticePlan,
  { address, onDay, standIn }: { address: Address; onDay: Day; standIn: StandIn },
): MadeUpRow<'delivery'> {
  return {
    id: plan.nextId(),
    enteredAt: enteredOn(plan, onDay),
    address_id: address.id,
    pairing_id: null,
    instalment_id: null,
    round_line_id: null,
    donor_id: null,
    on_day: onDay,
    channel: 'fund',
    source: 'own',
    help_form: 'cash',
    amount: 0,
    currency: 'VND',
    goods_item: null,
    goods_quantity: null,
    goods_unit: null,
    goods_value: 0,
    purpose: null,
    receiver: standIn === null ? 'self' : 'proxy',
    proxy_name: standIn?.name ?? null,
    proxy_relation: standIn?.relation ?? null,
    proof: 'signature',
    note: null,
    reverses: null,
    reason: null,
  }
}

/** Help that did not go through the fund: from the sponsor's own hand, or by the commune, the school, the village. */
export async function makeDirectDelivery(plan: PracticePlan, instalment: Instalment): Promise<void> {
  const { pairing } = instalment
  const random = randomOf(plan.seed, 'direct', instalment.id)
  const onDay = addDays(`${instalment.lastMonth}-01`, random.between(4, 26))
  const { channel, helpForm } = pairing.planned
  const proof: DeliveryTable['proof'] =
    channel === 'direct'
      ? random.pick(['transferSlip', 'transferSlip', 'photo'])
      : random.pick(['signature', 'witness'])
  await plan.batches.add('delivery', [
    {
      ...deliveryRow(plan, {
        address: pairing.address,
        onDay,
        standIn: random.chance(0.05) ? makeStandIn(random) : null,
      }),
      ...paidInstalment(instalment),
      channel,
      help_form: helpForm,
      proof,
      ...worthOf(instalment),
    },
  ])
}

/** The columns of a delivery that pays a kỳ of a pairing. */
export function paidInstalment(instalment: Instalment) {
  const { pairing } = instalment
  return { pairing_id: pairing.id, instalment_id: instalment.id, donor_id: pairing.donor.id }
}

const RICE_PRICE = 20_000

function worthOf({ amount, pairing }: Instalment) {
  if (pairing.planned.helpForm === 'food') {
    const goods = { goods_item: 'Gạo', goods_quantity: amount / RICE_PRICE, goods_unit: 'kg' }
    return { amount: 0, goods_value: amount, ...goods }
  }
  if (pairing.planned.helpForm === 'goods') {
    return {
      amount: 0,
      goods_value: amount,
      goods_item: 'Áo ấm, chăn, đồ dùng học tập',
      goods_quantity: 1,
      goods_unit: 'suất',
    }
  }
  return { amount, goods_value: 0 }
}
