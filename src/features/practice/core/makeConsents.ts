import { addDays } from '../../../base/common/day.ts'
import type { ConsentPurpose } from '../../../db/tables/addressTables.ts'
import type { Course } from './addressCourse.ts'
import { makeLocalName } from './peopleNames.ts'
import { earlierOf, enteredOn, type PracticePlan } from './practicePlan.ts'
import type { Random } from './random.ts'

/** How often the paper was signed for each purpose: most offices are far from done. */
const SIGNED: readonly (readonly [ConsentPurpose, number])[] = [
  ['keep', 0.95],
  ['shareWithSponsor', 0.8],
  ['publish', 0.4],
  ['shareAbroad', 0.08],
  ['sendUpFull', 0.6],
]
const SHEET_CAME_BACK = 0.66
const WITHDRAWN = 0.03

/** What was agreed to on paper; a third of the addresses have no paper yet, and a few took their word back. */
export async function makeConsents(
  plan: PracticePlan,
  random: Random,
  { addressId, course, name, child }: { addressId: string; course: Course; name: string; child: boolean },
): Promise<void> {
  if (course.state === 'proposed' || !random.chance(SHEET_CAME_BACK)) return
  const givenOn = earlierOf(addDays(course.steps[0]?.onDay ?? course.since, random.between(3, 30)), plan.today)
  const signedBy = child ? makeLocalName(random, 'F') : name
  const purposes = SIGNED.filter(([, share]) => random.chance(share)).map(([purpose]) => purpose)
  await plan.batches.add(
    'consent',
    purposes.map((purpose) => ({
      id: plan.nextId(),
      enteredAt: enteredOn(plan, givenOn),
      address_id: addressId,
      purpose,
      given_on: givenOn,
      signed_by: signedBy,
      guardian: child ? 1 : 0,
      proof: 'Phiếu đồng ý theo thôn, bản',
      withdrawn_on: purpose === 'publish' && random.chance(WITHDRAWN) ? plan.today : null,
    })),
  )
}
