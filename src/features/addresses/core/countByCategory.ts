import { sql } from 'kysely'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { AddressFilter } from '../common/addressSchemas.ts'
import type { CategoryCount } from '../common/fileSchemas.ts'
import { narrow } from './addressListRepo.ts'

export interface CategoryCountSearch {
  filter: AddressFilter
  /** Lines by commune, or village by village. */
  by: 'commune' | 'village'
  /** A person of several categories counts once, under the main one; otherwise under each. */
  mainOnly: boolean
}

/** How many addresses stand in each category and place, by sex; a collective has none. */
export async function countByCategory(
  db: ReadDb,
  { filter, by, mainOnly }: CategoryCountSearch,
): Promise<CategoryCount[]> {
  const narrowed = await narrow(db, filter)
  const main = narrowed(db.selectFrom('address')).select([
    'address.id',
    sql<string>`address.main_category`.as('category'),
  ])
  const others = narrowed(db.selectFrom('address'))
    .innerJoin('address_category', 'address_category.address_id', 'address.id')
    .select(['address.id', sql<string>`address_category.category`.as('category')])
  const placeId = by === 'commune' ? sql<string | null>`address.commune_id` : sql<string | null>`address.village_id`
  const placeName =
    by === 'commune'
      ? sql<string>`coalesce((select max(unit_name.name) from unit_name
          where unit_name.unit_id = address.commune_id and unit_name.valid_to is null), '')`
      : sql<string>`coalesce((select village.name from village where village.id = address.village_id), '')`
  const rows = await db
    .selectFrom((mainOnly ? main : main.union(others)).as('counted'))
    .innerJoin('address', 'address.id', 'counted.id')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select([
      'counted.category',
      placeId.as('placeId'),
      sql<string>`min(${placeName})`.as('placeName'),
      sql<number>`sum(case when person.sex = 'M' then 1 else 0 end)`.as('male'),
      sql<number>`sum(case when person.sex = 'F' then 1 else 0 end)`.as('female'),
      sql<number>`sum(case when person.sex is null then 1 else 0 end)`.as('unknown'),
    ])
    .groupBy(['counted.category', placeId])
    .execute()
  return rows
    .map((row) => ({
      ...row,
      male: Number(row.male),
      female: Number(row.female),
      unknown: Number(row.unknown),
    }))
    .sort((one, other) => (sortKey(one) < sortKey(other) ? -1 : 1))
}

function sortKey({ placeName, category }: CategoryCount): string {
  return `${textSortKey(placeName)} ${category}`
}
