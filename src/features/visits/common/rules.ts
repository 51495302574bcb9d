import { addDays, addMonths, type Day, lastDayOfMonth, monthOf } from '../../../base/common/day.ts'
import type { VisitIntervals } from './visitSchemas.ts'

/** How far ahead the list of due visits looks unless told, in days. */
const HORIZON_DAYS = 30

/** What an office starts with; nothing prescribes it, so each edits its own. */
export const STARTING_INTERVALS: VisitIntervals = {
  months: 6,
  byCategory: { elderlyAlone: 3, seriousIllness: 3, orphan: 3, childDisability: 3 },
}

/** The day the next visit is due: the same day some months later, or the last day of a shorter month. */
export function nextVisitOn(madeOn: Day, category: string, intervals: VisitIntervals): Day {
  const month = addMonths(monthOf(madeOn), intervals.byCategory[category] ?? intervals.months)
  const same = `${month}-${madeOn.slice(8)}`
  const last = lastDayOfMonth(month)
  return same > last ? last : same
}

export function dueHorizon(today: Day): Day {
  return addDays(today, HORIZON_DAYS)
}
