import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import type { WriteDb } from '../../../db/database.ts'
import { type RecordChanges, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { DonorTable } from '../../../db/tables/pairingTables.ts'
import { columnsIn, DONOR_COLUMNS, takenColumns } from './fieldColumns.ts'
import { type MergeWish, makeAlias } from './mergeRecords.ts'

/**
 * Two sponsors become one; every pairing goes on under the survivor, every receipt stays where it was written.
 * @throws `duplicates.notFound`, `duplicates.otherUnit`
 */
export async function mergeDonorFiles(db: WriteDb, context: WriteContext, wish: MergeWish): Promise<number> {
  const { survivorId, otherId } = wish
  const rows = await db.selectFrom('donor').selectAll().where('id', 'in', [survivorId, otherId]).execute()
  const [survivor, other] = [survivorId, otherId].map((id) => rows.find((row) => row.id === id))
  if (survivor === undefined || other === undefined) refuse('duplicates.notFound')
  for (const { deleted_at, merged_into, owner_unit } of [survivor, other]) {
    if (owner_unit !== context.unitId) refuse('duplicates.otherUnit')
    if (deleted_at !== null || merged_into !== null) refuse('duplicates.notFound')
  }
  const taken = takenColumns({ survivor, other }, columnsIn(DONOR_COLUMNS, 'donor'), wish.keep)
  const changes = {
    // Safe: the columns come from the list of this table's columns.
    ...(taken as RecordChanges<'donor'>),
    // Who asked once not to be named is not named.
    anonymous: Math.max(survivor.anonymous, other.anonymous),
  }
  await updateRecord(db, context, { table: 'donor', id: survivorId, version: survivor.version, changes })
  const moved = await makeAlias(db, context, wish)
  await refreshDonorTexts(db, survivorId)
  return moved
}

/** Folded copies are no part of the record: they are put right without a new version or a journal row. */
export async function refreshDonorTexts(db: WriteDb, id: string): Promise<void> {
  const donor = await db.selectFrom('donor').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  await db.updateTable('donor').set(donorTexts(donor)).where('id', '=', id).execute()
}

function donorTexts({ name, representative, phone, tax_code }: DonorTable): Pick<DonorTable, 'search' | 'sort_key'> {
  const searched = [name, representative, phone, phone?.replaceAll(' ', ''), tax_code]
  return { search: foldForSearch(searched.filter(Boolean).join(' ')), sort_key: textSortKey(name) }
}
