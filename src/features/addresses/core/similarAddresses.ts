import { searchTokens } from '../../../base/common/foldForSearch.ts'
import { readIdentityNumber } from '../../../base/common/identityNumber.ts'
import type { ReadDb } from '../../../db/database.ts'

const MOST_SIMILAR = 10
/** Five words have 120 orders; a longer name is compared in the order it is written. */
const MOST_REORDERED_WORDS = 5

export interface Someone {
  name: string
  birthDay: string | null
  idNumber: string | null
  exceptId?: string | undefined
}

/**
 * Addresses of people who may be the same: the same ID number, or the same words of the name (marks, place of the tone mark
 * and order aside) and a birth year within one. Asks the index for every order of the words, so it answers while typing.
 */
export async function findSimilarAddresses(db: ReadDb, someone: Someone): Promise<string[]> {
  const names = wordOrders(searchTokens(someone.name))
  const idNumber = someone.idNumber === null ? null : readIdentityNumber(someone.idNumber).number
  if (names.length === 0 && idNumber === null) return []
  const people = await db
    .selectFrom('person')
    .innerJoin('address', 'address.person_id', 'person.id')
    .select(['address.id', 'person.birth_day', 'person.id_number'])
    .where('address.deleted_at', 'is', null)
    .where('address.id', '!=', someone.exceptId ?? '')
    .where((where) =>
      where.or([
        ...(names.length > 0 ? [where('person.search', 'in', names)] : []),
        ...(idNumber === null ? [] : [where('person.id_number', '=', idNumber)]),
      ]),
    )
    .orderBy('address.id')
    .limit(MOST_SIMILAR * 5)
    .execute()
  return people
    .filter(
      (person) => (idNumber !== null && person.id_number === idNumber) || yearsMeet(person.birth_day, someone.birthDay),
    )
    .slice(0, MOST_SIMILAR)
    .map((person) => person.id)
}

/** Every order of the words, each once. */
function wordOrders(words: string[]): string[] {
  if (words.length === 0) return []
  if (words.length > MOST_REORDERED_WORDS) return [words.join(' ')]
  return [...new Set(permutations(words).map((order) => order.join(' ')))]
}

function permutations(words: string[]): string[][] {
  if (words.length <= 1) return [words]
  return words.flatMap((word, index) => permutations(words.toSpliced(index, 1)).map((rest) => [word, ...rest]))
}

function yearsMeet(first: string | null, second: string | null): boolean {
  if (first === null || second === null) return true
  return Math.abs(Number(first.slice(0, 4)) - Number(second.slice(0, 4))) <= 1
}
