import { addDays, type Day } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'

/** No office keeps these books further back; an earlier day is a slip of the keyboard. */
const FIRST_DAY = '2000-01-01'
/** A round, or the day an advance is due, may be planned this far ahead. */
const DAYS_AHEAD = 366

/** Money that changed hands did so by today. @throws `ledger.dayTooEarly`, `ledger.dayAhead` */
export function refuseWrongDay(onDay: Day, today: Day): void {
  if (onDay < FIRST_DAY) refuse('ledger.dayTooEarly')
  if (onDay > today) refuse('ledger.dayAhead')
}

/** @throws `ledger.dayTooEarly`, `ledger.dayTooFarAhead` */
export function refuseWrongPlannedDay(onDay: Day, today: Day): void {
  if (onDay < FIRST_DAY) refuse('ledger.dayTooEarly')
  if (onDay > addDays(today, DAYS_AHEAD)) refuse('ledger.dayTooFarAhead')
}
