import type { Kysely } from 'kysely'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import { lineOfRow, type RecordKind, tableOf } from '../../common/bundleRecords.ts'

/** What moves with a case, in the order of a bundle; help already given stays in the book of the office that gave it. */
export const CASE_KINDS = [
  'person',
  'household',
  'address',
  'addressStep',
  'consent',
] as const satisfies readonly RecordKind[]
export type CaseKind = (typeof CASE_KINDS)[number]

/** Columns that name records which do not move: empty in the new office until its people fill them in. */
export const LEFT_BEHIND = ['village_id', 'decision_id', 'merged_into']

export type CaseRows = Map<CaseKind, Record<string, unknown>[]>

/** Every row of a case that the unit owns. */
export async function readCaseRows(
  db: ReadDb | WriteDb,
  { addressId, unitId }: { addressId: string; unitId: string },
): Promise<CaseRows> {
  const read = db as ReadDb
  const address = await read
    .selectFrom('address')
    .select(['id', 'person_id', 'household_id'])
    .where('id', '=', addressId)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (address === undefined) return new Map()
  const people = await read
    .selectFrom('person')
    .select('id')
    .where((is) => is.or([is('id', '=', address.person_id ?? ''), is('household_id', '=', address.household_id ?? '')]))
    .execute()
  const steps = await read.selectFrom('address_step').select('id').where('address_id', '=', addressId).execute()
  const consents = await read.selectFrom('consent').select('id').where('address_id', '=', addressId).execute()
  const ids: Record<CaseKind, string[]> = {
    person: people.map((row) => row.id),
    household: address.household_id === null ? [] : [address.household_id],
    address: [addressId],
    addressStep: steps.map((row) => row.id),
    consent: consents.map((row) => row.id),
  }
  const rows: CaseRows = new Map()
  for (const kind of CASE_KINDS) rows.set(kind, await ownRows(read, { kind, unitId, ids: ids[kind] }))
  return rows
}

/** Kysely cannot type a table whose name is a variable. Safe: every kind's table carries `OwnedColumns`. */
async function ownRows(
  db: ReadDb,
  { kind, unitId, ids }: { kind: CaseKind; unitId: string; ids: readonly string[] },
): Promise<Record<string, unknown>[]> {
  if (ids.length === 0) return []
  const rows = await (db as unknown as Kysely<{ record: OwnedColumns }>)
    .selectFrom(tableOf(kind) as 'record')
    .selectAll()
    .where('id', 'in', ids)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows as unknown as Record<string, unknown>[]
}

/** The record lines of a case, in full: an offer is made only with the family's consent. */
export function caseLines(rows: CaseRows): BundleRecord[] {
  return [...rows].flatMap(([kind, list]) => list.map((row) => lineOfRow(kind, row)))
}

/** Text of `case_transfer.rows_json`. */
export function rowIdsText(rows: CaseRows): string {
  const ids = [...rows].map(([kind, list]) => [kind, list.map((row) => row.id)])
  return JSON.stringify(Object.fromEntries(ids))
}
