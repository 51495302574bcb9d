import type { ReadDb } from '../../../db/database.ts'
import type { DuplicateKind, KnownBy } from '../common/duplicateSchemas.ts'

/** What tells files of one name apart, by id. */
export async function readKnownBy(
  db: ReadDb,
  kind: DuplicateKind,
  ids: readonly string[],
): Promise<Map<string, KnownBy>> {
  if (ids.length === 0) return new Map()
  if (kind === 'donor') {
    const donors = await db.selectFrom('donor').select(['id', 'place']).where('id', 'in', ids).execute()
    return new Map(donors.map(({ id, place }) => [id, { birthDay: null, place }]))
  }
  const addresses = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .select(['address.id', 'person.birth_day', 'village.name as place'])
    .where('address.id', 'in', ids)
    .execute()
  return new Map(addresses.map(({ id, birth_day, place }) => [id, { birthDay: birth_day, place }]))
}
