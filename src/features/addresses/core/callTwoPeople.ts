import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, type WriteContext } from '../../../db/recordWriter.ts'

/**
 * Remembers in the transaction of a new file that it is about another person than those it was compared with, so that no scan
 * asks again. Whoever was merged, deleted or is another unit's by now is passed over.
 */
export async function callTwoPeople(
  db: WriteDb,
  context: WriteContext,
  { id, otherIds }: { id: string; otherIds: readonly string[] },
): Promise<void> {
  if (otherIds.length === 0) return
  const known = await db
    .selectFrom('address')
    .select('id')
    .where('id', 'in', [...otherIds])
    .where('owner_unit', '=', context.unitId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .execute()
  for (const other of known) {
    const [first, second] = other.id < id ? [other.id, id] : [id, other.id]
    const values = { kind: 'address' as const, first_id: first, second_id: second }
    await insertRecord(db, context, { table: 'not_duplicate', values })
  }
}
