import { refuse } from '../base/common/failures.ts'
import type { ReadDb, WriteDb } from './database.ts'

/** Longer than any page stays open on a form that was sent without an answer. */
const REMEMBERED_DAYS = 30

/**
 * Makes a write and its draft one (docs/decisions/0053): in the transaction of the write the draft goes, and its id is
 * remembered, so that the same form sent again is not written again.
 * @throws `common.alreadyWritten`
 */
export async function claimDraft(
  db: WriteDb,
  { id, userId, now }: { id: string; userId: string; now: string },
): Promise<void> {
  const claimed = await db
    .insertInto('draft_written')
    .values({ user_id: userId, id, written_at: now })
    .onConflict((same) => same.columns(['user_id', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (claimed === undefined) refuse('common.alreadyWritten')
  await db.deleteFrom('draft').where('id', '=', id).where('user_id', '=', userId).execute()
  const forgotten = new Date(Date.parse(now) - REMEMBERED_DAYS * 86_400_000).toISOString()
  await db.deleteFrom('draft_written').where('written_at', '<', forgotten).execute()
}

/** Whether what stood in a user's draft is in the book. */
export async function isDraftWritten(
  db: ReadDb | WriteDb,
  { id, userId }: { id: string; userId: string },
): Promise<boolean> {
  const written = await db
    .selectFrom('draft_written')
    .select('id')
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .executeTakeFirst()
  return written !== undefined
}
