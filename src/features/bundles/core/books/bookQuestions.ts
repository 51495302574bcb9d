import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { likenessOf, preparePerson, WORTH_A_LOOK } from '../../../duplicates/common/rules.ts'
import { markedNameKey } from '../../../units/common/unitNameKeys.ts'
import type { BookQuestion } from '../../common/books/bookSchemas.ts'
import type { BookRow } from '../../common/books/bookTotals.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { answerKey } from './bookMoveRepo.ts'
import type { ReadBook } from './readBook.ts'

interface Asking {
  book: ReadBook
  toUnit: string
  answers: ReadonlyMap<string, string>
}

type Found = Omit<BookQuestion, 'answer'>

/** What stands in both books and only a person can tell apart; what was decided is kept and shown as decided. */
export async function bookQuestions(db: ReadDb | WriteDb, asking: Asking): Promise<BookQuestion[]> {
  const read = db as ReadDb
  const found = [
    ...(await clashingSeries(read, asking)),
    ...(await namesakeVillages(read, asking)),
    ...(await sameDonors(read, asking)),
    ...(await samePeople(read, asking)),
  ]
  return found.map((question) => ({ ...question, answer: asking.answers.get(answerKey(question)) ?? null }))
}

const NUMBERED = ['receipt', 'payout'] as const

/** A number printed on a paper is never changed: where two papers have the same, the series says which book it is of. */
async function clashingSeries(db: ReadDb, { book, toUnit }: Asking): Promise<Found[]> {
  const found: Found[] = []
  for (const table of NUMBERED) {
    const mine = await db
      .selectFrom(table)
      .select(['id', 'series', 'year', 'number'])
      .where('owner_unit', '=', toUnit)
      .where('reverses', 'is', null)
      .execute()
    const taken = new Map(mine.map((row) => [numberOf({ ...row }), row.id]))
    const bySeries = Map.groupBy(book.rows.get(table) ?? [], (row) => String(row.series))
    for (const [series, rows] of bySeries) {
      const clashes = rows.filter((row) => {
        const id = row.reverses === null ? taken.get(numberOf(row)) : undefined
        return id !== undefined && id !== row.id
      })
      const [first] = clashes
      if (first === undefined) continue
      const text = `${series} ${first.number}/${first.year}`
      const proposed = `${series}-${book.fromCode}`
      const question = { theirs: text, mine: text, choices: [], proposed }
      found.push({ kind: 'series', subject: `${table}:${series}`, ...question })
    }
  }
  return found
}

function numberOf(row: BookRow): string {
  return `${row.series}|${row.year}|${row.number}`
}

/** The answer `same`, or what the village that comes in is called from now on. */
async function namesakeVillages(db: ReadDb, { book, toUnit }: Asking): Promise<Found[]> {
  const mine = await db
    .selectFrom('village')
    .select(['id', 'name'])
    .where('commune_id', '=', toUnit)
    .where('deleted_at', 'is', null)
    .execute()
  const byName = new Map(mine.map((village) => [markedNameKey(village.name), village]))
  const from = await getUnitNames(db, book.fromUnit)
  return (book.rows.get('village') ?? []).flatMap((row): Found[] => {
    const name = String(row.name)
    const namesake = byName.get(markedNameKey(name))
    const comesHere = row.commune_id === book.fromUnit || row.commune_id === toUnit
    if (namesake === undefined || namesake.id === row.id || !comesHere) return []
    const subject = `${row.id}|${namesake.id}`
    const proposed = `${name} (${from.vi})`
    return [
      { kind: 'village', subject, theirs: `${name} (${from.vi})`, mine: namesake.name, choices: ['same'], proposed },
    ]
  })
}

const SAME_OR_NOT = ['same', 'different']

async function sameDonors(db: ReadDb, { book, toUnit }: Asking): Promise<Found[]> {
  const mine = await db
    .selectFrom('donor')
    .select(['id', 'name', 'phone', 'tax_code', 'place'])
    .where('owner_unit', '=', toUnit)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .execute()
  const byKey = new Map<string, (typeof mine)[number]>()
  for (const donor of mine) for (const key of donorKeys({ ...donor })) if (!byKey.has(key)) byKey.set(key, donor)
  return (book.rows.get('donor') ?? []).flatMap((row): Found[] => {
    if (row.merged_into !== null) return []
    const keys = donorKeys(row)
    const hit = keys.find((key) => byKey.has(key))
    const donor = hit === undefined ? undefined : byKey.get(hit)
    if (hit === undefined || donor === undefined || donor.id === row.id) return []
    const subject = `${row.id}|${donor.id}`
    const [theirs, ours] = [donorText(row), donorText({ ...donor })]
    const proposed = hit.startsWith('n') ? 'different' : 'same'
    return [{ kind: 'donor', subject, theirs, mine: ours, choices: SAME_OR_NOT, proposed }]
  })
}

function donorKeys(row: BookRow): string[] {
  const tax = typeof row.tax_code === 'string' && row.tax_code !== '' ? [`t${row.tax_code}`] : []
  const digits = typeof row.phone === 'string' ? row.phone.replaceAll(/\D/g, '') : ''
  return [...tax, ...(digits.length >= 9 ? [`p${digits}`] : []), `n${foldForSearch(String(row.name))}`]
}

function donorText({ name, place, phone }: BookRow): string {
  return [name, place, phone].filter(Boolean).join(', ')
}

/** People of both books who look like one, by the rule of the page of duplicates. */
async function samePeople(db: ReadDb, { book, toUnit }: Asking): Promise<Found[]> {
  const mine = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select(['address.id', 'address.display_name as name', 'person.other_name as otherName', 'person.sex'])
    .select(['person.birth_day as birthDay', 'person.id_number as idNumber', 'person.phone'])
    .where('address.owner_unit', '=', toUnit)
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .execute()
  const blocks = new Map<string, (typeof mine)[number][]>()
  for (const person of mine) {
    for (const key of personKeys(person)) blocks.set(key, [...(blocks.get(key) ?? []), person])
  }
  const people = new Map((book.rows.get('person') ?? []).map((row) => [row.id, row]))
  return (book.rows.get('address') ?? []).flatMap((row): Found[] => {
    if (row.merged_into !== null) return []
    const facts = factsOf(row, people.get(row.person_id))
    const met = new Map(
      personKeys(facts).flatMap((key) => (blocks.get(key) ?? []).map((one) => [one.id, one] as const)),
    )
    return [...met.values()].flatMap((other): Found[] => {
      const like = likenessOf(preparePerson(placed(facts)), preparePerson(placed(other)))
      if (other.id === row.id || like.score < WORTH_A_LOOK) return []
      const [theirs, ours] = [personText(facts), personText(other)]
      const subject = `${row.id}|${other.id}`
      return [{ kind: 'person', subject, theirs, mine: ours, choices: SAME_OR_NOT, proposed: 'same' }]
    })
  })
}

interface Facts {
  name: string
  otherName: string | null
  sex: 'M' | 'F' | null
  birthDay: string | null
  idNumber: string | null
  phone: string | null
}

/** Places are those of the two old books and say nothing. */
function placed({ name, otherName, sex, birthDay, idNumber, phone }: Facts) {
  return { name, otherName, sex, birthDay, idNumber, phone, village: null, commune: null }
}

function factsOf(address: BookRow, person: BookRow | undefined): Facts {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  return {
    name: String(address.display_name),
    otherName: text(person?.other_name),
    sex: person?.sex === 'M' || person?.sex === 'F' ? person.sex : null,
    birthDay: text(person?.birth_day),
    idNumber: text(person?.id_number),
    phone: text(person?.phone),
  }
}

function personKeys({ name, birthDay, idNumber }: Facts): string[] {
  const words = foldForSearch(name).split(' ').sort().join(' ')
  return [
    ...(birthDay === null ? [] : [`n${words}|${birthDay.slice(0, 4)}`]),
    ...(idNumber === null ? [] : [`i${idNumber}`]),
  ]
}

function personText({ name, birthDay }: Facts): string {
  return birthDay === null ? name : `${name} (${birthDay.slice(0, 4)})`
}
