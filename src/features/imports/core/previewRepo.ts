import type { ReadDb } from '../../../db/database.ts'
import type { ImportRowTable } from '../../../db/tables/exchangeTables.ts'
import type { Lookalike, PreviewRow } from '../common/importSchemas.ts'
import type { CellProblem } from '../common/registerRow.ts'
import { type Duplicate, unpackStagedRow } from '../common/stagedRow.ts'

interface PreviewQuery {
  batchId: string
  status?: ImportRowTable['status'] | undefined
  offset: number
  limit: number
}

/** Staged rows in the order of the file, each with those it looks like. */
export async function readStagedRows(
  db: ReadDb,
  { batchId, status, offset, limit }: PreviewQuery,
): Promise<PreviewRow[]> {
  let query = db.selectFrom('import_row').selectAll().where('batch_id', '=', batchId)
  if (status !== undefined) query = query.where('status', '=', status)
  const rows = (await query.orderBy('row_number').limit(limit).offset(offset).execute()).map(parseRow)
  const lookalikes = await readLookalikes(db, batchId, rows)
  return rows.map(({ duplicates, ...row }) => ({
    ...row,
    lookalikes: duplicates.flatMap((duplicate) => lookalikes.get(keyOf(duplicate)) ?? []),
  }))
}

export async function countRows(
  db: ReadDb,
  { batchId, status }: Pick<PreviewQuery, 'batchId' | 'status'>,
): Promise<number> {
  let query = db
    .selectFrom('import_row')
    .select((expression) => expression.fn.countAll().as('rows'))
    .where('batch_id', '=', batchId)
  if (status !== undefined) query = query.where('status', '=', status)
  return Number((await query.executeTakeFirstOrThrow()).rows)
}

function parseRow(row: ImportRowTable) {
  // Safe: only prepareRow and markBookDuplicates write these columns.
  return {
    rowNumber: row.row_number,
    status: row.status,
    values: unpackStagedRow(row.values_json),
    problems: JSON.parse(row.problems_json) as CellProblem[],
    duplicates: JSON.parse(row.duplicates_json) as Duplicate[],
    take: row.take === 1,
    joinId: row.join_id,
    asks: row.asks === 1,
  }
}

function keyOf(duplicate: Duplicate): string {
  return 'addressId' in duplicate ? duplicate.addressId : `row ${duplicate.rowNumber}`
}

async function readLookalikes(
  db: ReadDb,
  batchId: string,
  rows: readonly { duplicates: Duplicate[] }[],
): Promise<Map<string, Lookalike>> {
  const duplicates = rows.flatMap((row) => row.duplicates)
  const ids = duplicates.flatMap((each) => ('addressId' in each ? [each.addressId] : []))
  const numbers = duplicates.flatMap((each) => ('rowNumber' in each ? [each.rowNumber] : []))
  const found = [...(await readOnFile(db, ids)), ...(await readInFile(db, batchId, numbers))]
  return new Map(found.map((each) => [each.addressId ?? `row ${each.rowNumber}`, each]))
}

async function readOnFile(db: ReadDb, ids: string[]): Promise<Lookalike[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'address.id as addressId',
      'address.display_name as name',
      'person.sex',
      'person.birth_day as birthDay',
      'person.id_number as idNumber',
      'village.name as villageName',
      'unit_name.name as communeName',
    ])
    .where('address.id', 'in', ids)
    .execute()
  const donors = await readDonors(db, ids)
  return rows.map(({ sex, ...row }) => ({
    ...row,
    rowNumber: null,
    sex: sex === null ? null : sex === 'M' ? 'male' : 'female',
    donors: donors.get(row.addressId) ?? [],
  }))
}

async function readDonors(db: ReadDb, addressIds: string[]): Promise<Map<string, string[]>> {
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select(['pairing.address_id as addressId', 'donor.name'])
    .where('pairing.address_id', 'in', addressIds)
    .where('pairing.state', 'in', ['active', 'intended'])
    .where('pairing.deleted_at', 'is', null)
    .orderBy('donor.sort_key')
    .execute()
  const byAddress = Map.groupBy(rows, ({ addressId }) => addressId)
  return new Map([...byAddress].map(([id, pairings]) => [id, pairings.map(({ name }) => name)]))
}

async function readInFile(db: ReadDb, batchId: string, rowNumbers: number[]): Promise<Lookalike[]> {
  if (rowNumbers.length === 0) return []
  const rows = await db
    .selectFrom('import_row')
    .selectAll()
    .where('batch_id', '=', batchId)
    .where('row_number', 'in', rowNumbers)
    .execute()
  return rows.map(parseRow).map(({ rowNumber, values }) => ({
    addressId: null,
    rowNumber,
    name: values.name,
    sex: values.sex,
    birthDay: values.birthDay,
    idNumber: values.idNumber,
    villageName: values.villageName,
    communeName: values.communeName,
    donors: values.donorName === null ? [] : [values.donorName],
  }))
}
