import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { ReadDb } from '../../../db/database.ts'
import { mayBeSamePerson } from '../common/rules.ts'
import type { BookLookup, PreparedRow } from '../common/stagedRow.ts'
import { remember } from './reading/remember.ts'

const folded = remember(foldForSearch)

interface OnFile {
  addressId: string
  nameKey: string
  idNumber: string | null
  birthDay: string | null
  communeId: string
  villageName: string | null
}

/**
 * Marks the rows that look like people on file: the same ID number, or the same name in the same village with a birth year
 * within one. All who match are named; none of them is ever changed by the import.
 */
export async function markBookDuplicates(db: ReadDb, rows: readonly PreparedRow[]): Promise<void> {
  const lookups = rows.flatMap(({ lookup }) => (lookup === null ? [] : [lookup]))
  if (lookups.length === 0) return
  const byName = Map.groupBy(await readByName(db, lookups), ({ nameKey }) => nameKey)
  const byIdNumber = Map.groupBy(await readByIdNumber(db, lookups), ({ idNumber }) => idNumber)
  for (const row of rows) {
    if (row.lookup === null) continue
    const known = matches(row.lookup, { byName, byIdNumber })
    if (known.length === 0) continue
    row.status = 'duplicate'
    row.duplicates.unshift(...known.map((addressId) => ({ addressId })))
  }
}

interface Book {
  byName: Map<string, OnFile[]>
  byIdNumber: Map<string | null, OnFile[]>
}

const MOST_NAMED = 5

function matches(lookup: BookLookup, { byName, byIdNumber }: Book): string[] {
  const sameNumber = lookup.idNumber === null ? [] : (byIdNumber.get(lookup.idNumber) ?? [])
  const sameName = (byName.get(lookup.nameKey) ?? []).filter((person) => isNeighbour(person, lookup))
  const known = [...sameNumber, ...sameName.filter((person) => mayBeSamePerson(person, lookup))]
  return [...new Set(known.map(({ addressId }) => addressId))].slice(0, MOST_NAMED)
}

function isNeighbour(person: OnFile, lookup: BookLookup): boolean {
  return (
    person.communeId === lookup.communeId &&
    (person.villageName === null || folded(person.villageName) === lookup.villageKey)
  )
}

function readByName(db: ReadDb, lookups: readonly BookLookup[]): Promise<OnFile[]> {
  const names = [...new Set(lookups.map(({ nameKey }) => nameKey))]
  return peopleOnFile(db).where('person.search', 'in', names).execute()
}

async function readByIdNumber(db: ReadDb, lookups: readonly BookLookup[]): Promise<OnFile[]> {
  const numbers = [...new Set(lookups.flatMap(({ idNumber }) => (idNumber === null ? [] : [idNumber])))]
  return numbers.length === 0 ? [] : peopleOnFile(db).where('person.id_number', 'in', numbers).execute()
}

function peopleOnFile(db: ReadDb) {
  return db
    .selectFrom('person')
    .innerJoin('address', 'address.person_id', 'person.id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .select([
      'address.id as addressId',
      'person.search as nameKey',
      'person.id_number as idNumber',
      'person.birth_day as birthDay',
      'address.commune_id as communeId',
      'village.name as villageName',
    ])
}
