import * as z from 'zod'

/**
 * "Ba đúng": help reached the right address, the right person, at the right time. A right counts as shown only by what is on
 * record; what nobody wrote down is listed as not shown.
 * - place: the round's place, a village's own list, or the place written on the entry;
 * - person: the person signed, or somebody named with the relation did; a proof is on file;
 * - time: a kỳ by the end of the month after its last one; a gift on a list by the end of the month after the round's day.
 */
export const THREE_RIGHTS = ['place', 'person', 'time'] as const
export type ThreeRight = (typeof THREE_RIGHTS)[number]

/** Deliveries that stand, and how many of them show each right. */
export const rightsScoreSchema = z.object({ deliveries: z.int(), place: z.int(), person: z.int(), time: z.int() })
export type RightsScore = z.infer<typeof rightsScoreSchema>

export const NO_RIGHTS: RightsScore = { deliveries: 0, place: 0, person: 0, time: 0 }

/** How much of the three rights is shown, in whole percent; null when nothing was delivered. */
export function rightsPercent({ deliveries, place, person, time }: RightsScore): number | null {
  return deliveries === 0 ? null : Math.floor(((place + person + time) * 100) / (3 * deliveries))
}

/** Which rights flags of 0 and 1 leave out. */
export function failingOf(flags: { placeShown: number; personShown: number; timeShown: number }): ThreeRight[] {
  const shown = { place: flags.placeShown, person: flags.personShown, time: flags.timeShown }
  return THREE_RIGHTS.filter((right) => Number(shown[right]) !== 1)
}
