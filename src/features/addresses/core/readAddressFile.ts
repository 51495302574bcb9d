import type { Day } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import { checkIdentityAgainst, readIdentityNumber } from '../../../base/common/identityNumber.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { AddressTable, PersonTable } from '../../../db/tables/addressTables.ts'
import type { AddressFields, AddressFile } from '../common/addressSchemas.ts'
import { missingFields } from '../common/rules.ts'
import { fileVersion } from './addressFileRepo.ts'
import { listMembers } from './householdRepo.ts'
import { NO_SUPPORT, readSupport } from './supportRepo.ts'

/** The whole file of one address, as the record page shows it. */
export async function readAddressFile(
  db: ReadDb,
  { id, unitId, today }: { id: string; unitId: string; today: Day },
): Promise<AddressFile> {
  const address = await db.selectFrom('address').selectAll().where('id', '=', id).executeTakeFirst()
  if (address === undefined) refuse('addresses.notFound')
  const person =
    address.person_id === null
      ? undefined
      : await db.selectFrom('person').selectAll().where('id', '=', address.person_id).executeTakeFirst()
  const categories = await db.selectFrom('address_category').select('category').where('address_id', '=', id).execute()
  const place = await readPlace(db, { villageId: address.village_id, communeId: address.commune_id })
  const household = await listMembers(db, { householdId: address.household_id, exceptPersonId: address.person_id })
  const fields = {
    kind: address.kind,
    name: address.display_name,
    ...personFields(person),
    villageId: address.village_id,
    addressLine: address.address_line,
    formerAddress: address.former_address,
    point: pointOf(address),
    responsible: address.responsible,
    mainCategory: address.main_category,
    otherCategories: categories.map((row) => row.category),
    situation: address.situation,
    needs: address.needs,
    wish: address.wish,
    monthlyNeed: address.monthly_need,
    needFrom: address.need_from,
    needMonths: address.need_months,
    nextVisitOn: address.next_visit_on,
    note: address.note,
  }
  return {
    id,
    version: fileVersion(address.version, person?.version ?? null),
    ownUnit: address.owner_unit === unitId,
    state: address.state,
    stateSince: address.state_since,
    deleted: address.deleted_at !== null,
    mergedInto: address.merged_into,
    communeId: address.commune_id,
    ...place,
    fields,
    endReason: address.end_reason,
    restrictedOn: address.restricted_on,
    anonymisedOn: address.anonymised_on,
    steps: await readSteps(db, id),
    members: household,
    isHead: !household.some(({ head }) => head),
    ...((await readSupport(db, { addressIds: [id], today })).get(id) ?? NO_SUPPORT),
    missing: missingFields(fields),
    warnings: identityWarnings(fields),
  }
}

function pointOf({ latitude, longitude }: Pick<AddressTable, 'latitude' | 'longitude'>): AddressFields['point'] {
  return latitude === null || longitude === null ? null : { latitude, longitude }
}

function personFields(person: PersonTable | undefined) {
  return {
    otherName: person?.other_name ?? null,
    sex: person?.sex ?? null,
    birthDay: person?.birth_day ?? null,
    ethnicity: person?.ethnicity ?? null,
    idNumber: person?.id_number ?? null,
    formerIdNumber: person?.former_id_number ?? null,
    phone: person?.phone ?? null,
    guardianName: person?.guardian_name ?? null,
    guardianPhone: person?.guardian_phone ?? null,
    guardianRelation: person?.guardian_relation ?? null,
  }
}

async function readPlace(db: ReadDb, { villageId, communeId }: { villageId: string | null; communeId: string }) {
  const commune = await db
    .selectFrom('unit_name')
    .select('name')
    .where('unit_id', '=', communeId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  const village =
    villageId === null
      ? undefined
      : await db.selectFrom('village').select('name').where('id', '=', villageId).executeTakeFirst()
  return { communeName: commune?.name ?? '', villageName: village?.name ?? null }
}

async function readSteps(db: ReadDb, addressId: string): Promise<AddressFile['steps']> {
  const rows = await db
    .selectFrom('address_step')
    .leftJoin('decision', 'decision.id', 'address_step.decision_id')
    .select([
      'address_step.id',
      'address_step.state',
      'address_step.on_day as onDay',
      'address_step.by_name as byName',
      'address_step.reason',
      'address_step.end_reason as endReason',
      'decision.title',
      'decision.number',
      'decision.on_day as paperDay',
    ])
    .where('address_step.address_id', 'in', withMerged('address', addressId))
    .where('address_step.deleted_at', 'is', null)
    // In the order they were taken: a paper of last week may approve what was typed today.
    .orderBy('address_step.id', 'desc')
    .execute()
  return rows.map(({ title, number, paperDay, ...step }) => ({
    ...step,
    decision: title === null ? null : { title, number, onDay: paperDay },
  }))
}

function identityWarnings({ idNumber, sex, birthDay }: Pick<AddressFields, 'idNumber' | 'sex' | 'birthDay'>): string[] {
  if (idNumber === null) return []
  const identity = readIdentityNumber(idNumber)
  const known = {
    ...(sex === null ? {} : { sex: sex === 'F' ? ('female' as const) : ('male' as const) }),
    ...(birthDay === null ? {} : { birthDay }),
  }
  return [...identity.warnings, ...checkIdentityAgainst(identity.number, known)]
}
