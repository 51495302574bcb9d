import { type Day, type Month, monthOf } from '../../../base/common/day.ts'
import { mayReceive, mayStep } from '../../addresses/common/rules.ts'

type AddressState = Parameters<typeof mayReceive>[0]

export const INSTALMENT_STATES = ['paid', 'part', 'due', 'late', 'unknown', 'past', 'future', 'skipped'] as const
export type InstalmentState = (typeof INSTALMENT_STATES)[number]

/** What decides the state of a kỳ; amounts in minor units. */
export interface DatedInstalment {
  firstMonth: Month
  dueOn: Day
  amount: number
  past: 'delivered' | 'unknown' | null
}

/**
 * Where a kỳ stands, from what was given for it: `delivered` is the sum of cash and value of goods of its deliveries,
 * reversals taken off. `past` was given before the office kept these books; `unknown` is neither due nor overdue.
 */
export function instalmentState(instalment: DatedInstalment, delivered: number, today: Day): InstalmentState {
  if (instalment.amount === 0) return 'skipped'
  if (delivered >= instalment.amount) return 'paid'
  if (instalment.past === 'delivered') return 'past'
  if (instalment.past === 'unknown') return 'unknown'
  if (delivered > 0) return 'part'
  if (today > instalment.dueOn) return 'late'
  return instalment.firstMonth <= monthOf(today) ? 'due' : 'future'
}

/** What is still to be given of a kỳ, to the đồng; nothing for one taken over as delivered or unknown. */
export function remainderOf(instalment: Pick<DatedInstalment, 'amount' | 'past'>, delivered: number): number {
  return instalment.past === null ? Math.max(0, instalment.amount - delivered) : 0
}

/** Something of the kỳ is still to be given though its last day is over; a part payment does not stop it being late. */
export function isOverdue(instalment: DatedInstalment, delivered: number, today: Day): boolean {
  return today > instalment.dueOn && remainderOf(instalment, delivered) > 0
}

export interface PairingPeriod {
  state: 'intended' | 'active' | 'suspended' | 'ended'
  firstMonth: Month
  lastMonth: Month | null
  endedOn: Day | null
}

/** Two periods of the same donor, address and form of help may not share a month; an ended one counts up to its end. */
export function periodsOverlap(first: PairingPeriod, second: PairingPeriod): boolean {
  return startsBeforeEnd(first, second) && startsBeforeEnd(second, first)
}

function startsBeforeEnd(first: PairingPeriod, second: PairingPeriod): boolean {
  const end = lastMonthOf(second)
  return end === null || (end >= second.firstMonth && first.firstMonth <= end)
}

/** Up to which month a period counts: its agreed end, or the month it was ended in when that came first. */
export function lastMonthOf({ state, lastMonth, endedOn }: PairingPeriod): Month | null {
  if (state !== 'ended' || endedOn === null) return lastMonth
  const ended = monthOf(endedOn)
  return lastMonth === null || ended < lastMonth ? ended : lastMonth
}

/**
 * An active pairing whose agreed months end with this one or are over: somebody must say whether it is carried on or ended.
 * A single gift has no period to carry on.
 */
export function isPeriodOver(
  { state, frequency, lastMonth }: Pick<PairingPeriod, 'state' | 'lastMonth'> & { frequency: string },
  today: Day,
): boolean {
  return state === 'active' && frequency !== 'once' && lastMonth !== null && lastMonth <= monthOf(today)
}

/** An intended pairing may come before approval; help may be handed over only to an approved address. */
export function mayActivateFor(address: AddressState): boolean {
  return mayReceive(address)
}

/**
 * Where an address stands because of its pairings, or undefined when they change nothing. `engaged` counts active and
 * suspended ones: an interrupted sponsor is still a sponsor. When the last has ended, the address looks for a sponsor again.
 */
export function addressStateAfter(
  current: AddressState,
  pairings: { engaged: number; intended: number },
): AddressState | undefined {
  if (!mayReceive(current)) return undefined
  const next = stateFor(current, pairings)
  return next !== current && mayStep(current, next) ? next : undefined
}

function stateFor(current: AddressState, { engaged, intended }: { engaged: number; intended: number }): AddressState {
  if (engaged > 0) return 'active'
  if (intended > 0 && current !== 'active') return 'paired'
  return current === 'paired' || current === 'active' ? 'announced' : current
}
