import { addDays, type Day } from '../../../base/common/day.ts'
import type { RequestKind } from './requestSchemas.ts'

/** Answered within two working days (Law 91/2025/QH15 and Decree 356/2025/NĐ-CP). */
const ANSWER_WORKING_DAYS = 2
/**
 * Days to act: restricting and objecting 15, or 20 when others hold the data too; other requests lie between 10 and 20, of
 * which the shorter is kept for seeing and correcting.
 */
const ACTION_DAYS: Record<RequestKind, { alone: number; withOthers: number }> = {
  access: { alone: 10, withOthers: 10 },
  correct: { alone: 10, withOthers: 10 },
  restrict: { alone: 15, withOthers: 20 },
  object: { alone: 15, withOthers: 20 },
  erase: { alone: 20, withOthers: 20 },
}
/** Once, when the work cannot be done in time. */
const EXTENSION_DAYS = 15

export interface RequestDays {
  answerBy: Day
  doBy: Day
}

/** The days the law gives, counted from the day the request was received. Public holidays are not known here. */
export function requestDays(kind: RequestKind, receivedOn: Day, thirdParties: boolean): RequestDays {
  const { alone, withOthers } = ACTION_DAYS[kind]
  return {
    answerBy: addWorkingDays(receivedOn, ANSWER_WORKING_DAYS),
    doBy: addDays(receivedOn, thirdParties ? withOthers : alone),
  }
}

export function extendedDay(doBy: Day): Day {
  return addDays(doBy, EXTENSION_DAYS)
}

function addWorkingDays(day: Day, count: number): Day {
  let left = count
  let at = day
  while (left > 0) {
    at = addDays(at, 1)
    if (!isWeekend(at)) left -= 1
  }
  return at
}

function isWeekend(day: Day): boolean {
  const weekday = new Date(`${day}T00:00:00.000Z`).getUTCDay()
  return weekday === 0 || weekday === 6
}
