import { addressSearchText } from './addressSearchText.ts'
import type { WriteDb } from './database.ts'

/**
 * Makes the addresses of a village found by its present name. `address.search` is a folded copy, not part of the record: it
 * is put right without a new version or a journal row. Here because villages and addresses are two features.
 */
export async function refreshAddressSearch(db: WriteDb, villageId: string): Promise<void> {
  return refreshAddressSearchOf(db, { villageId })
}

/** The same for all addresses of a village, or of a commune that has another name now. */
export async function refreshAddressSearchOf(
  db: WriteDb,
  of: { villageId: string } | { communeId: string },
): Promise<void> {
  const rows = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'address.id',
      'address.display_name as name',
      'person.other_name as otherName',
      'person.id_number as idNumber',
      'village.name as villageName',
      'unit_name.name as communeName',
    ])
    .where(
      'villageId' in of ? 'address.village_id' : 'address.commune_id',
      '=',
      'villageId' in of ? of.villageId : of.communeId,
    )
    .execute()
  for (const { id, ...words } of rows) {
    await db
      .updateTable('address')
      .set({ search: addressSearchText(words) })
      .where('id', '=', id)
      .execute()
  }
}
