import { addDays, compareDays, type Day } from '../../../base/common/day.ts'
import type { PracticeSize } from '../common/rules.ts'
import type { RecordBatches } from './recordBatches.ts'

/** What every maker of made-up records works with. */
export interface PracticePlan {
  seed: number
  /** The day on which the practice branch looks at its books. */
  today: Day
  /** Na Mèo: the unit that owns everything, and the commune everybody lives in. */
  unitId: string
  communeName: string
  size: PracticeSize
  nextId: () => string
  batches: RecordBatches
}

/** A record typed in during office hours of that day (08:00 in Viet Nam); never after today. */
export function enteredOn(plan: PracticePlan, day: Day): string {
  return `${earlierOf(day, plan.today)}T01:00:00.000Z`
}

/** `count` days before today. */
export function daysAgo(plan: PracticePlan, count: number): Day {
  return addDays(plan.today, -count)
}

export function earlierOf(first: Day, second: Day): Day {
  return compareDays(first, second) <= 0 ? first : second
}

export function laterOf(first: Day, second: Day): Day {
  return compareDays(first, second) >= 0 ? first : second
}
