import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch, normaliseText } from '../../../base/common/foldForSearch.ts'
import { readIdentityNumber } from '../../../base/common/identityNumber.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import { normaliseName } from '../../../base/common/personName.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressTable, PersonTable } from '../../../db/tables/addressTables.ts'
import type { AddressFields } from '../common/addressSchemas.ts'

/** Writes a new address with its person, categories and first step; returns its id. */
export async function insertAddress(
  db: WriteDb,
  context: WriteContext,
  { fields, onDay, importId = null }: { fields: AddressFields; onDay: string; importId?: string | null },
): Promise<string> {
  const place = await placeOrRefuse(db, fields)
  const personId =
    fields.kind === 'collective'
      ? null
      : await insertRecord(db, context, { table: 'person', values: personValues(fields) })
  const id = await insertRecord(db, context, {
    table: 'address',
    values: {
      ...addressValues(fields, place),
      person_id: personId,
      household_id: null,
      state: 'proposed',
      state_since: onDay,
      decision_id: null,
      import_id: importId,
      merged_into: null,
    },
  })
  await writeCategories(db, id, fields)
  await insertRecord(db, context, {
    table: 'address_step',
    values: { address_id: id, state: 'proposed', on_day: onDay, by_name: null, reason: null, decision_id: null },
  })
  return id
}

/** Saves the form of an existing address; the person behind it changes in the same transaction. */
export async function saveAddress(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields }: { id: string; version: number; fields: AddressFields },
): Promise<void> {
  const place = await placeOrRefuse(db, fields)
  const current = await db.selectFrom('address').select('person_id').where('id', '=', id).executeTakeFirst()
  if (current === undefined) refuse('addresses.notFound')
  await updateRecord(db, context, { table: 'address', id, version, changes: addressValues(fields, place) })
  if (current.person_id !== null) await savePerson(db, context, { id: current.person_id, fields })
  await writeCategories(db, id, fields)
}

async function savePerson(
  db: WriteDb,
  context: WriteContext,
  { id, fields }: { id: string; fields: AddressFields },
): Promise<void> {
  const { version } = await db.selectFrom('person').select('version').where('id', '=', id).executeTakeFirstOrThrow()
  const {
    household_id: _household,
    relation_to_head: _relation,
    merged_into: _alias,
    ...changes
  } = personValues(fields)
  await updateRecord(db, context, { table: 'person', id, version, changes })
}

async function writeCategories(db: WriteDb, addressId: string, fields: AddressFields): Promise<void> {
  await db.deleteFrom('address_category').where('address_id', '=', addressId).execute()
  const categories = [...new Set(fields.otherCategories)].filter((category) => category !== fields.mainCategory)
  if (categories.length === 0) return
  const rows = categories.map((category) => ({ address_id: addressId, category }))
  await db.insertInto('address_category').values(rows).execute()
}

interface Place {
  communeId: string
  /** Folded with the name, so that a village or commune finds its people. */
  words: string[]
}

async function placeOrRefuse(db: ReadDb | WriteDb, fields: AddressFields): Promise<Place> {
  const category = await db
    .selectFrom('vocabulary')
    .select('code')
    .where('kind', '=', 'category')
    .where('code', '=', fields.mainCategory)
    .executeTakeFirst()
  if (category === undefined) refuse('addresses.unknownCategory', { category: fields.mainCategory })
  const village = await db
    .selectFrom('village')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'village.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select(['village.commune_id', 'village.name', 'unit_name.name as communeName'])
    .where('village.id', '=', fields.villageId)
    .executeTakeFirst()
  if (village === undefined) refuse('addresses.unknownVillage')
  return { communeId: village.commune_id, words: [village.name, village.communeName ?? ''] }
}

function addressValues(fields: AddressFields, place: Place) {
  const name = normaliseName(fields.name)
  return {
    kind: fields.kind,
    display_name: name,
    village_id: fields.villageId,
    commune_id: place.communeId,
    address_line: textOrNull(fields.addressLine),
    former_address: textOrNull(fields.formerAddress),
    main_category: fields.mainCategory,
    situation: fields.situation,
    needs: fields.needs,
    wish: fields.wish,
    monthly_need: fields.monthlyNeed,
    next_visit_on: fields.nextVisitOn,
    note: fields.note,
    search: foldForSearch([name, fields.otherName, fields.idNumber, ...place.words].filter(Boolean).join(' ')),
    sort_key: nameSortKey(name),
  } satisfies Partial<AddressTable>
}

function personValues(fields: AddressFields) {
  const name = normaliseName(fields.name)
  const identity = fields.idNumber === null ? undefined : readIdentityNumber(fields.idNumber)
  return {
    full_name: name,
    other_name: textOrNull(fields.otherName),
    sex: fields.sex,
    birth_day: fields.birthDay,
    ethnicity: textOrNull(fields.ethnicity),
    id_kind: identity?.kind ?? null,
    id_number: identity?.number ?? null,
    phone: textOrNull(fields.phone),
    guardian_name: textOrNull(fields.guardianName),
    guardian_phone: textOrNull(fields.guardianPhone),
    guardian_relation: textOrNull(fields.guardianRelation),
    household_id: null,
    relation_to_head: null,
    merged_into: null,
    search: foldForSearch(name),
    sort_key: nameSortKey(name),
  } satisfies Partial<PersonTable>
}

function textOrNull(text: string | null): string | null {
  const normal = text === null ? '' : normaliseText(text)
  return normal === '' ? null : normal
}
