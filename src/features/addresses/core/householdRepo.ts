import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import { normaliseName } from '../../../base/common/personName.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'
import { insertRecord, setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressFile } from '../common/addressSchemas.ts'

export interface NewMember {
  name: string
  sex: 'M' | 'F' | null
  birthDay: string | null
  relation: string | null
}

const MEMBERS = prepareQuery(
  (db, { householdId, exceptPersonId }: Places<{ householdId: string; exceptPersonId: string }>) =>
    db
      .selectFrom('person')
      .leftJoin('household', 'household.id', 'person.household_id')
      .select(['person.id as personId', 'person.full_name as name', 'person.sex', 'person.birth_day as birthDay'])
      .select(['person.relation_to_head as relation', 'household.head_person_id as headId'])
      .where('person.household_id', '=', householdId)
      .where('person.id', '!=', exceptPersonId)
      .where('person.deleted_at', 'is', null)
      .where('person.merged_into', 'is', null)
      .orderBy('person.id'),
)

/** The people of a household without the one whose address it is, as they were written in. */
export async function listMembers(
  db: ReadDb,
  { householdId, exceptPersonId }: { householdId: string | null; exceptPersonId: string | null },
): Promise<AddressFile['members']> {
  if (householdId === null) return []
  const rows = await MEMBERS.all(db, { householdId, exceptPersonId: exceptPersonId ?? '' })
  return rows.map(({ headId, ...row }) => ({ ...row, head: row.personId === headId }))
}

/** Makes a person of a household its head. @throws `addresses.notFound`, `addresses.noHousehold` */
export async function setHead(db: WriteDb, context: WriteContext, personId: string): Promise<void> {
  const person = await db
    .selectFrom('person')
    .leftJoin('household', 'household.id', 'person.household_id')
    .select(['household.id', 'household.version'])
    .where('person.id', '=', personId)
    .where('person.deleted_at', 'is', null)
    .executeTakeFirst()
  if (person === undefined) refuse('addresses.notFound')
  const { id, version } = person
  if (id === null || version === null) refuse('addresses.noHousehold')
  await updateRecord(db, context, { table: 'household', id, version, changes: { head_person_id: personId } })
}

/** Writes someone into the household of an address; the first one begins it. @throws `addresses.noHousehold` for a collective */
export async function addMember(
  db: WriteDb,
  context: WriteContext,
  { addressId, member }: { addressId: string; member: NewMember },
): Promise<string> {
  const householdId = await householdOf(db, context, addressId)
  const name = normaliseName(member.name)
  return insertRecord(db, context, {
    table: 'person',
    values: {
      full_name: name,
      other_name: null,
      sex: member.sex,
      birth_day: member.birthDay,
      ethnicity: null,
      id_kind: null,
      id_number: null,
      phone: null,
      guardian_name: null,
      guardian_phone: null,
      guardian_relation: null,
      household_id: householdId,
      relation_to_head: member.relation,
      merged_into: null,
      search: foldForSearch(name),
      sort_key: nameSortKey(name),
    },
  })
}

/** Takes a member out, or shows them again. @throws `addresses.notFound` for anyone who is an address of their own */
export async function setMemberDeleted(
  db: WriteDb,
  context: WriteContext,
  { personId, deleted }: { personId: string; deleted: boolean },
): Promise<void> {
  const own = await db.selectFrom('address').select('id').where('person_id', '=', personId).executeTakeFirst()
  if (own !== undefined) refuse('addresses.notFound')
  await setDeleted(db, context, { table: 'person', id: personId, deleted })
}

async function householdOf(db: WriteDb, context: WriteContext, addressId: string): Promise<string> {
  const address = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select([
      'address.version',
      'address.household_id',
      'address.village_id',
      'person.id as personId',
      'person.version as personVersion',
    ])
    .where('address.id', '=', addressId)
    .where('address.deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('addresses.notFound')
  if (address.household_id !== null) return address.household_id
  const { personId, personVersion } = address
  if (personId === null || personVersion === null) refuse('addresses.noHousehold')
  const householdId = await insertRecord(db, context, {
    table: 'household',
    values: { village_id: address.village_id, head_person_id: personId, note: null },
  })
  const changes = { household_id: householdId }
  await updateRecord(db, context, { table: 'address', id: addressId, version: address.version, changes })
  await updateRecord(db, context, { table: 'person', id: personId, version: personVersion, changes })
  return householdId
}
