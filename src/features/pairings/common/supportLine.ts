import { addMonths, type Day, type Month, monthOf } from '../../../base/common/day.ts'
import type { PairingState } from './pairingSchemas.ts'
import { lastMonthOf } from './rules.ts'

/** What one sponsor promises an address, as shares and the line of support see it. */
export interface SupportPeriod {
  pairingId: string
  state: PairingState
  firstMonth: Month
  lastMonth: Month | null
  endedOn: Day | null
  /** Dong per month; 0 for single gifts and other currencies. */
  monthly: number
}

/** Months in which somebody helped without a break; `to` is null while it goes on without an agreed end. */
export interface SupportStretch {
  from: Month
  to: Month | null
  pairingIds: string[]
}

/**
 * The line of support of an address: periods of one sponsor after another join where the next begins no later than the month
 * after the last, so that a replacement leaves no seam. Intended pairings are not help yet.
 */
export function supportLine(periods: readonly SupportPeriod[]): SupportStretch[] {
  const helping = periods
    .filter(({ state }) => state !== 'intended')
    .map((period) => ({ ...period, to: lastMonthOf(period) }))
    .filter(({ firstMonth, to }) => to === null || to >= firstMonth)
    .sort((first, second) => (first.firstMonth < second.firstMonth ? -1 : 1))
  const stretches: SupportStretch[] = []
  for (const { pairingId, firstMonth, to } of helping) {
    const last = stretches.at(-1)
    const joins = last !== undefined && (last.to === null || firstMonth <= addMonths(last.to, 1))
    if (!joins) {
      stretches.push({ from: firstMonth, to, pairingIds: [pairingId] })
      continue
    }
    last.pairingIds.push(pairingId)
    if (last.to !== null) last.to = to === null || to > last.to ? to : last.to
  }
  return stretches
}

/** Since when help has come without a break up to this month; null when nobody helps now. */
export function unbrokenSince(periods: readonly SupportPeriod[], today: Day): Month | null {
  const month = monthOf(today)
  const present = supportLine(periods).find(({ from, to }) => from <= month && (to === null || to >= month))
  return present?.from ?? null
}

/** Dong per month that all these sponsors give together in a month; suspended ones have not withdrawn. */
export function monthlySupportIn(periods: readonly SupportPeriod[], month: Month): number {
  return periods
    .filter((period) => {
      const to = lastMonthOf(period)
      const engaged = period.state === 'active' || period.state === 'suspended'
      return engaged && period.firstMonth <= month && (to === null || to >= month)
    })
    .reduce((sum, { monthly }) => sum + monthly, 0)
}

/**
 * The most dong per month that these sponsors and one more would give together in any month of the new period. Sums change
 * only where a period begins, so those months are enough.
 */
export function mostTogether(present: readonly SupportPeriod[], added: SupportPeriod): number {
  const all = [...present, { ...added, state: 'active' as const }]
  const end = added.lastMonth
  const months = all
    .map(({ firstMonth }) => firstMonth)
    .filter((month) => month >= added.firstMonth && (end === null || month <= end))
  return Math.max(0, ...months.map((month) => monthlySupportIn(all, month)))
}

/** A share of the need in hundredths of a percent, so that shares of several sponsors are compared without rounding. */
export function shareOfNeed(monthly: number, need: number | null): number | null {
  return need === null || need === 0 ? null : Math.round((monthly * 10_000) / need)
}
