import { monthsBetween } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { monthlyAmount } from '../../../db/monthlyAmount.ts'
import { findRestricted } from '../../../db/restrictedAddresses.ts'
import { columnMappingSchema } from '../../imports/common/columnMapping.ts'
import { type FlatRegisterRow, flatRegisterView } from '../../imports/common/flatRegisterView.ts'
import type { AddressFilter } from '../common/addressSchemas.ts'
import { narrow } from './addressListRepo.ts'

/** Our vocabulary is finer than the registers offices exchange; these two codes differ in name only. */
const REGISTER_CATEGORIES: Record<string, string> = { exceptionalHardship: 'hardship', disasterVictim: 'disaster' }

/**
 * One line per address and sponsor, or per address without one. Imported lines stand in the order of their register (ids are
 * born in that order), import after import; what was typed here follows by name. Whose data are only kept is left out;
 * identity numbers are for whoever may see them.
 */
export async function listFlatRows(
  db: ReadDb,
  filter: AddressFilter,
  { withNumbers }: { withNumbers: boolean },
): Promise<{ rows: FlatRegisterRow[]; withheld: number }> {
  const all = await flatQuery(db, await narrow(db, filter))
  const restricted = await findRestricted(
    db,
    all.map(({ id }) => id),
  )
  const rows = all.filter(({ id }) => !restricted.has(id))
  const years = await readRegisterYears(db)
  const imported = rows.filter((row) => row.importId !== null)
  const typed = rows.filter((row) => row.importId === null)
  const lines = [...imported, ...typed].map((row) =>
    flatRegisterView({
      name: row.name,
      sex: row.sex === null ? null : row.sex === 'M' ? 'male' : 'female',
      birthDay: row.birthDay,
      communeName: row.communeName,
      villageName: row.villageName,
      categories: [REGISTER_CATEGORIES[row.category] ?? row.category],
      donorName: row.donorName,
      monthly: row.donorName === null ? null : Number(row.monthly),
      fromMonth: row.firstMonth ?? row.needFrom,
      months: row.firstMonth === null ? row.needMonths : wholeMonths(row.firstMonth, row.lastMonth),
      year: row.importId === null ? null : (years.get(row.importId) ?? null),
      idNumber: row.idNumber,
    }),
  )
  return { rows: withNumbers ? lines : lines.map((line) => ({ ...line, cccd: null })), withheld: restricted.size }
}

/** The year each imported register stands for, where it names one. */
async function readRegisterYears(db: ReadDb): Promise<Map<string, number | null>> {
  const batches = await db.selectFrom('import_batch').select(['id', 'mapping']).execute()
  return new Map(
    batches.map(({ id, mapping }) => [id, columnMappingSchema.safeParse(JSON.parse(mapping)).data?.year ?? null]),
  )
}

function wholeMonths(first: string, last: string | null): number | null {
  return last === null ? null : monthsBetween(first, last) + 1
}

async function flatQuery(db: ReadDb, narrowed: Awaited<ReturnType<typeof narrow>>) {
  return db
    .selectFrom('address')
    .where('address.id', 'in', narrowed(db.selectFrom('address')).select('address.id'))
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .leftJoin('pairing', (join) =>
      join.onRef('pairing.address_id', '=', 'address.id').on('pairing.deleted_at', 'is', null),
    )
    .leftJoin('donor', 'donor.id', 'pairing.donor_id')
    .leftJoin('import_batch', 'import_batch.id', 'address.import_id')
    .select([
      'address.id',
      'address.display_name as name',
      'address.import_id as importId',
      'address.main_category as category',
      'address.need_from as needFrom',
      'address.need_months as needMonths',
      'person.sex',
      'person.birth_day as birthDay',
      'person.id_number as idNumber',
      'village.name as villageName',
      'unit_name.name as communeName',
      'donor.name as donorName',
      'pairing.first_month as firstMonth',
      'pairing.last_month as lastMonth',
      monthlyAmount().as('monthly'),
    ])
    .orderBy('import_batch.created_at')
    .orderBy('address.import_id')
    .orderBy((order) =>
      order.case().when('address.import_id', 'is', null).then(order.ref('address.sort_key')).else('').end(),
    )
    .orderBy('address.id')
    .orderBy('pairing.id')
    .execute()
}
