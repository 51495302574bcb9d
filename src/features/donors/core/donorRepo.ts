import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch, normaliseText } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import { readPhoneNumber } from '../../../base/common/phoneNumber.ts'
import type { WriteDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { DonorTable } from '../../../db/tables/pairingTables.ts'
import type { DonorFields } from '../common/donorSchemas.ts'

/** Writes a new donor; returns the id. */
export function insertDonor(db: WriteDb, context: WriteContext, fields: DonorFields): Promise<string> {
  return insertRecord(db, context, {
    table: 'donor',
    values: { ...donorValues(fields), import_id: null, merged_into: null },
  })
}

/** Saves the form of a donor on file. */
export async function saveDonor(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields }: { id: string; version: number; fields: DonorFields },
): Promise<void> {
  const known = await db.selectFrom('donor').select('id').where('id', '=', id).executeTakeFirst()
  if (known === undefined) refuse('donors.notFound')
  await updateRecord(db, context, { table: 'donor', id, version, changes: donorValues(fields) })
}

/** Refuses while the donor still stands behind a pairing of this office, or money in the books bears the name. */
export async function refuseIfNeeded(db: WriteDb, { unitId }: WriteContext, donorId: string): Promise<void> {
  const { pairings } = await db
    .selectFrom('pairing')
    .select((expression) => expression.fn.countAll().as('pairings'))
    .where('donor_id', 'in', withMerged('donor', donorId))
    .where('owner_unit', '=', unitId)
    .where('state', '<>', 'ended')
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(pairings) > 0) refuse('donors.hasPairings', { count: Number(pairings) })
  for (const table of ['receipt', 'delivery'] as const) {
    const money = await db
      .selectFrom(table)
      .select('id')
      .where('donor_id', 'in', withMerged('donor', donorId))
      .where('owner_unit', '=', unitId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (money !== undefined) refuse('donors.hasMoney')
  }
}

function donorValues(fields: DonorFields) {
  const name = normaliseText(fields.name)
  const phone = textOrNull(fields.phone)
  const searched = [name, fields.representative, phone, phone?.replaceAll(' ', ''), fields.taxCode]
  return {
    kind: fields.kind,
    name,
    representative: textOrNull(fields.representative),
    phone: phone === null ? null : readPhoneNumber(phone).display,
    email: textOrNull(fields.email),
    place: textOrNull(fields.place),
    tax_code: textOrNull(fields.taxCode),
    anonymous: fields.anonymous ? 1 : 0,
    note: fields.note,
    search: foldForSearch(searched.filter(Boolean).join(' ')),
    sort_key: textSortKey(name),
  } satisfies Partial<DonorTable>
}

function textOrNull(text: string | null): string | null {
  const normal = text === null ? '' : normaliseText(text)
  return normal === '' ? null : normal
}
