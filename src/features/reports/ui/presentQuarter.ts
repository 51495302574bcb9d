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

/** The quarter an address asks for (`?year=2026&quarter=3`), when it is one. */
export function quarterFrom(asked: URLSearchParams): Quarter | undefined {
  const [year, quarter] = [Number(asked.get('year')), Number(asked.get('quarter'))]
  if (!Number.isInteger(year) || year < 2000 || year > 2100) return undefined
  const known = ([1, 2, 3, 4] as const).find((each) => each === quarter)
  return known === undefined ? undefined : { year, quarter: known }
}

/** Whether nothing more can happen in the quarter: until then nobody is behind with it. */
export function isOver(quarter: Quarter): boolean {
  const present = presentQuarter()
  return quarter.year * 4 + quarter.quarter < present.year * 4 + present.quarter
}
