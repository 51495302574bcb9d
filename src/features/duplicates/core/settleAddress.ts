import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import { addressSearchText } from '../../../db/addressSearchText.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { addressStateAfter } from '../../pairings/common/rules.ts'

/**
 * Brings everything that follows from an address's own columns and pairings in line with them, after a merge or its undo: the
 * folded texts, the rows of categories, and "paired" or "active".
 */
export async function settleAddress(
  db: WriteDb,
  context: WriteContext,
  { id, today }: { id: string; today: string },
): Promise<void> {
  await refreshTexts(db, id)
  await refreshCategories(db, id)
  await settleState(db, context, { id, today })
}

/** Folded copies are no part of the record: they are put right without a new version or a journal row. */
async function refreshTexts(db: WriteDb, id: string): Promise<void> {
  const row = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select(['address.display_name as name', 'person.id as personId', 'person.full_name as fullName'])
    .select(['person.other_name as otherName', 'person.id_number as idNumber', 'village.name as villageName'])
    .select('unit_name.name as communeName')
    .where('address.id', '=', id)
    .executeTakeFirstOrThrow()
  await db
    .updateTable('address')
    .set({ search: addressSearchText(row), sort_key: nameSortKey(row.name) })
    .where('id', '=', id)
    .execute()
  if (row.personId === null || row.fullName === null) return
  await db
    .updateTable('person')
    .set({ search: foldForSearch(row.fullName), sort_key: nameSortKey(row.fullName) })
    .where('id', '=', row.personId)
    .execute()
}

async function refreshCategories(db: WriteDb, id: string): Promise<void> {
  const { other_categories } = await db
    .selectFrom('address')
    .select('other_categories')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  // Safe: written as a JSON array of category codes.
  const categories = JSON.parse(other_categories ?? '[]') as string[]
  await db.deleteFrom('address_category').where('address_id', '=', id).execute()
  const rows = categories.map((category) => ({ address_id: id, category }))
  if (rows.length > 0) await db.insertInto('address_category').values(rows).execute()
}

async function settleState(
  db: WriteDb,
  context: WriteContext,
  { id, today }: { id: string; today: string },
): Promise<void> {
  const { state, version } = await db
    .selectFrom('address')
    .select(['state', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const pairings = await db
    .selectFrom('pairing')
    .select('state')
    .where('address_id', '=', id)
    .where('owner_unit', '=', context.unitId)
    .where('deleted_at', 'is', null)
    .execute()
  const next = addressStateAfter(state, {
    engaged: pairings.filter((pairing) => pairing.state === 'active' || pairing.state === 'suspended').length,
    intended: pairings.filter((pairing) => pairing.state === 'intended').length,
  })
  if (next === undefined) return
  await updateRecord(db, context, {
    table: 'address',
    id,
    version: Number(version),
    changes: { state: next, state_since: today },
  })
  await insertRecord(db, context, {
    table: 'address_step',
    values: {
      address_id: id,
      state: next,
      on_day: today,
      by_name: null,
      reason: null,
      end_reason: null,
      decision_id: null,
    },
  })
}
