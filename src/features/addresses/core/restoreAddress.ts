import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { setDeleted, type WriteContext } from '../../../db/recordWriter.ts'

/**
 * Shows a deleted address again, with the person behind it: an undone import hides both.
 * @throws `common.notFound` for one that was merged into another and is no file of its own
 */
export async function restoreAddress(db: WriteDb, context: WriteContext, id: string): Promise<void> {
  const address = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select(['address.merged_into', 'person.id as personId', 'person.deleted_at as personDeletedAt'])
    .where('address.id', '=', id)
    .executeTakeFirst()
  if (address === undefined || address.merged_into !== null) refuse('common.notFound')
  const { personId, personDeletedAt } = address
  if (personId !== null && personDeletedAt !== null) {
    await setDeleted(db, context, { table: 'person', id: personId, deleted: false })
  }
  await setDeleted(db, context, { table: 'address', id, deleted: false })
}
