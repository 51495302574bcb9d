import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { ReadDb } from '../../../db/database.ts'
import { likenessOf, type PreparedPerson, preparePerson, WORTH_A_LOOK } from '../../duplicates/common/rules.ts'
import type { CrossPair } from '../common/contract.ts'
import { readNamesOf } from './unitNames.ts'

interface Found {
  id: string
  unitId: string
  name: string
  birthDay: string | null
  prepared: PreparedPerson
  keys: string[]
}

/** Sent without consent: a number stands for the name, and nothing can be compared. */
const NUMBER_FOR_A_NAME = /^(Người|Hộ|Tập thể) \d{6}$/
/** A key that this many share (a phone of a whole village) says nothing. */
const LARGEST_BLOCK = 200
const MOST_PAIRS = 500

/** People that two units both have on file, by the rule of likeness; `times` counts what each unit gave since a day. */
export async function listCrossUnitPairs(db: ReadDb, since: string): Promise<CrossPair[]> {
  const people = await readPeople(db)
  const pairs: { one: Found; other: Found; score: number; evidence: string[] }[] = []
  for (const [one, other] of pairsOf(people)) {
    const { score, evidence } = likenessOf(one.prepared, other.prepared)
    if (score >= WORTH_A_LOOK) pairs.push({ one, other, score, evidence })
  }
  const shown = pairs.sort((a, b) => b.score - a.score).slice(0, MOST_PAIRS)
  const both = shown.flatMap(({ one, other }) => [one, other])
  const names = await readNamesOf(
    db,
    both.map((each) => each.unitId),
  )
  const times = await readTimes(db, { ids: both.map((each) => each.id), since })
  const sideOf = ({ id, unitId, name, birthDay }: Found) => ({
    id,
    name,
    birthDay,
    unit: names.get(unitId) ?? { id: unitId, code: '?', vi: '?', en: '?', lo: '?' },
    times: times.get(id) ?? 0,
  })
  return shown.map(({ one, other, score, evidence }) => ({
    first: sideOf(one),
    second: sideOf(other),
    score,
    evidence,
  }))
}

async function readPeople(db: ReadDb): Promise<Found[]> {
  const rows = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select(['address.id', 'address.owner_unit as unitId', 'address.display_name as name'])
    .select(['person.other_name as otherName', 'person.sex', 'person.birth_day as birthDay'])
    .select(['person.id_number as idNumber', 'person.phone', 'address.commune_id as commune'])
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .execute()
  return rows
    .filter(({ name }) => !NUMBER_FOR_A_NAME.test(name))
    .map(({ id, unitId, ...facts }) => {
      const prepared = preparePerson({ ...facts, village: null })
      return { id, unitId, name: facts.name, birthDay: facts.birthDay, prepared, keys: keysOf(facts) }
    })
}

function keysOf(facts: {
  name: string
  birthDay: string | null
  idNumber: string | null
  phone: string | null
}): string[] {
  const { name, birthDay, idNumber, phone } = facts
  const words = foldForSearch(name).split(' ').sort().join(' ')
  return [
    ...(birthDay === null ? [] : [`n${words}|${birthDay.slice(0, 4)}`]),
    ...(idNumber === null ? [] : [`i${idNumber}`]),
    ...(phone === null ? [] : [`p${phone}`]),
  ]
}

/** Pairs of two units that share a key, each once. */
function* pairsOf(people: readonly Found[]): Generator<[Found, Found]> {
  const blocks = new Map<string, Found[]>()
  for (const person of people) for (const earlier of meet(blocks, person)) yield [earlier, person]
}

/** Puts a person into their blocks; gives those of other units already there. */
function meet(blocks: Map<string, Found[]>, person: Found): Set<Found> {
  const met = new Set<Found>()
  for (const key of person.keys) {
    const block = blocks.get(key) ?? []
    blocks.set(key, block)
    for (const earlier of block) if (earlier.unitId !== person.unitId) met.add(earlier)
    if (block.length < LARGEST_BLOCK) block.push(person)
  }
  return met
}

async function readTimes(
  db: ReadDb,
  { ids, since }: { ids: readonly string[]; since: string },
): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('delivery')
    .select((expression) => ['address_id', expression.fn.countAll().as('times')])
    .where('address_id', 'in', [...new Set(ids)])
    .where('on_day', '>=', since)
    .where('reverses', 'is', null)
    .where('deleted_at', 'is', null)
    .groupBy('address_id')
    .execute()
  return new Map(rows.map((row) => [row.address_id, Number(row.times)]))
}
