import type { Day } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import { checkIdentityAgainst, readIdentityNumber } from '../../../base/common/identityNumber.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'
import type { AddressTable } from '../../../db/tables/addressTables.ts'
import type { AddressFields, AddressFile } from '../common/addressSchemas.ts'
import { missingFields } from '../common/rules.ts'
import { fileVersion } from './addressFileRepo.ts'
import { listMembers } from './householdRepo.ts'
import { NO_SUPPORT, readSupport } from './supportRepo.ts'

/** The address, the person behind it and where they live. */
const ADDRESS = prepareQuery((db, { id }: Places<{ id: string }>) =>
  db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .selectAll('address')
    .select(['person.version as personVersion', 'village.name as villageName', 'unit_name.name as communeName'])
    .select([
      'person.other_name as otherName',
      'person.sex',
      'person.birth_day as birthDay',
      'person.ethnicity',
      'person.id_number as idNumber',
      'person.former_id_number as formerIdNumber',
      'person.phone',
      'person.guardian_name as guardianName',
      'person.guardian_phone as guardianPhone',
      'person.guardian_relation as guardianRelation',
    ])
    .where('address.id', '=', id),
)

const CATEGORIES = prepareQuery((db, { id }: Places<{ id: string }>) =>
  db.selectFrom('address_category').select('category').where('address_id', '=', id),
)

const STEPS = prepareQuery((db, { id }: Places<{ id: string }>) =>
  db
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
    .where('address_step.address_id', 'in', withMerged('address', id))
    .where('address_step.deleted_at', 'is', null)
    // In the order they were taken: a paper of last week may approve what was typed today.
    .orderBy('address_step.id', 'desc'),
)

/** The whole file of one address, as the record page shows it. */
export async function readAddressFile(
  db: ReadDb,
  { id, unitId, today }: { id: string; unitId: string; today: Day },
): Promise<AddressFile> {
  const address = await ADDRESS.first(db, { id })
  if (address === undefined) refuse('addresses.notFound')
  const categories = await CATEGORIES.all(db, { id })
  const household = await listMembers(db, { householdId: address.household_id, exceptPersonId: address.person_id })
  const fields = {
    kind: address.kind,
    name: address.display_name,
    ...personFields(address),
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
    version: fileVersion(address.version, address.personVersion),
    ownUnit: address.owner_unit === unitId,
    state: address.state,
    stateSince: address.state_since,
    deleted: address.deleted_at !== null,
    mergedInto: address.merged_into,
    communeId: address.commune_id,
    communeName: address.communeName ?? '',
    villageName: address.villageName,
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

type PersonFields = Pick<
  AddressFields,
  | 'otherName'
  | 'sex'
  | 'birthDay'
  | 'ethnicity'
  | 'idNumber'
  | 'formerIdNumber'
  | 'phone'
  | 'guardianName'
  | 'guardianPhone'
  | 'guardianRelation'
>

/** Of the person behind an address; a collective has nobody. */
function personFields(person: PersonFields): PersonFields {
  return {
    otherName: person.otherName,
    sex: person.sex,
    birthDay: person.birthDay,
    ethnicity: person.ethnicity,
    idNumber: person.idNumber,
    formerIdNumber: person.formerIdNumber,
    phone: person.phone,
    guardianName: person.guardianName,
    guardianPhone: person.guardianPhone,
    guardianRelation: person.guardianRelation,
  }
}

async function readSteps(db: ReadDb, addressId: string): Promise<AddressFile['steps']> {
  const rows = await STEPS.all(db, { id: addressId })
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
