import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { type Day, monthOf } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { isRunningIn, monthlyAmount } from '../../../db/monthlyAmount.ts'
import { searchCondition, wordsAsTyped } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import type { DonorFilter, DonorPageInput, DonorRow } from '../common/donorSchemas.ts'

type DonorQuery = SelectQueryBuilder<Tables, 'donor', object>

/** One page of the donors on file. */
export async function listDonors(db: ReadDb, input: DonorPageInput & { today: Day }): Promise<DonorRow[]> {
  const narrowed = await narrow(db, input.filter)
  const direction = input.descending ? 'desc' : 'asc'
  const closest = input.sort === 'closest' ? wordsAsTyped('donor', input.filter.search ?? '') : undefined
  const found = narrowed(db.selectFrom('donor')).select('donor.id')
  const page = await (closest === undefined ? found : found.orderBy(closest, 'desc'))
    .orderBy(SORTS[input.sort], direction)
    .orderBy('donor.sort_key')
    .orderBy('donor.id', direction)
    .limit(input.limit)
    .offset(input.offset)
    .execute()
  return readDonorRows(db, { ids: page.map(({ id }) => id), today: input.today })
}

const SORTS = {
  name: 'donor.sort_key',
  closest: 'donor.sort_key',
  kind: 'donor.kind',
  newest: 'donor.created_at',
} as const

/** List rows of the given donors, in the order given. */
export async function readDonorRows(db: ReadDb, { ids, today }: { ids: string[]; today: Day }): Promise<DonorRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('donor')
    .select(['id', 'version', 'kind', 'name', 'representative', 'phone', 'place', 'anonymous'])
    .where('id', 'in', ids)
    .execute()
  const help = await readHelp(db, { ids, today })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined) return []
    return [{ ...row, anonymous: row.anonymous === 1, ...(help.get(id) ?? { activePairings: 0, monthlyAmount: 0 }) }]
  })
}

async function readHelp(db: ReadDb, { ids, today }: { ids: string[]; today: Day }) {
  const rows = await db
    .selectFrom('pairing')
    .select(['donor_id', sql`count(*)`.as('pairings'), monthlySum(today).as('monthly')])
    .where('donor_id', 'in', ids)
    .where('state', '=', 'active')
    .where('deleted_at', 'is', null)
    .groupBy('donor_id')
    .execute()
  return new Map(
    rows.map((row) => [
      row.donor_id,
      { activePairings: Number(row.pairings), monthlyAmount: Number(row.monthly ?? 0) },
    ]),
  )
}

/** Dong per month of the pairings whose period is not over. */
function monthlySum(today: Day) {
  return sql`sum(case when ${isRunningIn(monthOf(today))} then ${monthlyAmount()} else 0 end)`
}

/** How many match, how many of them help now, and dong per month of their active pairings. */
export async function countDonors(
  db: ReadDb,
  { filter, today }: { filter: DonorFilter; today: Day },
): Promise<{ total: number; helping: number; monthlyAmount: number }> {
  const narrowed = await narrow(db, filter)
  const { total } = await narrowed(db.selectFrom('donor')).select(sql`count(*)`.as('total')).executeTakeFirstOrThrow()
  const { helping, monthly } = await db
    .selectFrom('pairing')
    .select([sql`count(distinct pairing.donor_id)`.as('helping'), monthlySum(today).as('monthly')])
    .where('pairing.state', '=', 'active')
    .where('pairing.deleted_at', 'is', null)
    .where('pairing.donor_id', 'in', narrowed(db.selectFrom('donor')).select('donor.id'))
    .executeTakeFirstOrThrow()
  return { total: Number(total), helping: Number(helping), monthlyAmount: Number(monthly ?? 0) }
}

/** The filter as a function over any query from `donor`. */
async function narrow(db: ReadDb, filter: DonorFilter): Promise<(query: DonorQuery) => DonorQuery> {
  const search =
    filter.search === undefined ? undefined : await searchCondition(db, { table: 'donor', text: filter.search })
  return (query) => {
    let narrowed = query.where('donor.deleted_at', 'is', null).where('donor.merged_into', 'is', null)
    if (search !== undefined) narrowed = narrowed.where(search)
    if (filter.kinds !== undefined && filter.kinds.length > 0)
      narrowed = narrowed.where('donor.kind', 'in', filter.kinds)
    if (filter.importId !== undefined) narrowed = narrowed.where('donor.import_id', '=', filter.importId)
    if (filter.helping !== undefined) narrowed = narrowed.where(isHelping(filter.helping))
    return narrowed
  }
}

function isHelping(helping: boolean): Expression<SqlBool> {
  const active = sql<SqlBool>`exists (select 1 from pairing where pairing.donor_id = donor.id
    and pairing.state = 'active' and pairing.deleted_at is null)`
  return helping ? active : sql<SqlBool>`not ${active}`
}
