import { type Day, type Month, monthOf } from '../../../base/common/day.ts'

const VIET_NAM_OFFSET_MS = 7 * 60 * 60 * 1000

/** Today in Viet Nam and Laos (UTC+7): a first value for a day field. */
export function officeDay(): Day {
  return new Date(Date.now() + VIET_NAM_OFFSET_MS).toISOString().slice(0, 10)
}

export function officeMonth(): Month {
  return monthOf(officeDay())
}
