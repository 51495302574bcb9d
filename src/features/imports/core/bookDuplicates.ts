import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { ReadDb } from '../../../db/database.ts'
import { blockingKeys } from '../../duplicates/common/blockingKeys.ts'
import { likenessOf, type PreparedPerson, preparePerson, WORTH_A_LOOK } from '../../duplicates/common/rules.ts'
import { mayBeSamePerson } from '../common/rules.ts'
import type { BookLookup, PreparedRow } from '../common/stagedRow.ts'
import { remember } from './reading/remember.ts'

const folded = remember(foldForSearch)

interface OnFile {
  addressId: string
  name: string
  otherName: string | null
  nameKey: string
  sex: 'M' | 'F' | null
  idNumber: string | null
  phone: string | null
  birthDay: string | null
  communeId: string
  villageName: string | null
}

interface Known {
  file: OnFile
  person: PreparedPerson
}

/**
 * Marks the rows that look like people on file: the same ID number, the same name in the same village with a birth year within
 * one, or alike by the rule of the whole book (features/duplicates). All who match are named; more than one is a question that
 * only a person answers, and none of them is ever changed unasked.
 */
export async function markBookDuplicates(db: ReadDb, rows: readonly PreparedRow[]): Promise<void> {
  const lookups = rows.flatMap(({ lookup }) => (lookup === null ? [] : [lookup]))
  if (lookups.length === 0) return
  const book = indexBook(await readNeighbours(db, lookups))
  // The first register of an office meets nobody.
  if (book.size === 0) return
  for (const row of rows) {
    if (row.lookup === null) continue
    const known = matches(row.lookup, book)
    if (known.length === 0) continue
    row.status = 'duplicate'
    row.duplicates.unshift(...known.map((addressId) => ({ addressId })))
  }
}

type Book = Map<string, Known[]>

function indexBook(files: readonly OnFile[]): Book {
  const book: Book = new Map()
  for (const file of new Map(files.map((each) => [each.addressId, each])).values()) {
    const village = file.villageName === null ? null : placeKey(file.communeId, folded(file.villageName))
    const person = preparePerson({ ...file, village, commune: file.communeId })
    for (const key of [...blockingKeys(person), nameBlock(file.communeId, file.nameKey)]) {
      const block = book.get(key)
      if (block === undefined) book.set(key, [{ file, person }])
      else block.push({ file, person })
    }
  }
  return book
}

const MOST_NAMED = 5

function matches(lookup: BookLookup, book: Book): string[] {
  const person = preparePerson({
    ...lookup,
    otherName: null,
    village: placeKey(lookup.communeId, lookup.villageKey),
    commune: lookup.communeId,
  })
  const met = [...blockingKeys(person), nameBlock(lookup.communeId, lookup.nameKey)].flatMap(
    (key) => book.get(key) ?? [],
  )
  const found = new Map<string, number>()
  for (const known of new Set(met)) {
    const { score, evidence } = likenessOf(person, known.person)
    const placed = evidence.includes('sameVillage') || known.person.village === null
    const proven = ['sameIdNumber', 'sameBirthDay', 'samePhone'].some((each) => evidence.some((one) => one === each))
    const alike = score >= WORTH_A_LOOK && (placed || proven)
    if (alike || evidence.includes('sameIdNumber') || isSameNeighbour(lookup, known))
      found.set(known.file.addressId, score)
  }
  return [...found]
    .sort(([, one], [, other]) => other - one)
    .slice(0, MOST_NAMED)
    .map(([addressId]) => addressId)
}

function isSameNeighbour(lookup: BookLookup, { file, person }: Known): boolean {
  const near = person.village === null || person.village === placeKey(lookup.communeId, lookup.villageKey)
  return near && file.nameKey === lookup.nameKey && file.communeId === lookup.communeId && mayBeSamePerson(file, lookup)
}

function placeKey(communeId: string, villageKey: string): string {
  return `${communeId}/${villageKey}`
}

function nameBlock(communeId: string, nameKey: string): string {
  return `name ${communeId}|${nameKey}`
}

/** Everybody a row of these may be: by name, by number, by phone, or living in one of their villages. */
async function readNeighbours(db: ReadDb, lookups: readonly BookLookup[]): Promise<OnFile[]> {
  const distinct = (values: (string | null)[]) => [...new Set(values.filter((value) => value !== null))]
  const numbers = distinct(lookups.map(({ idNumber }) => idNumber))
  const phones = distinct(lookups.map(({ phone }) => phone))
  const villages = await findVillages(db, lookups)
  const found = await Promise.all([
    peopleOnFile(db)
      .where('person.search', 'in', distinct(lookups.map(({ nameKey }) => nameKey)))
      .execute(),
    numbers.length === 0 ? [] : peopleOnFile(db).where('person.id_number', 'in', numbers).execute(),
    phones.length === 0 ? [] : peopleOnFile(db).where('person.phone', 'in', phones).execute(),
    villages.length === 0 ? [] : peopleOnFile(db).where('address.village_id', 'in', villages).execute(),
  ])
  return found.flat()
}

async function findVillages(db: ReadDb, lookups: readonly BookLookup[]): Promise<string[]> {
  const communes = [...new Set(lookups.map(({ communeId }) => communeId))]
  const rows = await db
    .selectFrom('village')
    .select(['id', 'commune_id', 'name'])
    .where('commune_id', 'in', communes)
    .where('deleted_at', 'is', null)
    .execute()
  const wanted = new Set(lookups.map(({ communeId, villageKey }) => placeKey(communeId, villageKey)))
  return rows.filter((row) => wanted.has(placeKey(row.commune_id, folded(row.name)))).map(({ id }) => id)
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
      'person.full_name as name',
      'person.other_name as otherName',
      'person.search as nameKey',
      'person.sex',
      'person.id_number as idNumber',
      'person.phone',
      'person.birth_day as birthDay',
      'address.commune_id as communeId',
      'village.name as villageName',
    ])
}
