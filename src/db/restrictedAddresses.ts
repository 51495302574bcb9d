import type { ReadDb } from './database.ts'

const IDS_AT_ONCE = 500

/**
 * Which of these addresses are only kept: the person asked that their data be put to no use (Law 91/2025/QH15). They stand on
 * no paper, in no file and in no bundle by name.
 */
export async function findRestricted(db: ReadDb, addressIds: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = [...new Set(addressIds)]
  const found = new Set<string>()
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const rows = await db
      .selectFrom('address')
      .select('id')
      .where('id', 'in', ids.slice(start, start + IDS_AT_ONCE))
      .where('restricted_on', 'is not', null)
      .execute()
    for (const { id } of rows) found.add(id)
  }
  return found
}
