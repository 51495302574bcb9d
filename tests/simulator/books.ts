import { type Kysely, sql } from 'kysely'
import { bookOf, type TestOffice } from '../features/bundles/offices.ts'

/** Dong handed over by a unit, as this office's book has it. */
export async function sumOf(office: TestOffice, unitId = office.unitId): Promise<number> {
  const row = await bookOf(office)
    .read.selectFrom('delivery')
    .select((each) => [each.fn.sum<number>('amount').as('amount'), each.fn.sum<number>('goods_value').as('goods')])
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(row.amount ?? 0) + Number(row.goods ?? 0)
}

/** What both sides must have alike. */
const COMPARED_TABLES = [
  'village',
  'person',
  'consent',
  'delivery',
  'address',
  'receipt',
  'allocation',
  'payout',
  'pairing',
  'donor',
  'decision_answer',
] as const
type ComparedTable = (typeof COMPARED_TABLES)[number]

/** All living rows of a unit in the compared tables, as one text. */
export async function rowsOf(office: TestOffice, unitId = office.unitId): Promise<string> {
  const each = COMPARED_TABLES.map(
    (table) => sql`select ${sql.lit(table)} as of, group_concat(id) as ids from (
      select id from ${sql.table(table)} where owner_unit = ${unitId} and deleted_at is null order by id)`,
  )
  const { rows } = await sql<{ of: string; ids: string | null }>`${sql.join(each, sql` union all `)}`.execute(
    // Safe: the statement only selects.
    bookOf(office).read as unknown as Kysely<unknown>,
  )
  return rows.map(({ of, ids }) => `${of} ${ids ?? ''}`).join('\n')
}

/** Ids of a unit's living rows. */
export async function idsOf(office: TestOffice, table: ComparedTable, unitId = office.unitId): Promise<string[]> {
  const rows = await bookOf(office)
    .read.selectFrom(table)
    .select('id')
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Whose case it is here; undefined when this office does not hold it. */
export async function ownerOf(office: TestOffice, addressId: string): Promise<string | undefined> {
  const row = await bookOf(office)
    .read.selectFrom('address')
    .select('owner_unit')
    .where('id', '=', addressId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row?.owner_unit
}
