import { type SqlBool, sql } from 'kysely'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { WriteDb } from '../../../db/database.ts'
import { unpackStagedRow } from '../../imports/common/stagedRow.ts'

/** Somebody as the book knew them before they were made anonymous. */
interface KnownPerson {
  addressId: string
  name: string
  birthDay: string | null
  idNumbers: readonly string[]
}

/**
 * Removes the lines of imported files that still tell of somebody: those that were held to be them, those with their identity
 * number, and those with their name unless another year of birth tells them apart. Such lines wait, or were refused or left
 * out: they are in no book.
 */
export async function wipeStagedRows(db: WriteDb, person: KnownPerson): Promise<void> {
  const { addressId, name, birthDay, idNumbers } = person
  const nameKey = foldForSearch(name)
  const texts = [nameKey, ...idNumbers].map((text) => tells('values_json', text))
  const rows = await db
    .selectFrom('import_row')
    .select(['batch_id', 'row_number', 'values_json', 'join_id', 'duplicates_json'])
    .where((where) => where.or([where('join_id', '=', addressId), tells('duplicates_json', addressId), ...texts]))
    .execute()
  for (const { batch_id, row_number, values_json, join_id, duplicates_json } of rows) {
    const line = unpackStagedRow(values_json)
    const held = join_id === addressId || duplicates_json.includes(addressId)
    const numbered = line.idNumber !== null && idNumbers.includes(line.idNumber)
    const named = line.nameKey === nameKey && mayBeBorn(line.birthDay, birthDay)
    if (!held && !numbered && !named) continue
    await db.deleteFrom('import_row').where('batch_id', '=', batch_id).where('row_number', '=', row_number).execute()
  }
}

function tells(column: 'values_json' | 'duplicates_json', text: string) {
  return sql<SqlBool>`${sql.ref(column)} like ${`%"${text.replaceAll(/[\\%_]/g, '\\$&')}"%`} escape '\\'`
}

function mayBeBorn(one: string | null, other: string | null): boolean {
  return one === null || other === null || one.slice(0, 4) === other.slice(0, 4)
}
