import { addMonths, type Day, lastDayOfMonth, type Month, monthOf } from '../../../base/common/day.ts'
import type { Channel, PairingState, PairingTable } from '../../../db/tables/pairingTables.ts'
import {
  openHorizon,
  PERIOD_MONTHS,
  type PlannedInstalment,
  planInstalments,
} from '../../pairings/common/instalmentPlan.ts'
import type { PracticePlan } from './practicePlan.ts'
import { type Random, randomOf } from './random.ts'

/** A pairing before it has ids: which address and sponsor, what is promised, and where it stands today. */
export interface PlannedPairing {
  addressIndex: number
  donorIndex: number
  state: PairingState
  channel: Channel
  helpForm: string
  frequency: PairingTable['frequency']
  monthsPerInstalment: number
  amount: number
  firstMonth: Month
  lastMonth: Month | null
  past: PairingTable['past']
  endedOn: Day | null
  endReason: string | null
}

/** Months the office has kept these books. */
export const MONTHS_KEPT = 24
/** Pairings taken over from the paper register began before the books. */
const TAKEN_OVER_MONTHS = 6
/** How long a suspended sponsor has been silent. */
const MONTHS_SUSPENDED = 3
/** One address in sixteen has a second sponsor. */
const FIRST_SPONSORS = 15 / 16

/** Money that went through the fund is handed over as money; what goes straight to the family may be rice or clothes. */
const HELP_FORMS = {
  cash: [
    ['cash', 82],
    ['tuition', 9],
    ['meals', 9],
  ],
  any: [
    ['cash', 62],
    ['food', 22],
    ['goods', 10],
    ['tuition', 6],
  ],
} as const

/** Who sponsors whom: a few firms take many, most people take one. */
export function planPairings(plan: PracticePlan): PlannedPairing[] {
  const sponsored = Math.floor(Math.min(plan.size.pairings * FIRST_SPONSORS, plan.size.addresses * 0.8))
  return Array.from({ length: plan.size.pairings }, (_, index) => {
    const random = randomOf(plan.seed, 'pairing', index)
    return planPairing(plan, random, { addressIndex: index % sponsored, second: index >= sponsored })
  })
}

function planPairing(
  plan: PracticePlan,
  random: Random,
  { addressIndex, second }: { addressIndex: number; second: boolean },
): PlannedPairing {
  const frequency = random.weighted<keyof typeof PERIOD_MONTHS>([
    ['monthly', 40],
    ['quarterly', 34],
    ['halfYearly', 16],
    ['yearly', 10],
  ])
  const channel = random.weighted<Channel>([
    ['fund', 64],
    ['direct', 23],
    ['local', 13],
  ])
  const monthsPerInstalment = PERIOD_MONTHS[frequency]
  const monthly = random.pick([300_000, 300_000, 400_000, 500_000, 500_000, 700_000, 1_000_000])
  return {
    addressIndex,
    // The second sponsor is somebody else: even numbers come first, odd ones second.
    donorIndex: manyOrOne(random, Math.floor(plan.size.donors / 2)) * 2 + (second ? 1 : 0),
    channel,
    helpForm: random.weighted(HELP_FORMS[channel === 'fund' ? 'cash' : 'any']),
    frequency,
    monthsPerInstalment,
    amount: monthly * monthsPerInstalment,
    ...planTime(plan, random, { second, monthsPerInstalment }),
  }
}

/** Ten sponsors carry two pairings in five. */
function manyOrOne(random: Random, donors: number): number {
  return random.chance(0.4) ? random.below(Math.min(10, donors)) : random.below(donors)
}

type PlannedTime = Pick<PlannedPairing, 'state' | 'firstMonth' | 'lastMonth' | 'past' | 'endedOn' | 'endReason'>

function planTime(
  plan: PracticePlan,
  random: Random,
  { second, monthsPerInstalment }: { second: boolean; monthsPerInstalment: number },
): PlannedTime {
  const thisMonth = monthOf(plan.today)
  const takenOver = !second && random.chance(0.35)
  const state = random.weighted<PairingState>([
    ['active', 80],
    ['intended', second ? 0 : 7],
    ['suspended', 4],
    ['ended', second ? 0 : 9],
  ])
  const monthsAgo = takenOver ? MONTHS_KEPT + random.below(TAKEN_OVER_MONTHS) : random.between(4, MONTHS_KEPT - 1)
  if (state === 'intended') {
    return { state, firstMonth: addMonths(thisMonth, 1), lastMonth: null, past: null, endedOn: null, endReason: null }
  }
  const firstMonth = addMonths(thisMonth, -monthsAgo)
  const past = takenOver ? random.pick(['delivered', 'delivered', 'unknown'] as const) : null
  if (state !== 'ended') {
    const rounds = Math.ceil((monthsAgo + random.between(2, 14)) / monthsPerInstalment)
    const lastMonth = random.chance(0.5) ? null : addMonths(firstMonth, rounds * monthsPerInstalment - 1)
    return { state, firstMonth, lastMonth, past, endedOn: null, endReason: null }
  }
  const lasted = Math.max(1, Math.floor((monthsAgo - random.between(0, 2)) / monthsPerInstalment)) * monthsPerInstalment
  const lastMonth = addMonths(firstMonth, Math.min(lasted, monthsAgo) - 1)
  const endReason = random.pick(['escapedPoverty', 'finishedSchool', 'reachedAge', 'moved', 'sponsorStopped'])
  return { state, firstMonth, lastMonth, past, endedOn: lastDayOfMonth(lastMonth), endReason }
}

/** The instalments of a pairing, up to where a suspended one stopped; taken over ones say what the old register said. */
export function planPracticeInstalments(plan: PracticePlan, pairing: PlannedPairing): PlannedInstalment[] {
  if (pairing.state === 'intended') return []
  const planned = planInstalments({
    ...pairing,
    today: pairing.past === null ? plan.today : booksBegin(plan),
    horizon: openHorizon({ firstMonth: pairing.firstMonth, today: plan.today }),
  })
  const stopped = pairing.state === 'suspended' ? addMonths(monthOf(plan.today), -MONTHS_SUSPENDED) : null
  return planned.filter(({ firstMonth }) => stopped === null || firstMonth <= stopped)
}

/** The day from which the office has kept these books. */
export function booksBegin(plan: PracticePlan): Day {
  return `${addMonths(monthOf(plan.today), -MONTHS_KEPT)}-01`
}
