import { formatDay, type Month } from '../../../base/common/day.ts'

/** Months as papers write them: 11/2026, 06–11/2026, 11/2026–02/2027. */
export function monthRange(first: Month, last: Month): string {
  if (first === last) return formatDay(first)
  const sameYear = first.slice(0, 4) === last.slice(0, 4)
  return `${sameYear ? first.slice(5) : formatDay(first)}–${formatDay(last)}`
}
