import { addDays, type Day, type Month } from '../../../base/common/day.ts'
import type { PlannedInstalment } from '../../pairings/common/instalmentPlan.ts'
import type { Address } from './makeAddresses.ts'
import type { Donor } from './makeDonors.ts'
import { type PlannedPairing, planPracticeInstalments } from './planPairings.ts'
import { daysAgo, enteredOn, laterOf, type PracticePlan } from './practicePlan.ts'
import { randomOf } from './random.ts'

/** One kỳ of a pairing, with what handing it over needs to know. */
export interface Instalment {
  id: string
  pairing: Pairing
  firstMonth: Month
  lastMonth: Month
  dueOn: Day
  amount: number
  past: PlannedInstalment['past']
}

export interface Pairing {
  id: string
  planned: PlannedPairing
  address: Address
  donor: Donor
  /** Help may be handed over: the address is approved and the sponsor no longer only intends. */
  live: boolean
}

/** Writes one pairing with its kỳ. */
export async function makePairing(
  plan: PracticePlan,
  planned: PlannedPairing,
  { address, donor }: { address: Address; donor: Donor },
): Promise<Instalment[]> {
  const began = addDays(`${planned.firstMonth}-01`, -10)
  const enteredAt = enteredOn(plan, laterOf(began, daysAgo(plan, 760)))
  const live = address.approvedOn !== null && planned.state !== 'intended'
  const pairing: Pairing = { id: plan.nextId(), planned, address, donor, live }
  await plan.batches.add('pairing', [
    {
      id: pairing.id,
      enteredAt,
      address_id: address.id,
      donor_id: donor.id,
      state: planned.state,
      channel: planned.channel,
      help_form: planned.helpForm,
      amount: planned.amount,
      currency: 'VND',
      frequency: planned.frequency,
      first_month: planned.firstMonth,
      last_month: planned.lastMonth,
      past: planned.past,
      ended_on: planned.endedOn,
      end_reason: planned.endReason,
      note: null,
      import_id: null,
    },
  ])
  const instalments = planPracticeInstalments(plan, planned).map((one) => ({ ...one, id: plan.nextId(), pairing }))
  await plan.batches.add(
    'instalment',
    instalments.map((one) => ({
      id: one.id,
      enteredAt,
      pairing_id: pairing.id,
      first_month: one.firstMonth,
      last_month: one.lastMonth,
      due_on: one.dueOn,
      amount: one.amount,
      currency: 'VND',
      past: one.past,
    })),
  )
  return instalments
}

/** How many of the last kỳ are still owed: one sponsor in fourteen is behind. */
const BEHIND = 0.07

/** The kỳ of a pairing that ends this month and whose money is in the fund: it stands on the list that waits. */
export function waitingInstalments(plan: PracticePlan, instalments: readonly Instalment[]): Instalment[] {
  const thisMonth = plan.today.slice(0, 7)
  return instalments.filter(({ pairing, lastMonth, past }) => {
    const mayWait = pairing.live && pairing.planned.state === 'active' && pairing.planned.channel === 'fund'
    return mayWait && past === null && lastMonth === thisMonth
  })
}

/** The kỳ of a pairing that were really given, by what stands in the books up to today; the newest first is missing. */
export function givenInstalments(plan: PracticePlan, instalments: readonly Instalment[]): Instalment[] {
  const [first] = instalments
  if (first === undefined || !first.pairing.live) return []
  const random = randomOf(plan.seed, 'behind', first.pairing.id)
  const over = instalments.filter((one) => one.past === null && one.lastMonth < plan.today.slice(0, 7))
  const missing = first.pairing.planned.state === 'active' && random.chance(BEHIND) ? random.between(1, 3) : 0
  return over.slice(0, Math.max(0, over.length - missing))
}
