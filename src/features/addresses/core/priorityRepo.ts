import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { type Priority, type PriorityWeights, priorityWeightsSchema } from '../common/fileSchemas.ts'
import { priorityOf, STARTING_WEIGHTS } from '../common/priorityRules.ts'
import { listCertificates } from './certificateRepo.ts'
import { NO_SUPPORT, readSupport } from './supportRepo.ts'
import { listSurveys } from './surveyRepo.ts'

const SETTING = 'priorityWeights'
/** Everyone else's people is an ethnic minority (54 groups of Viet Nam). */
const MAJORITY = /^(kinh|việt)$/iu

export async function readWeights(db: ReadDb): Promise<PriorityWeights> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SETTING).executeTakeFirst()
  return row === undefined ? STARTING_WEIGHTS : priorityWeightsSchema.parse(JSON.parse(row.value))
}

export async function writeWeights(db: WriteDb, weights: PriorityWeights): Promise<void> {
  const value = JSON.stringify(weights)
  await db
    .insertInto('setting')
    .values({ name: SETTING, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** The score of one address with its reasons, from its newest survey and its valid certificates. */
export async function readPriority(
  db: ReadDb,
  { addressId, today }: { addressId: string; today: string },
): Promise<Priority> {
  const address = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select(['address.main_category', 'person.ethnicity'])
    .where('address.id', '=', addressId)
    .executeTakeFirst()
  if (address === undefined) refuse('addresses.notFound')
  const others = await db
    .selectFrom('address_category')
    .select('category')
    .where('address_id', '=', addressId)
    .execute()
  const [survey] = await listSurveys(db, addressId)
  const certificates = await listCertificates(db, { addressId, today })
  const support = (await readSupport(db, { addressIds: [addressId], today })).get(addressId) ?? NO_SUPPORT
  return priorityOf(
    {
      categories: [address.main_category, ...others.map(({ category }) => category)],
      disabilityLevels: certificates.flatMap(({ level, expired }) => (level === null || expired ? [] : [level])),
      floor: survey?.floor ?? null,
      frame: survey?.frame ?? null,
      roof: survey?.roof ?? null,
      incomeMonthly: survey?.incomeMonthly ?? null,
      unableToWork: survey?.unableToWork ?? false,
      dependants: survey?.dependants ?? null,
      noStateSupport: survey?.stateSupportMonthly === 0,
      ethnicMinority: address.ethnicity !== null && !MAJORITY.test(address.ethnicity),
      sponsored: support.donors.length > 0,
    },
    await readWeights(db),
  )
}
