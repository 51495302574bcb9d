import type { WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { refreshAddressSearch } from '../../../db/refreshAddressSearch.ts'
import { officeSex } from '../common/rules.ts'
import type { StagedRow } from '../common/stagedRow.ts'

/**
 * Fills what is blank in the file of somebody on record with what a row of the register says; nothing that is written is
 * touched. Answers whether anything was blank.
 */
export async function joinRow(
  db: WriteDb,
  context: WriteContext,
  { row, addressId }: { row: StagedRow; addressId: string },
): Promise<boolean> {
  const address = await db
    .selectFrom('address')
    .selectAll()
    .where('id', '=', addressId)
    .where('owner_unit', '=', context.unitId)
    .where('deleted_at', 'is', null)
    .where('merged_into', 'is', null)
    .executeTakeFirst()
  // Deleted or merged since the file was read: the row is left out like any duplicate.
  if (address === undefined) return false
  const place = blanksOf(address, {
    address_line: row.addressDetail,
    former_address: row.formerPlace,
    note: row.note,
  })
  if (place !== undefined) {
    await updateRecord(db, context, { table: 'address', id: addressId, version: address.version, changes: place })
  }
  const filled =
    address.person_id === null ? false : await joinPerson(db, context, { row, personId: address.person_id })
  if (filled && address.village_id !== null) await refreshAddressSearch(db, address.village_id)
  return filled || place !== undefined
}

async function joinPerson(
  db: WriteDb,
  context: WriteContext,
  { row, personId }: { row: StagedRow; personId: string },
): Promise<boolean> {
  const person = await db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirstOrThrow()
  const changes = blanksOf(person, {
    sex: officeSex(row.sex),
    birth_day: row.birthDay,
    ethnicity: row.ethnicity,
    phone: row.phone,
    guardian_name: row.guardian,
    ...(person.id_number === null ? { id_number: row.idNumber, id_kind: row.idKind } : {}),
  })
  if (changes === undefined) return false
  await updateRecord(db, context, { table: 'person', id: personId, version: person.version, changes })
  return true
}

/** Of the given columns those that are blank on file and not in the row; undefined when there are none. */
function blanksOf<Columns extends object>(onFile: object, said: Columns): Columns | undefined {
  // Safe: a row is its columns by name.
  const known = onFile as Readonly<Record<string, unknown>>
  const blanks = Object.entries(said).filter(
    ([column, value]) => value !== null && value !== '' && (known[column] ?? null) === null,
  )
  // Safe: a part of the given columns, each with the value it was given.
  return blanks.length === 0 ? undefined : (Object.fromEntries(blanks) as Columns)
}
