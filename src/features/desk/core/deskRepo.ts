import { newRecordId } from '../../../base/common/recordId.ts'
import { isDraftWritten } from '../../../db/claimDraft.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { SavedView } from '../common/contract.ts'

export interface FormOfUser {
  userId: string
  form: string
}

export async function findDraft(
  db: ReadDb,
  { userId, form }: FormOfUser,
): Promise<{ id: string; content: string; savedAt: string } | null> {
  const draft = await db
    .selectFrom('draft')
    .select(['id', 'content', 'saved_at as savedAt'])
    .where('user_id', '=', userId)
    .where('form', '=', form)
    // Kept by the same user's other window in the moment it was written.
    .where('id', 'not in', db.selectFrom('draft_written').select('id').where('user_id', '=', userId))
    .executeTakeFirst()
  return draft ?? null
}

export interface DraftToKeep extends FormOfUser {
  id: string
  content: string
  savedAt: string
}

/** False when it was written before this arrived: kept now, it would be offered and written again. */
export async function keepDraft(db: WriteDb, draft: DraftToKeep): Promise<boolean> {
  const { userId, form, id, content, savedAt } = draft
  if (await isDraftWritten(db, { id, userId })) return false
  await db
    .insertInto('draft')
    .values({ user_id: userId, form, id, content, saved_at: savedAt })
    .onConflict((same) => same.columns(['user_id', 'form']).doUpdateSet({ id, content, saved_at: savedAt }))
    .execute()
  return true
}

export async function dropDraft(db: WriteDb, { userId, form }: FormOfUser): Promise<void> {
  await db.deleteFrom('draft').where('user_id', '=', userId).where('form', '=', form).execute()
}

/** A user's views of a list and the shared ones, by name. */
export async function listViews(db: ReadDb, { userId, list }: { userId: string; list: string }): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_view')
    .select(['id', 'name', 'content', 'shared', 'user_id', 'is_default'])
    .where('list', '=', list)
    .where((where) => where.or([where('user_id', '=', userId), where('shared', '=', 1)]))
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map(({ id, name, content, shared, user_id, is_default }) => ({
    id,
    name,
    content,
    shared: shared === 1,
    mine: user_id === userId,
    isDefault: user_id === userId && is_default === 1,
  }))
}

export interface ViewToSave {
  userId: string
  list: string
  name: string
  content: string
  shared: boolean
  savedAt: string
}

/** Writes over the user's view of that name, if there is one; gives its id. */
export async function saveView(db: WriteDb, { userId, list, name, ...rest }: ViewToSave): Promise<string> {
  const values = { content: rest.content, shared: rest.shared ? 1 : 0, saved_at: rest.savedAt }
  const same = await db
    .selectFrom('saved_view')
    .select('id')
    .where('user_id', '=', userId)
    .where('list', '=', list)
    .where('name', '=', name)
    .executeTakeFirst()
  if (same !== undefined) {
    await db.updateTable('saved_view').set(values).where('id', '=', same.id).execute()
    return same.id
  }
  const id = newRecordId()
  await db
    .insertInto('saved_view')
    .values({ id, user_id: userId, list, name, is_default: 0, ...values })
    .execute()
  return id
}

/** False when the user has no such view. */
export async function dropView(db: WriteDb, { userId, id }: { userId: string; id: string }): Promise<boolean> {
  const dropped = await db
    .deleteFrom('saved_view')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .returning('id')
    .executeTakeFirst()
  return dropped !== undefined
}

/** Makes one view of the user the one the list opens with, or none. False when the user has no such view. */
export async function openWith(
  db: WriteDb,
  { userId, list, id }: { userId: string; list: string; id: string | null },
): Promise<boolean> {
  const ofList = db.updateTable('saved_view').where('user_id', '=', userId).where('list', '=', list)
  await ofList.set({ is_default: 0 }).execute()
  if (id === null) return true
  const chosen = await ofList.set({ is_default: 1 }).where('id', '=', id).returning('id').executeTakeFirst()
  return chosen !== undefined
}
