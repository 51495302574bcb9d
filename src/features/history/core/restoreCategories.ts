import type { WriteDb } from '../../../db/database.ts'
import type { RecordTable } from '../common/recordFields.ts'

/**
 * Further categories stand twice: in the address, which the journal keeps, and as rows to search by, which it does not.
 * After an undo the rows follow the address again.
 */
export async function restoreCategories(
  db: WriteDb,
  undone: readonly { table_name: RecordTable; row_id: string; new_values: string | null }[],
): Promise<void> {
  const touched = undone.filter((row) => row.table_name === 'address' && row.new_values?.includes('other_categories'))
  for (const { row_id } of touched) {
    const address = await db
      .selectFrom('address')
      .select('other_categories')
      .where('id', '=', row_id)
      .executeTakeFirstOrThrow()
    // Safe: written by the addresses feature as a JSON array of category codes.
    const categories = JSON.parse(address.other_categories ?? '[]') as string[]
    await db.deleteFrom('address_category').where('address_id', '=', row_id).execute()
    const rows = categories.map((category) => ({ address_id: row_id, category }))
    if (rows.length > 0) await db.insertInto('address_category').values(rows).execute()
  }
}
