import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import type { WriteDb } from '../../../db/database.ts'
import { type RecordChanges, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { OwnedTableName } from '../../../db/tables.ts'
import { refuseIfHelped } from './addressFileRepo.ts'
import { wipeStagedRows } from './wipeStagedRows.ts'

interface Target {
  table: OwnedTableName
  id: string
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
 * Empties everything that tells who it is, in the rows and in what the journal kept of them, and returns the records whose
 * attachments have to go. What is counted stays: category, commune, village, sex, birth year, states, pairings, money.
 * @throws `addresses.notFound`, `addresses.anonymisedAlready`, `addresses.hasActivePairing`, `addresses.onOpenRound`
 */
export async function anonymise(
  db: WriteDb,
  context: WriteContext,
  { id, today }: { id: string; today: string },
): Promise<Target[]> {
  const address = await db
    .selectFrom('address')
    .select(['version', 'person_id', 'household_id', 'anonymised_on'])
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) refuse('addresses.notFound')
  if (address.anonymised_on !== null) refuse('addresses.anonymisedAlready')
  await refuseIfHelped(db, id)
  const name = `Ẩn danh ${id.slice(-6)}`
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
  const touched: Target[] = [
    { table: 'address', id },
    ...people.map((person) => ({ table: 'person' as const, id: person.id })),
    ...parts,
  ]
  await eraseJournal(db, touched)
  // A file that was merged into this one is the same person.
  const aliases = await db.selectFrom('address').select('id').where('merged_into', '=', id).execute()
  for (const alias of aliases) touched.push(...(await anonymise(db, context, { id: alias.id, today })))
  return touched
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

async function listPeople(
  db: WriteDb,
  { person_id, household_id }: { person_id: string | null; household_id: string | null },
): Promise<{ id: string; version: number; name: string; birthDay: string | null; idNumbers: string[] }[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'version', 'full_name as name', 'birth_day as birthDay', 'id_number', 'former_id_number'])
    .where((where) => where.or([where('id', '=', person_id ?? ''), where('household_id', '=', household_id ?? '')]))
    .execute()
  return rows.map(({ id_number, former_id_number, ...row }) => ({
    ...row,
    idNumbers: [id_number, former_id_number].filter((number) => number !== null),
  }))
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

/** Well under the number of values one statement may carry. */
const ROWS_AT_ONCE = 300

/** That something was changed, when and by whom stays; what it was goes. */
async function eraseJournal(db: WriteDb, records: readonly Target[]): Promise<void> {
  for (const [table, own] of Map.groupBy(records, (record) => record.table)) {
    for (let start = 0; start < own.length; start += ROWS_AT_ONCE) {
      const ids = own.slice(start, start + ROWS_AT_ONCE).map(({ id }) => id)
      await db
        .updateTable('journal')
        .set({ old_values: null, new_values: null })
        .where('table_name', '=', table)
        .where('row_id', 'in', ids)
        .execute()
    }
  }
}
