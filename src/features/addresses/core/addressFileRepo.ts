import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch, normaliseText } from '../../../base/common/foldForSearch.ts'
import { readIdentityNumber } from '../../../base/common/identityNumber.ts'
import { isMaskedIdentity } from '../../../base/common/maskIdentity.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import { normaliseName } from '../../../base/common/personName.ts'
import { addressSearchText } from '../../../db/addressSearchText.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressTable, PersonTable } from '../../../db/tables/addressTables.ts'
import type { AddressFields } from '../common/addressSchemas.ts'
import { isApproved } from '../common/rules.ts'
import { readStanding } from './addressSteps.ts'

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

/**
 * Saves the form of an existing address; the person behind it changes in the same transaction. `version` is that of the whole
 * file (`fileVersion`).
 */
export async function saveAddress(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields: typed, mayApprove }: SavedAddress,
): Promise<void> {
  const place = await placeOrRefuse(db, typed)
  const current = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select([
      'address.version',
      'address.state',
      'address.display_name as name',
      'person.id as personId',
      'person.version as personVersion',
      'person.birth_day as birthDay',
      'person.sex',
      'person.id_number as idNumber',
      'person.former_id_number as formerIdNumber',
      'person.id_kind as idKind',
    ])
    .where('address.id', '=', id)
    .executeTakeFirst()
  if (current === undefined) refuse('addresses.notFound')
  if (fileVersion(current.version, current.personVersion) !== version) refuse('common.changedElsewhere')
  const fields = withNumbersOnFile(typed, current)
  // A collective has no person behind it; everyone else has one, with papers of their own.
  if ((fields.kind === 'collective') !== (current.personId === null)) refuse('addresses.kindFixed')
  if (!mayApprove && isApproved(current.state) && changesIdentity(current, fields)) refuse('addresses.identityFixed')
  const changes = addressValues(fields, place)
  await updateRecord(db, context, { table: 'address', id, version: current.version, changes })
  if (current.personId !== null) {
    await savePerson(db, context, { id: current.personId, fields: keepOldNumber(current, fields) })
  }
  await writeCategories(db, id, fields)
}

/** Who may not see the numbers sends their masks back. */
function withNumbersOnFile(
  typed: AddressFields,
  { idNumber, formerIdNumber }: Pick<AddressFields, 'idNumber' | 'formerIdNumber'>,
): AddressFields {
  return {
    ...typed,
    idNumber: isMaskedIdentity(typed.idNumber) ? idNumber : typed.idNumber,
    formerIdNumber: isMaskedIdentity(typed.formerIdNumber) ? formerIdNumber : typed.formerIdNumber,
  }
}

interface SavedAddress {
  id: string
  version: number
  fields: AddressFields
  mayApprove: boolean
}

/** A new card in place of a nine-digit one: the old number is kept, old papers still carry it. */
function keepOldNumber(
  current: { idKind: string | null; idNumber: string | null },
  fields: AddressFields,
): AddressFields {
  const replaced = current.idKind === 'cmnd' && identityOf(fields).idKind === 'cccd'
  return replaced && fields.formerIdNumber === null ? { ...fields, formerIdNumber: current.idNumber } : fields
}

/** A paper approved this person; another name, birth day, sex or number would be another person under its signature. */
function changesIdentity(
  current: { name: string; birthDay: string | null; sex: string | null; idNumber: string | null },
  fields: AddressFields,
): boolean {
  if (normaliseName(fields.name) !== current.name) return true
  if (fields.kind === 'collective') return false
  const { idNumber } = identityOf(fields)
  return fields.birthDay !== current.birthDay || fields.sex !== current.sex || idNumber !== current.idNumber
}

/**
 * Refuses while a sponsor helps, or the address waits on a list of this office.
 * @throws `addresses.hasActivePairing`, `addresses.onOpenRound`
 */
export async function refuseIfHelped(db: WriteDb, addressId: string): Promise<void> {
  const paired = await db
    .selectFrom('pairing')
    .select('id')
    .where('address_id', '=', addressId)
    .where('state', 'in', ['active', 'suspended'])
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (paired !== undefined) refuse('addresses.hasActivePairing')
  const listed = await db
    .selectFrom('round_line')
    .innerJoin('round', 'round.id', 'round_line.round_id')
    .select('round_line.id')
    .where('round_line.address_id', '=', addressId)
    .where('round_line.deleted_at', 'is', null)
    .where('round_line.state', '<>', 'cancelled')
    .where('round.deleted_at', 'is', null)
    .where('round.state', '<>', 'closed')
    .executeTakeFirst()
  if (listed !== undefined) refuse('addresses.onOpenRound')
}

/** Both numbers only grow, so their sum is unchanged exactly when neither the address nor the person behind it changed. */
export function fileVersion(addressVersion: number, personVersion: number | null): number {
  return addressVersion + (personVersion ?? 0)
}

/** Moves addresses to a village; returns those that were elsewhere before. @throws `addresses.unknownVillage` */
export async function setVillage(
  db: WriteDb,
  context: WriteContext,
  { ids, villageId }: { ids: string[]; villageId: string },
): Promise<string[]> {
  const village = await villageOrRefuse(db, villageId)
  const standing = await readStanding(db, [...new Set(ids)])
  const words = await readWords(db, ids)
  const changed: string[] = []
  for (const { id, version } of standing) {
    const own = words.get(id)
    if (own === undefined || own.villageId === villageId) continue
    const search = addressSearchText({ ...own, villageName: village.name, communeName: village.communeName })
    const changes = { village_id: villageId, commune_id: village.communeId, search }
    await updateRecord(db, context, { table: 'address', id, version, changes })
    changed.push(id)
  }
  return changed
}

async function readWords(db: WriteDb, ids: string[]) {
  const rows = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select([
      'address.id',
      'address.village_id as villageId',
      'address.display_name as name',
      'person.other_name as otherName',
      'person.id_number as idNumber',
    ])
    .where('address.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
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
  const rows = otherCategories(fields).map((category) => ({ address_id: addressId, category }))
  if (rows.length > 0) await db.insertInto('address_category').values(rows).execute()
}

function otherCategories({ mainCategory, otherCategories }: AddressFields): string[] {
  return [...new Set(otherCategories)].filter((category) => category !== mainCategory).sort()
}

interface Place {
  name: string
  communeId: string
  communeName: string
}

async function placeOrRefuse(db: WriteDb, fields: AddressFields): Promise<Place> {
  const wanted = [...new Set([fields.mainCategory, ...fields.otherCategories])]
  const known = await db
    .selectFrom('vocabulary')
    .select('code')
    .where('kind', '=', 'category')
    .where('code', 'in', wanted)
    .execute()
  const unknown = wanted.find((category) => !known.some((row) => row.code === category))
  if (unknown !== undefined) refuse('addresses.unknownCategory', { category: unknown })
  return villageOrRefuse(db, fields.villageId)
}

async function villageOrRefuse(db: WriteDb, villageId: string): Promise<Place> {
  const village = await db
    .selectFrom('village')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'village.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select(['village.commune_id as communeId', 'village.name', 'unit_name.name as communeName'])
    .where('village.id', '=', villageId)
    .where('village.deleted_at', 'is', null)
    .executeTakeFirst()
  if (village === undefined) refuse('addresses.unknownVillage')
  return { ...village, communeName: village.communeName ?? '' }
}

function addressValues(fields: AddressFields, place: Place) {
  const name = normaliseName(fields.name)
  const others = otherCategories(fields)
  const { idNumber } = identityOf(fields)
  return {
    kind: fields.kind,
    display_name: name,
    village_id: fields.villageId,
    commune_id: place.communeId,
    address_line: textOrNull(fields.addressLine),
    former_address: textOrNull(fields.formerAddress),
    latitude: fields.point?.latitude ?? null,
    longitude: fields.point?.longitude ?? null,
    responsible: textOrNull(fields.responsible),
    main_category: fields.mainCategory,
    other_categories: others.length === 0 ? null : JSON.stringify(others),
    situation: fields.situation,
    needs: fields.needs,
    wish: fields.wish,
    monthly_need: fields.monthlyNeed,
    need_from: fields.needFrom,
    need_months: fields.needMonths,
    next_visit_on: fields.nextVisitOn,
    note: fields.note,
    search: addressSearchText({
      name,
      otherName: fields.otherName,
      idNumber,
      villageName: place.name,
      communeName: place.communeName,
    }),
    sort_key: nameSortKey(name),
  } satisfies Partial<AddressTable>
}

function personValues(fields: AddressFields) {
  const name = normaliseName(fields.name)
  const { idKind, idNumber } = identityOf(fields)
  return {
    full_name: name,
    other_name: textOrNull(fields.otherName),
    sex: fields.sex,
    birth_day: fields.birthDay,
    ethnicity: textOrNull(fields.ethnicity),
    id_kind: idKind,
    id_number: idNumber,
    former_id_number: textOrNull(fields.formerIdNumber),
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

function identityOf({ idNumber }: AddressFields) {
  const typed = textOrNull(idNumber)
  if (typed === null) return { idKind: null, idNumber: null }
  const { kind, number } = readIdentityNumber(typed)
  return { idKind: kind, idNumber: number }
}

function textOrNull(text: string | null): string | null {
  const normal = text === null ? '' : normaliseText(text)
  return normal === '' ? null : normal
}
