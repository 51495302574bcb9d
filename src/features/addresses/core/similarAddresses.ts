import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { readIdentityNumber } from '../../../base/common/identityNumber.ts'
import type { ReadDb } from '../../../db/database.ts'

const MOST_SIMILAR = 10

export interface Someone {
  name: string
  birthDay: string | null
  idNumber: string | null
}

/** Addresses of people who may be the same: the same ID number, or the same folded name and a birth year within one. */
export async function findSimilarAddresses(db: ReadDb, someone: Someone): Promise<string[]> {
  const search = foldForSearch(someone.name)
  const idNumber = someone.idNumber === null ? null : readIdentityNumber(someone.idNumber).number
  if (search === '' && idNumber === null) return []
  const people = await db
    .selectFrom('person')
    .innerJoin('address', 'address.person_id', 'person.id')
    .select(['address.id', 'person.birth_day', 'person.id_number'])
    .where('address.deleted_at', 'is', null)
    .where((where) => where.or([where('person.search', '=', search), where('person.id_number', '=', idNumber)]))
    .limit(MOST_SIMILAR * 5)
    .execute()
  return people
    .filter(
      (person) => (idNumber !== null && person.id_number === idNumber) || yearsMeet(person.birth_day, someone.birthDay),
    )
    .slice(0, MOST_SIMILAR)
    .map((person) => person.id)
}

function yearsMeet(first: string | null, second: string | null): boolean {
  if (first === null || second === null) return true
  return Math.abs(Number(first.slice(0, 4)) - Number(second.slice(0, 4))) <= 1
}
