import type { ReadDb } from '../../../db/database.ts'

export interface NamedRecord {
  id: string
  name: string
  /** Where its page is. */
  path: string
}

/** Ids an entry's body speaks of: records looked at, one record, or records changed. */
export function recordIdsOf(body: Record<string, unknown>): string[] {
  const { recordId, records } = body
  const single = typeof recordId === 'string' ? [recordId] : []
  if (Array.isArray(records)) return [...single, ...records.map((record: { id: string }) => record.id)]
  if (typeof records !== 'object' || records === null) return single
  // Safe: the trail writes lists of ids by procedure.
  return [...single, ...Object.values(records as Record<string, string[]>).flat()]
}

/** Names of today for the records that have a page of their own; a person or a step is named by its address's own entry. */
export async function nameRecords(db: ReadDb, ids: readonly string[]): Promise<Map<string, NamedRecord>> {
  const named = new Map<string, NamedRecord>()
  const wanted = [...new Set(ids)]
  for (let start = 0; start < wanted.length; start += 500) {
    const chunk = wanted.slice(start, start + 500)
    for (const record of await readNames(db, chunk)) named.set(record.id, record)
  }
  return named
}

async function readNames(db: ReadDb, ids: string[]): Promise<NamedRecord[]> {
  const addresses = await db
    .selectFrom('address')
    .select(['id', 'display_name as name'])
    .where('id', 'in', ids)
    .execute()
  const donors = await db.selectFrom('donor').select(['id', 'name']).where('id', 'in', ids).execute()
  const rounds = await db.selectFrom('round').select(['id', 'name']).where('id', 'in', ids).execute()
  const pairings = await db
    .selectFrom('pairing')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .select(['pairing.id', 'address.display_name as name'])
    .where('pairing.id', 'in', ids)
    .execute()
  const houses = await db
    .selectFrom('house')
    .innerJoin('address', 'address.id', 'house.address_id')
    .select(['house.id', 'address.display_name as name'])
    .where('house.id', 'in', ids)
    .execute()
  const at = (place: string) => (row: { id: string; name: string }) => ({ ...row, path: `/${place}/${row.id}` })
  return [
    ...addresses.map(at('addresses')),
    ...donors.map(at('donors')),
    ...rounds.map(at('rounds')),
    ...pairings.map(at('pairings')),
    ...houses.map(at('houses')),
  ]
}
