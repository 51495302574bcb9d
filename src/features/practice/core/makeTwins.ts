import type { PartialDay } from '../../../base/common/day.ts'
import type { Person } from './makeAddresses.ts'
import type { PracticePlan } from './practicePlan.ts'

/** How many of the last addresses are somebody who stands in the book already, so that joining two files can be practised. */
export const TWINS = 3

/** Written down a second time by somebody else: without marks, or with the year of birth as neighbours tell it. */
export function makeTwin(plan: PracticePlan, { person, place }: { person: Person; place: number }): Person {
  const { made, birthDay } = person
  const plainName = made.name.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D')
  const byEar = place % 2 === 0
  return {
    ...person,
    id: plan.nextId(),
    made: { ...made, name: byEar ? plainName : made.name, otherName: null },
    birthDay: byEar ? yearOf(birthDay) : String(Number(yearOf(birthDay)) + 1),
    idNumber: null,
  }
}

const yearOf = (day: PartialDay) => day.slice(0, 4)
