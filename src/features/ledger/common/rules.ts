import { addMonths, type Day, type Month, monthsBetween } from '../../../base/common/day.ts'
import type { Series } from './receiptSchemas.ts'
import type { LineState, LineTotals, RoundState } from './roundSchemas.ts'

/**
 * Rules of money. Nothing is rewritten: a receipt or delivery is taken back by a row of the same content with negative
 * amounts, so every sum over all rows is already right. All amounts are dong.
 */

/** Help (codes of `helpForm`) promised as money: rice in its place keeps no promise, and its worth is not in the cash box. */
export const MONEY_FORMS: readonly string[] = ['cash', 'tuition']

/** Cash is received on a phiếu thu; goods and transfers are acknowledged on a biên nhận. */
export function seriesOf(method: 'cash' | 'transfer' | 'goods'): Series {
  return method === 'cash' ? 'PT' : 'BN'
}

/** How much the allocations are above (positive) or below (negative) the receipt; 0 when they agree to the dong. */
export function allocationsDifference(amount: number, allocations: readonly { amount: number }[]): number {
  return allocations.reduce((sum, allocation) => sum + allocation.amount, 0) - amount
}

/** One purse of the fund: the money received for a pairing or for a free purpose, and what of it reached addresses. */
export interface FundBalance {
  received: number
  delivered: number
}

/** How much would be handed over above the money received if `planned` more went out; 0 when it is covered. */
export function aboveReceived({ received, delivered }: FundBalance, planned = 0): number {
  return Math.max(0, delivered + planned - received)
}

const LINES_CHANGE_IN: readonly RoundState[] = ['draft']
const ROUND_OPEN_IN: readonly RoundState[] = ['draft', 'printed', 'handedToVillage', 'confirmed']

/** The list on paper is what people sign: it changes only while it is a draft. */
export function mayChangeLines(state: RoundState): boolean {
  return LINES_CHANGE_IN.includes(state)
}

/** Lines are marked, confirmed and handed to villages until the round is closed; an office may sign on a list of its own. */
export function isRoundOpen(state: RoundState): boolean {
  return ROUND_OPEN_IN.includes(state)
}

/**
 * Where reopening leads: closed → confirmed; printed → draft, when nothing was paid or handed out on that list. Undefined
 * where there is nothing to reopen.
 */
export function stateAfterReopening(state: RoundState): RoundState | undefined {
  if (state === 'closed') return 'confirmed'
  return state === 'printed' ? 'draft' : undefined
}

/** A round is confirmed when no line waits for an answer; otherwise it stands where its list is. */
export function roundStateFor(facts: { waiting: number; printed: boolean; handedOver: boolean }): RoundState {
  if (facts.waiting === 0) return 'confirmed'
  if (facts.handedOver) return 'handedToVillage'
  return facts.printed ? 'printed' : 'draft'
}

/** A line whose money is still on its way: its kỳ are not offered to another round. */
export function holdsInstalments(state: LineState, delivered: boolean): boolean {
  return state === 'planned' || (state === 'byProxy' && !delivered)
}

export interface TotalledLine {
  amount: number
  state: LineState
  delivered: boolean
}

/** Counts and dong of some lines; cancelled lines are off the list. */
export function lineTotals(lines: readonly TotalledLine[]): LineTotals {
  const totals = {
    lines: lines.length,
    amount: 0,
    delivered: 0,
    deliveredAmount: 0,
    planned: 0,
    absent: 0,
    cancelled: 0,
  }
  for (const { amount, state, delivered } of lines) {
    if (state !== 'cancelled') totals.amount += amount
    if (delivered) totals.delivered += 1
    if (delivered) totals.deliveredAmount += amount
    if (holdsInstalments(state, delivered)) totals.planned += 1
    if (state === 'absent') totals.absent += 1
    if (state === 'cancelled') totals.cancelled += 1
  }
  return totals
}

/** What was given differs from the list: closing needs a reason. */
export function hasDifferences(totals: LineTotals): boolean {
  return totals.absent > 0 || totals.cancelled > 0
}

/** What an advance leaves unexplained: handed over − signed for − returned. 0 when it is accounted for. */
export function advanceDifference(advance: { amount: number; returned: number; signedFor: number }): number {
  return advance.amount - advance.signedFor - advance.returned
}

export function isAdvanceOverdue(advance: { dueOn: Day; settledOn: Day | null }, today: Day): boolean {
  return advance.settledOn === null && advance.dueOn < today
}

/** A sponsor's pairing as money sees it. */
export interface FundedPairing {
  pairingId: string
  /** Dong per kỳ. */
  amount: number
  monthsPerInstalment: number
  lastMonth: Month | null
  /** Kỳ in order that our fund is to pay (those of before take-over and those given directly left out). */
  instalments: readonly { firstMonth: Month; lastMonth: Month; amount: number }[]
  /** Already received for it. */
  received: number
}

export interface PairingShare {
  pairingId: string
  amount: number
  instalments: number
  firstMonth: Month
  lastMonth: Month
}

/** A sponsor who pays years ahead still gets an answer; beyond this the rest is left to the clerk. */
const MOST_KY_AHEAD = 120

/**
 * Spreads an amount over pairings month by month, so that four families paid for half a year get six months each: always the
 * earliest unpaid kỳ next, the last perhaps in part. Kỳ beyond the written plan follow the pairing's rhythm to its end.
 */
export function spreadOverPairings(
  pairings: readonly FundedPairing[],
  amount: number,
): { shares: PairingShare[]; rest: number } {
  const open = pairings.flatMap((pairing) =>
    unpaidInstalments(pairing).map((instalment) => ({ ...instalment, pairingId: pairing.pairingId })),
  )
  open.sort((first, second) => monthsBetween(second.firstMonth, first.firstMonth))
  const shares = new Map<string, PairingShare>()
  let rest = amount
  for (const instalment of open) {
    if (rest === 0) break
    const paid = Math.min(rest, instalment.amount)
    rest -= paid
    const { pairingId, firstMonth, lastMonth } = instalment
    const share = shares.get(pairingId) ?? { pairingId, amount: 0, instalments: 0, firstMonth, lastMonth }
    shares.set(pairingId, { ...share, amount: share.amount + paid, instalments: share.instalments + 1, lastMonth })
  }
  return { shares: [...shares.values()], rest }
}

type OpenInstalment = { firstMonth: Month; lastMonth: Month; amount: number }

/** The kỳ the money received so far does not cover, the first perhaps in part. */
function unpaidInstalments(pairing: FundedPairing): OpenInstalment[] {
  let covered = pairing.received
  const unpaid: OpenInstalment[] = []
  for (const instalment of [...pairing.instalments, ...instalmentsAhead(pairing)]) {
    const paid = Math.min(covered, instalment.amount)
    covered -= paid
    if (paid < instalment.amount) unpaid.push({ ...instalment, amount: instalment.amount - paid })
  }
  return unpaid
}

function instalmentsAhead({ instalments, amount, monthsPerInstalment, lastMonth }: FundedPairing): OpenInstalment[] {
  const last = instalments.at(-1)
  if (last === undefined || amount === 0 || monthsPerInstalment === 0) return []
  const ahead: OpenInstalment[] = []
  let firstMonth = addMonths(last.lastMonth, 1)
  while (ahead.length < MOST_KY_AHEAD && (lastMonth === null || firstMonth <= lastMonth)) {
    ahead.push({ firstMonth, lastMonth: addMonths(firstMonth, monthsPerInstalment - 1), amount })
    firstMonth = addMonths(firstMonth, monthsPerInstalment)
  }
  return ahead
}

/** Months one kỳ covers; 0 for a single gift, which has no next. */
export function monthsPerInstalment(frequency: 'monthly' | 'quarterly' | 'halfYearly' | 'yearly' | 'once'): number {
  return { monthly: 1, quarterly: 3, halfYearly: 6, yearly: 12, once: 0 }[frequency]
}
