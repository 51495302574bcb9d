import { type Day, daysBetween } from '../../../base/common/day.ts'
import type { Currency } from '../../../base/common/money.ts'

/** A payment slip or a receipt of money that went from one unit to another. */
export interface TransferPaper {
  id: string
  from: string
  to: string
  onDay: Day
  /** Minor units. */
  amount: number
  currency: Currency
}

/**
 * - `matched`: paid and received, the same sum.
 * - `differs`: the two papers belong together, their sums do not agree.
 * - `notReceived`: paid, and no receipt tells of it (yet). `notSent`: received, and no payment tells of it.
 */
export type TransferState = 'matched' | 'differs' | 'notReceived' | 'notSent'

export interface MatchedTransfer<Paper extends TransferPaper> {
  state: TransferState
  paid: Paper | null
  received: Paper | null
  /** Received less paid, minor units. */
  difference: number
}

/** Cash is carried to a commune within weeks; a receipt may be dated a few days before the bank's slip. */
const MOST_DAYS_AFTER = 60
const MOST_DAYS_BEFORE = 5

/**
 * Puts payments and receipts side by side; every paper stands in exactly one row. `told` links a payment to the receipt that a unit
 * wrote for it by decision: that word goes before any likeness. Then the same sum nearest in days, then what is left
 * of the same two units and currency near enough in days, as sums that differ.
 */
export function matchTransfers<Paper extends TransferPaper>(
  paid: readonly Paper[],
  received: readonly Paper[],
  told: ReadonlyMap<string, string>,
): MatchedTransfer<Paper>[] {
  const open = new Map(received.map((paper) => [paper.id, paper]))
  const matches = new Map<string, Paper>()
  const take = (payment: Paper, receipt: Paper | undefined) => {
    if (receipt === undefined) return
    open.delete(receipt.id)
    matches.set(payment.id, receipt)
  }
  const ordered = [...paid].sort((one, other) => (one.onDay < other.onDay ? -1 : 1))
  for (const payment of ordered) {
    const receipt = open.get(told.get(payment.id) ?? '')
    if (receipt !== undefined && isSameWay(payment, receipt)) take(payment, receipt)
  }
  for (const isAlike of [isSameSum, () => true]) {
    for (const payment of ordered) {
      if (matches.has(payment.id)) continue
      take(
        payment,
        nearest(
          payment,
          [...open.values()].filter((receipt) => isAlike(payment, receipt)),
        ),
      )
    }
  }
  const rows = ordered.map((payment) => rowOf(payment, matches.get(payment.id) ?? null))
  return [...rows, ...[...open.values()].map((receipt) => rowOf(null, receipt))]
}

function rowOf<Paper extends TransferPaper>(paid: Paper | null, received: Paper | null): MatchedTransfer<Paper> {
  const difference = (received?.amount ?? 0) - (paid?.amount ?? 0)
  if (paid === null) return { state: 'notSent', paid, received, difference }
  if (received === null) return { state: 'notReceived', paid, received, difference }
  return { state: difference === 0 ? 'matched' : 'differs', paid, received, difference }
}

function isSameWay(one: TransferPaper, other: TransferPaper): boolean {
  return one.from === other.from && one.to === other.to && one.currency === other.currency
}

function isSameSum(one: TransferPaper, other: TransferPaper): boolean {
  return one.amount === other.amount
}

function nearest<Paper extends TransferPaper>(payment: Paper, receipts: readonly Paper[]): Paper | undefined {
  const near = receipts.flatMap((receipt) => {
    if (!isSameWay(payment, receipt)) return []
    const days = daysBetween(payment.onDay, receipt.onDay)
    return days >= -MOST_DAYS_BEFORE && days <= MOST_DAYS_AFTER ? [{ receipt, days: Math.abs(days) }] : []
  })
  return near.sort((one, other) => one.days - other.days || (one.receipt.id < other.receipt.id ? -1 : 1))[0]?.receipt
}
