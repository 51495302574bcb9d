import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { type RecordChanges, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { BulkChanges } from '../common/addressSchemas.ts'
import { setVillage } from './addressFileRepo.ts'
import { refuseUnknownWord, textOrNull } from './filePart.ts'

export interface BulkEdit {
  ids: string[]
  changes: BulkChanges
  report: (progress: { done: number; total: number }) => void
  signal: AbortSignal
}

/** Addresses written between two reports of how far it is. */
const BETWEEN_REPORTS = 25

/**
 * Writes the same change into many files, one journal row each, all of one command, so one undo takes all of them back.
 * Cancelled, nothing has happened. Returns how many changed.
 * @throws `addresses.unknownVillage`, `addresses.unknownWord`, `common.notFound`
 */
export async function bulkEdit(
  db: WriteDb,
  context: WriteContext,
  { ids, changes, report, signal }: BulkEdit,
): Promise<number> {
  const wanted = [...new Set(ids)]
  await refuseUnknownWord(db, { kind: 'category', code: changes.mainCategory ?? null })
  await refuseUnknownWord(db, { kind: 'category', code: changes.addCategory ?? null })
  const changed = new Set<string>()
  if (changes.villageId !== undefined) {
    for (const id of await setVillage(db, context, { ids: wanted, villageId: changes.villageId })) changed.add(id)
  }
  const addresses = await db
    .selectFrom('address')
    .select(['id', 'version', 'main_category', 'other_categories', 'responsible', 'next_visit_on'])
    .where('id', 'in', wanted)
    .where('deleted_at', 'is', null)
    .execute()
  if (addresses.length < wanted.length) refuse('common.notFound')
  for (const [index, { id, version, ...before }] of addresses.entries()) {
    signal.throwIfAborted()
    if (index % BETWEEN_REPORTS === 0) report({ done: index, total: addresses.length })
    const values = changedValues(before, changes)
    if (Object.keys(values).length === 0) continue
    await updateRecord(db, context, { table: 'address', id, version, changes: values })
    if (values.main_category !== undefined || values.other_categories !== undefined) await followCategories(db, id)
    changed.add(id)
  }
  return changed.size
}

interface Before {
  main_category: string
  other_categories: string | null
  responsible: string | null
  next_visit_on: string | null
}

function changedValues(before: Before, changes: BulkChanges): RecordChanges<'address'> {
  const main = changes.mainCategory ?? before.main_category
  // Safe: written as a JSON list of codes.
  const kept = JSON.parse(before.other_categories ?? '[]') as string[]
  const added = changes.addCategory === undefined ? kept : [...kept, changes.addCategory]
  const others = [...new Set(added)].filter((code) => code !== main && code !== changes.removeCategory).sort()
  const after: Before = {
    main_category: main,
    other_categories: others.length === 0 ? null : JSON.stringify(others),
    responsible: changes.responsible === undefined ? before.responsible : textOrNull(changes.responsible),
    next_visit_on: changes.nextVisitOn === undefined ? before.next_visit_on : changes.nextVisitOn,
  }
  return Object.fromEntries(
    Object.entries(after).filter(([column, value]) => before[column as keyof Before] !== value),
  ) as RecordChanges<'address'>
}

async function followCategories(db: WriteDb, addressId: string): Promise<void> {
  const { other_categories } = await db
    .selectFrom('address')
    .select('other_categories')
    .where('id', '=', addressId)
    .executeTakeFirstOrThrow()
  await db.deleteFrom('address_category').where('address_id', '=', addressId).execute()
  // Safe: written above as a JSON list of codes.
  const rows = (JSON.parse(other_categories ?? '[]') as string[]).map((category) => ({
    address_id: addressId,
    category,
  }))
  if (rows.length > 0) await db.insertInto('address_category').values(rows).execute()
}
