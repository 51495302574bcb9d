import { addDays, ageOn, type Day, type PartialDay } from '../../../base/common/day.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import type { AddressTable } from '../../../db/tables/addressTables.ts'
import { type Course, planCourse } from './addressCourse.ts'
import { makeConsents } from './makeConsents.ts'
import type { Paper } from './makePapers.ts'
import { makePoint } from './makePoint.ts'
import { makeTwin } from './makeTwins.ts'
import type { Village } from './makeVillages.ts'
import { type MadeUpName, makeLocalName, makeName, type Sex } from './peopleNames.ts'
import { HARDSHIPS, type Hardship, makeBirthDay, makeIdentityNumber, makePhone } from './personFacts.ts'
import type { PlannedPairing } from './planPairings.ts'
import { enteredOn, type PracticePlan } from './practicePlan.ts'
import { type Random, randomOf } from './random.ts'

export interface Address {
  id: string
  name: string
  village: Village
  state: AddressTable['state']
  /** Day of the paper that approved it; help may follow. */
  approvedOn: Day | null
  hardship: Hardship
  /** Of a collective address nobody. */
  person: Person | null
}

export interface Surroundings {
  villages: readonly Village[]
  papers: readonly Paper[]
  pairingsOf: (addressIndex: number) => readonly PlannedPairing[]
  /** The address whose person this one is, written down a second time. */
  twinOf?: { person: Person; village: Village; hardship: Hardship; place: number } | undefined
}

export interface Person {
  id: string
  made: MadeUpName
  sex: Sex
  birthDay: PartialDay
  idNumber: string | null
  child: boolean
}

const KINDS = [
  ['person', 93],
  ['household', 5],
  ['collective', 2],
] as const

/** One address with its person, household, categories, steps and consents. */
export async function makeAddress(plan: PracticePlan, index: number, around: Surroundings): Promise<Address> {
  const random = randomOf(plan.seed, 'address', index)
  const { twinOf } = around
  const hardship = twinOf?.hardship ?? random.weighted(HARDSHIPS.map((one) => [one, one.weight] as const))
  const village = twinOf?.village ?? random.pick(around.villages)
  const course = planCourse(plan, random, { pairings: around.pairingsOf(index), papers: around.papers })
  const kind = twinOf === undefined ? random.weighted(KINDS) : 'person'
  const person = twinOf === undefined ? makePersonOf(plan, random, { kind, hardship }) : makeTwin(plan, twinOf)
  const id = plan.nextId()
  const name = person === null ? collectiveName(random) : person.made.name
  const householdId = kind === 'household' ? plan.nextId() : null
  await writePeople(plan, random, { person, householdId, village, course })
  const drawn = random.chance(0.22) ? random.pick(HARDSHIPS).category : null
  const otherCategory = drawn === hardship.category ? null : drawn
  await plan.batches.add('address', [
    {
      id,
      enteredAt: enteredOn(plan, firstDay(course)),
      kind,
      person_id: person?.id ?? null,
      household_id: householdId,
      display_name: name,
      village_id: village.id,
      commune_id: plan.unitId,
      search: foldForSearch(
        [name, person?.made.otherName, person?.idNumber, village.name, plan.communeName].filter(Boolean).join(' '),
      ),
      sort_key: nameSortKey(name),
      main_category: hardship.category,
      other_categories: otherCategory === null ? null : JSON.stringify([otherCategory]),
      state: course.state,
      state_since: course.since,
      ...addressFacts(plan, random, hardship),
      ...makePoint(randomOf(plan.seed, 'point', index), village),
      decision_id: course.steps.find((step) => step.paper !== null)?.paper?.id ?? null,
      import_id: null,
      merged_into: null,
    },
  ])
  if (otherCategory !== null) {
    await plan.batches.addPlain('address_category', [{ address_id: id, category: otherCategory }])
  }
  await writeSteps(plan, random, { addressId: id, course })
  await makeConsents(plan, random, { addressId: id, course, name, child: person?.child ?? true })
  const approvedOn = course.steps.find((step) => step.state === 'approved')?.onDay ?? null
  return { id, name, village, state: course.state, approvedOn, hardship, person }
}

function makePersonOf(
  plan: PracticePlan,
  random: Random,
  { kind, hardship }: { kind: AddressTable['kind']; hardship: Hardship },
): Person | null {
  if (kind === 'collective') return null
  const sex = random.chance(0.54) ? 'F' : 'M'
  const birthDay = makeBirthDay(random, { ages: hardship.ages, today: plan.today })
  const age = ageOn(birthDay, plan.today)
  return {
    id: plan.nextId(),
    made: makeName(random, sex),
    sex,
    birthDay,
    idNumber: random.chance(age < 14 ? 0.3 : 0.72) ? makeIdentityNumber(random, { sex, birthDay }) : null,
    child: age < 18,
  }
}

function collectiveName(random: Random): string {
  const level = random.between(1, 5)
  return random.pick([
    `Lớp ${level}${random.pick(['A', 'B'])}, Trường Tiểu học Na Mèo`,
    'Bếp ăn bán trú, Trường THCS Na Mèo',
    'Điểm trường mầm non bản Ché Lầu',
    'Nhóm trẻ bán trú bản Sa Ná',
  ])
}

interface People {
  person: Person | null
  householdId: string | null
  village: Village
  course: Course
}

async function writePeople(plan: PracticePlan, random: Random, { person, householdId, village, course }: People) {
  if (person === null) return
  const enteredAt = enteredOn(plan, firstDay(course))
  if (householdId !== null) {
    const household = { village_id: village.id, head_person_id: person.id, note: null }
    await plan.batches.add('household', [{ id: householdId, enteredAt, ...household }])
  }
  const guarded = person.child
  await plan.batches.add('person', [
    {
      id: person.id,
      enteredAt,
      full_name: person.made.name,
      other_name: person.made.otherName,
      sex: person.sex,
      birth_day: person.birthDay,
      ethnicity: person.made.ethnicity,
      id_kind: person.idNumber === null ? null : 'cccd',
      id_number: person.idNumber,
      phone: !guarded && random.chance(0.45) ? makePhone(random) : null,
      guardian_name: guarded ? makeLocalName(random, random.chance(0.6) ? 'F' : 'M') : null,
      guardian_phone: guarded && random.chance(0.6) ? makePhone(random) : null,
      guardian_relation: guarded ? random.pick(['Ông, bà', 'Mẹ', 'Bố', 'Bác ruột', 'Cô ruột']) : null,
      household_id: householdId,
      relation_to_head: householdId === null ? null : 'head',
      merged_into: null,
      search: foldForSearch(person.made.name),
      sort_key: nameSortKey(person.made.name),
    },
  ])
}

function addressFacts(plan: PracticePlan, random: Random, hardship: Hardship) {
  const described = random.chance(0.8)
  return {
    address_line: random.chance(0.15) ? `Nhà số ${random.between(1, 120)}` : null,
    former_address: random.chance(0.3) ? 'xã Na Mèo, huyện Quan Sơn, tỉnh Thanh Hóa' : null,
    situation: described ? random.pick(hardship.situations) : null,
    needs: described ? random.pick(hardship.needs) : null,
    wish: random.chance(0.3)
      ? random.pick(['Được đi học đến nơi đến chốn', 'Có ngôi nhà không dột', 'Chữa khỏi bệnh'])
      : null,
    monthly_need: random.chance(0.75) ? random.pick([300_000, 400_000, 500_000, 700_000, 1_000_000]) : null,
    next_visit_on: random.chance(0.35) ? addDays(plan.today, random.between(-40, 90)) : null,
    note: null,
  }
}

async function writeSteps(
  plan: PracticePlan,
  random: Random,
  { addressId, course }: { addressId: string; course: Course },
): Promise<void> {
  const surveyor = makeLocalName(random, 'F')
  await plan.batches.add(
    'address_step',
    course.steps.map((step) => ({
      id: plan.nextId(),
      enteredAt: enteredOn(plan, step.onDay),
      address_id: addressId,
      state: step.state,
      on_day: step.onDay,
      by_name: step.paper?.signer ?? (step.state === 'surveyed' ? surveyor : null),
      reason: step.reason,
      decision_id: step.paper?.id ?? null,
    })),
  )
}

function firstDay(course: Course): Day {
  return course.steps[0]?.onDay ?? course.since
}
