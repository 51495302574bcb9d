import type { Day } from '../../../base/common/day.ts'
import { searchTokens } from '../../../base/common/foldForSearch.ts'
import { readIdentityNumber } from '../../../base/common/identityNumber.ts'
import { readPhoneNumber } from '../../../base/common/phoneNumber.ts'
import type { ReadDb } from '../../../db/database.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import {
  type Evidence,
  isWorthAHint,
  likenessOf,
  type PersonFacts,
  preparePerson,
  WORTH_A_LOOK,
} from '../../duplicates/common/rules.ts'
import type { SimilarRow } from '../common/contract.ts'
import { readAddressRows } from './addressListRepo.ts'

const MOST_SIMILAR = 5
/** Five words have 120 orders; a longer name is compared in the order it is written. */
const MOST_REORDERED_WORDS = 5
/** People looked at for one way of being alike; a village has a few hundred. */
const MOST_COMPARED = 500

export interface Someone {
  name: string
  birthDay: string | null
  idNumber: string | null
  phone: string | null
  sex: 'M' | 'F' | null
  villageId: string | null
  /** The address being edited is not similar to itself. */
  exceptId?: string | undefined
}

/** The people on file who may be the one being typed, as rows of the register with what speaks for and against. */
export async function listSimilar(db: ReadDb, { today, ...someone }: Someone & { today: Day }): Promise<SimilarRow[]> {
  const similar = await findSimilarAddresses(db, someone)
  const ids = similar.map(({ id }) => id)
  const rows = new Map((await readAddressRows(db, { ids, today })).map((row) => [row.id, row]))
  return similar.flatMap(({ id, score, evidence }) => {
    const row = rows.get(id)
    return row === undefined ? [] : [{ ...row, likely: score >= WORTH_A_LOOK, evidence }]
  })
}

interface SimilarAddress {
  id: string
  score: number
  evidence: Evidence[]
}

/**
 * People on file who may be the one being typed, the likeliest first: the same rule as the scan of the whole book, over those
 * with the same words of the name in any order, the same numbers, or of the same village. Answers while typing.
 */
async function findSimilarAddresses(db: ReadDb, someone: Someone): Promise<SimilarAddress[]> {
  const idNumber = someone.idNumber === null ? null : readIdentityNumber(someone.idNumber).number
  const phone = someone.phone === null ? null : readPhoneNumber(someone.phone).display
  const facts = { ...someone, idNumber, phone }
  const known = await readCandidates(db, facts)
  const settled = await saidDifferent(db, someone.exceptId)
  const commune = await communeOf(db, someone.villageId)
  const asked = preparePerson({ ...facts, otherName: null, village: someone.villageId, commune })
  return known
    .filter(({ id }) => !settled.has(id))
    .map(({ id, ...person }) => ({ id, ...likenessOf(asked, preparePerson(person)) }))
    .filter(isWorthAHint)
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
    .slice(0, MOST_SIMILAR)
}

type Known = PersonFacts & { id: string }

/** One question for each way of being alike: each has its index, which one question with "or" would not use. */
async function readCandidates(db: ReadDb, someone: Someone): Promise<Known[]> {
  const { name, idNumber, phone, villageId } = someone
  const words = searchTokens(name)
  const of = () => peopleOnFile(db, someone.exceptId)
  const ends = words.length < 2 ? undefined : `${words[0]} ${words.at(-1)}`
  const named = ends === undefined ? undefined : await searchCondition(db, { table: 'address', text: ends })
  const found = await Promise.all([
    words.length === 0 ? [] : of().where('person.search', 'in', wordOrders(words)).execute(),
    idNumber === null ? [] : of().where('person.id_number', '=', idNumber).execute(),
    phone === null ? [] : of().where('person.phone', '=', phone).execute(),
    villageId === null || words.length < 2 ? [] : of().where('address.village_id', '=', villageId).execute(),
    named === undefined ? [] : of().where(named).execute(),
  ])
  return [...new Map(found.flat().map((person) => [person.id, person])).values()]
}

function peopleOnFile(db: ReadDb, exceptId: string | undefined) {
  return db
    .selectFrom('person')
    .innerJoin('address', 'address.person_id', 'person.id')
    .select([
      'address.id',
      'person.full_name as name',
      'person.other_name as otherName',
      'person.sex',
      'person.birth_day as birthDay',
      'person.id_number as idNumber',
      'person.phone',
      'address.village_id as village',
      'address.commune_id as commune',
    ])
    .where('address.deleted_at', 'is', null)
    .where('address.merged_into', 'is', null)
    .where('address.id', '!=', exceptId ?? '')
    .limit(MOST_COMPARED)
}

/** People of whom somebody said that they are another than this one. */
async function saidDifferent(db: ReadDb, id: string | undefined): Promise<Set<string>> {
  if (id === undefined) return new Set()
  const rows = await db
    .selectFrom('not_duplicate')
    .select(['first_id', 'second_id'])
    .where((where) => where.or([where('first_id', '=', id), where('second_id', '=', id)]))
    .where('deleted_at', 'is', null)
    .execute()
  return new Set(rows.flatMap((row) => [row.first_id, row.second_id]))
}

async function communeOf(db: ReadDb, villageId: string | null): Promise<string | null> {
  if (villageId === null) return null
  const village = await db.selectFrom('village').select('commune_id').where('id', '=', villageId).executeTakeFirst()
  return village?.commune_id ?? null
}

/** Every order of the words, each once. */
function wordOrders(words: string[]): string[] {
  if (words.length > MOST_REORDERED_WORDS) return [words.join(' ')]
  return [...new Set(permutations(words).map((order) => order.join(' ')))]
}

function permutations(words: string[]): string[][] {
  if (words.length <= 1) return [words]
  return words.flatMap((word, index) => permutations(words.toSpliced(index, 1)).map((rest) => [word, ...rest]))
}
