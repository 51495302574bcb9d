import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import type { WriteDb } from '../../../db/database.ts'
import { type RecordChanges, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { OwnedTableName, Tables } from '../../../db/tables.ts'
import { refuseIfHelped } from './addressFileRepo.ts'
import { wipeDesk } from './wipeDesk.ts'
import { wipePrints } from './wipePrints.ts'
import { wipeStagedRows } from './wipeStagedRows.ts'

interface Target {
  table: OwnedTableName
  id: string
}

export interface Anonymised {
  /** The emptied records and their attachments: what the journal kept of them has to go too. */
  records: Target[]
  /** The names and numbers they were known by. */
  words: string[]
}

/** Texts of each part that may name or describe somebody, and what stands there afterwards. */
const PARTS = {
  survey: {
    by_name: null,
    head_opinion: null,
    health: null,
    income_source: null,
    assets: null,
    state_support: null,
    note: null,
  },
  certificate: { number: null, issuer: null, note: null },
  need: { what: null, note: null },
  visit: { by_name: null, note: null },
  consent: { signed_by: '', proof: null },
  house: { note: null, permit_note: null },
  address_step: { by_name: null, reason: null },
  data_request: { requester: '', note: null },
} as const satisfies { [Name in OwnedTableName]?: RecordChanges<Name> }

/**
 * Empties everything that tells who it is in the rows, and returns what has to go elsewhere: attachments, and what the journal
 * and the log kept. What is counted stays: category, commune, village, sex, birth year, states, pairings, money.
 * @throws `addresses.notFound`, `addresses.anonymisedAlready`, `addresses.hasActivePairing`, `addresses.onOpenRound`
 */
export async function anonymise(
  db: WriteDb,
  context: WriteContext,
  { id, today }: { id: string; today: string },
): Promise<Anonymised> {
  const address = await db
    .selectFrom('address')
    .select(['version', 'person_id', 'household_id', 'anonymised_on'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('addresses.notFound')
  if (address.anonymised_on !== null) refuse('addresses.anonymisedAlready')
  await refuseIfHelped(db, id)
  return emptyAddress(db, context, { ...address, id, today })
}

interface KnownAddress {
  id: string
  version: number
  person_id: string | null
  household_id: string | null
  today: string
}

/** Whoever was erased once is so again in a restored book, whatever their state was then. */
export async function emptyAddress(
  db: WriteDb,
  context: WriteContext,
  { id, today, ...address }: KnownAddress,
): Promise<Anonymised> {
  const name = nameInstead(id)
  const people = await listPeople(db, address)
  for (const person of people) await wipeStagedRows(db, { ...person, addressId: id })
  await updateRecord(db, context, {
    table: 'address',
    id,
    version: address.version,
    changes: { ...EMPTY_ADDRESS, display_name: name, ...findableAs(name), anonymised_on: today },
  })
  for (const { id: personId, version, birthDay } of people) {
    await emptyPerson(db, context, { id: personId, version, birthDay, name })
  }
  const parts = await emptyParts(db, context, id)
  const words = people.flatMap((person) => person.words)
  await wipeDesk(db, { id, words })
  await wipePrints(db, { id, words, name })
  await db
    .deleteFrom('duplicate_pair')
    .where((pair) => pair.or([pair('first_id', '=', id), pair('second_id', '=', id)]))
    .execute()
  const touched: Target[] = [
    { table: 'address', id },
    ...people.map((person) => ({ table: 'person' as const, id: person.id })),
    ...parts,
  ]
  const records = [...touched, ...(await listAttachments(db, touched))]
  // A file that was merged into this one is the same person.
  const aliases = await db
    .selectFrom('address')
    .select(['id', 'version', 'person_id', 'household_id'])
    .where('merged_into', '=', id)
    .where('anonymised_on', 'is', null)
    .execute()
  for (const alias of aliases) {
    const more = await emptyAddress(db, context, { ...alias, today })
    records.push(...more.records)
    words.push(...more.words)
  }
  return { records, words }
}

const NAMELESS = 'Ẩn danh '

function nameInstead(id: string): string {
  return `${NAMELESS}${id.slice(-6)}`
}

const EMPTY_ADDRESS = {
  address_line: null,
  former_address: null,
  situation: null,
  needs: null,
  wish: null,
  note: null,
  latitude: null,
  longitude: null,
  responsible: null,
  next_visit_on: null,
} as const

function findableAs(name: string) {
  return { search: foldForSearch(name), sort_key: nameSortKey(name) }
}

interface KnownPerson {
  id: string
  version: number
  name: string
  birthDay: string | null
  idNumbers: string[]
  words: string[]
}

/** Somebody who in this book belongs to no file that was erased; nothing when they are empty already, or not this office's. */
export async function emptyLonePerson(db: WriteDb, context: WriteContext, id: string): Promise<Anonymised> {
  const [person] = await peopleWhere(db, (where) =>
    where.and([where('id', '=', id), where('owner_unit', '=', context.unitId)]),
  )
  const name = nameInstead(id)
  if (person === undefined || person.name.startsWith(NAMELESS)) return { records: [], words: [] }
  await wipeStagedRows(db, { ...person, addressId: id })
  await emptyPerson(db, context, { id, version: person.version, birthDay: person.birthDay, name })
  await wipeDesk(db, { id, words: person.words })
  await wipePrints(db, { id, words: person.words, name })
  const touched: Target[] = [{ table: 'person', id }]
  return { records: [...touched, ...(await listAttachments(db, touched))], words: person.words }
}

function listPeople(
  db: WriteDb,
  { person_id, household_id }: { person_id: string | null; household_id: string | null },
): Promise<KnownPerson[]> {
  return peopleWhere(db, (where) =>
    where.or([where('id', '=', person_id ?? ''), where('household_id', '=', household_id ?? '')]),
  )
}

async function peopleWhere(
  db: WriteDb,
  which: (where: ExpressionBuilder<Tables, 'person'>) => Expression<SqlBool>,
): Promise<KnownPerson[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'version', 'full_name as name', 'birth_day as birthDay', 'id_number', 'former_id_number'])
    .select(['other_name', 'phone'])
    .where(which)
    .execute()
  return rows.map(({ id_number, former_id_number, other_name, phone, ...row }) => {
    const idNumbers = [id_number, former_id_number].filter((number) => number !== null)
    return { ...row, idNumbers, words: [row.name, other_name, phone, ...idNumbers].filter(isText) }
  })
}

function isText(text: string | null): text is string {
  return text !== null && text.trim() !== ''
}

async function listAttachments(db: WriteDb, records: readonly Target[]): Promise<Target[]> {
  const found: Target[] = []
  for (const { table, id } of records) {
    const query = db.selectFrom('attachment').select('id').where('table_name', '=', table).where('row_id', '=', id)
    for (const row of await query.execute()) found.push({ table: 'attachment', id: row.id })
  }
  return found
}

async function emptyPerson(
  db: WriteDb,
  context: WriteContext,
  { id, version, birthDay, name }: { id: string; version: number; birthDay: string | null; name: string },
): Promise<void> {
  const changes = {
    full_name: name,
    other_name: null,
    birth_day: birthDay === null ? null : birthDay.slice(0, 4),
    ethnicity: null,
    id_kind: null,
    id_number: null,
    former_id_number: null,
    phone: null,
    guardian_name: null,
    guardian_phone: null,
    guardian_relation: null,
    ...findableAs(name),
  }
  await updateRecord(db, context, { table: 'person', id, version, changes })
}

async function emptyParts(db: WriteDb, context: WriteContext, addressId: string): Promise<Target[]> {
  const touched: Target[] = []
  // Safe: the keys of a literal object.
  for (const table of Object.keys(PARTS) as (keyof typeof PARTS)[]) {
    const rows = await db.selectFrom(table).select(['id', 'version']).where('address_id', '=', addressId).execute()
    for (const { id, version } of rows) {
      // Safe: `satisfies` above holds each entry to the columns of its own table.
      const changes = PARTS[table] as RecordChanges<typeof table>
      await updateRecord(db, context, { table, id, version, changes })
      touched.push({ table, id })
    }
  }
  return touched
}
