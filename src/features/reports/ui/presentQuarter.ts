import { addMonths, type Quarter, quarterOf, quarterWindow } from '../../../base/common/day.ts'

/** The quarter this computer's calendar stands in. */
export function presentQuarter(): Quarter {
  const now = new Date()
  return quarterOf(`${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-01`)
}

/** The quarter `count` quarters later (earlier when negative). */
export function addQuarters(quarter: Quarter, count: number): Quarter {
  return quarterOf(`${addMonths(quarterWindow(quarter).from.slice(0, 7), count * 3)}-01`)
}
