import { addMonths, type Day, lastDayOfMonth, type Month, monthOf, monthsBetween } from '../../../base/common/day.ts'

export type Frequency = 'monthly' | 'quarterly' | 'halfYearly' | 'yearly' | 'once'

export const PERIOD_MONTHS = { monthly: 1, quarterly: 3, halfYearly: 6, yearly: 12 } as const

export interface PlanTerms {
  frequency: Frequency
  firstMonth: Month
  /** Inclusive; null = open-ended. */
  lastMonth: Month | null
  /** Of one whole kỳ, in minor units. */
  amount: number
  today: Day
  /** What the old register says of the kỳ that were over before this month; absent or `owed` = still to be given. */
  past?: 'delivered' | 'unknown' | 'owed' | null
  /** Open-ended only: kỳ that begin up to this month are planned; `openHorizon` unless told. */
  horizon?: Month
}

/** One kỳ hỗ trợ; months inclusive, amount in minor units. */
export interface PlannedInstalment {
  firstMonth: Month
  lastMonth: Month
  /** Last day of the kỳ: nobody can be late before the months are over. */
  dueOn: Day
  amount: number
  past: 'delivered' | 'unknown' | null
}

/**
 * The kỳ of a pairing in order, without gap or overlap; together they are exactly `committedAmount`. An open-ended pairing
 * is planned in whole kỳ to the end of this year (of its first year when that is still to come) and extended later. A last
 * kỳ cut short by the agreed end is given by the month: 900.000 a quarter is 300.000 for one month.
 */
export function planInstalments(terms: PlanTerms): PlannedInstalment[] {
  if (terms.frequency === 'once') return [instalment(terms, terms.firstMonth, terms.lastMonth ?? terms.firstMonth)]
  const period = PERIOD_MONTHS[terms.frequency]
  const horizon = terms.lastMonth ?? terms.horizon ?? openHorizon(terms)
  const planned: PlannedInstalment[] = []
  for (let first = terms.firstMonth; first <= horizon; first = addMonths(first, period)) {
    const whole = addMonths(first, period - 1)
    const last = terms.lastMonth !== null && whole > terms.lastMonth ? terms.lastMonth : whole
    planned.push(instalment(terms, first, last))
  }
  return planned
}

/** What a pairing with an agreed end promises in all, in minor units; null while it is open-ended. */
export function committedAmount(
  terms: Pick<PlanTerms, 'frequency' | 'firstMonth' | 'lastMonth' | 'amount'>,
): number | null {
  if (terms.frequency === 'once') return terms.amount
  if (terms.lastMonth === null) return null
  const months = monthsBetween(terms.firstMonth, terms.lastMonth) + 1
  const period = PERIOD_MONTHS[terms.frequency]
  return terms.amount * Math.floor(months / period) + shareOf(terms.amount, months % period, period)
}

/** Up to which month open-ended pairings are planned. */
export function openHorizon({ firstMonth, today }: { firstMonth: Month; today: Day }): Month {
  const from = firstMonth > monthOf(today) ? firstMonth : monthOf(today)
  return `${from.slice(0, 4)}-12`
}

function instalment(terms: PlanTerms, firstMonth: Month, lastMonth: Month): PlannedInstalment {
  const { frequency, amount, past, today } = terms
  const period = frequency === 'once' ? undefined : PERIOD_MONTHS[frequency]
  const months = monthsBetween(firstMonth, lastMonth) + 1
  const takenOver = past === 'delivered' || past === 'unknown'
  return {
    firstMonth,
    lastMonth,
    dueOn: lastDayOfMonth(lastMonth),
    amount: period === undefined ? amount : shareOf(amount, months, period),
    past: takenOver && lastMonth < monthOf(today) ? past : null,
  }
}

/** The part of a kỳ's amount for `months` of its `period`, to the nearest đồng or cent. */
function shareOf(amount: number, months: number, period: number): number {
  return months === period ? amount : Math.round((amount * months) / period)
}
