import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import type { AddressFilter, AddressPageInput, AddressRow } from '../common/addressSchemas.ts'

type AddressQuery = SelectQueryBuilder<Tables, 'address', object>

/** One page of the register, sorted by stored keys, so a page costs the same at 10,000 and at 100,000 addresses. */
export async function listAddresses(db: ReadDb, input: AddressPageInput): Promise<AddressRow[]> {
  const narrowed = await narrow(db, input.filter)
  const page = narrowed(db.selectFrom('address'))
    .select('address.id')
    .orderBy(SORTS[input.sort], input.descending ? 'desc' : 'asc')
    .orderBy('address.id', input.descending ? 'desc' : 'asc')
    .limit(input.limit)
    .offset(input.offset)
  const ids = (await page.execute()).map((row) => row.id)
  return readAddressRows(db, ids)
}

/** List rows of the given addresses, in the order given. */
export async function readAddressRows(db: ReadDb, ids: string[]): Promise<AddressRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'address.id',
      'address.version',
      'address.display_name as displayName',
      'address.kind',
      'person.sex',
      'person.birth_day as birthDay',
      'village.name as villageName',
      'unit_name.name as communeName',
      'address.main_category as mainCategory',
      'address.state',
      'address.state_since as stateSince',
      'address.monthly_need as monthlyNeed',
    ])
    .where('address.id', 'in', ids)
    .execute()
  const support = await readSupport(db, ids)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined) return []
    return [{ ...row, communeName: row.communeName ?? '', ...(support.get(id) ?? NO_SUPPORT) }]
  })
}

const NO_SUPPORT = { donors: [] as string[], monthlySupport: 0 }

/** Sponsors by name and dong per month of each address. */
async function readSupport(
  db: ReadDb,
  ids: string[],
): Promise<Map<string, { donors: string[]; monthlySupport: number }>> {
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select(['pairing.address_id', 'donor.name', 'pairing.state', monthlyAmount().as('monthly')])
    .where('pairing.address_id', 'in', ids)
    .where('pairing.state', 'in', ['active', 'intended'])
    .where('pairing.deleted_at', 'is', null)
    .orderBy('donor.sort_key')
    .execute()
  const byAddress = new Map<string, { donors: string[]; monthlySupport: number }>()
  for (const row of rows) {
    const known = byAddress.get(row.address_id) ?? { donors: [], monthlySupport: 0 }
    if (!known.donors.includes(row.name)) known.donors.push(row.name)
    if (row.state === 'active') known.monthlySupport += row.monthly
    byAddress.set(row.address_id, known)
  }
  return byAddress
}

/** Dong per month of a pairing, whatever its rhythm; a single gift counts as none. */
export function monthlyAmount() {
  return sql<number>`case when pairing.currency <> 'VND' then 0
    when pairing.frequency = 'monthly' then pairing.amount
    when pairing.frequency = 'quarterly' then pairing.amount / 3
    when pairing.frequency = 'halfYearly' then pairing.amount / 6
    when pairing.frequency = 'yearly' then pairing.amount / 12
    else 0 end`
}

const SORTS = {
  name: 'address.sort_key',
  village: 'address.village_id',
  state: 'address.state',
  stateSince: 'address.state_since',
  monthlyNeed: 'address.monthly_need',
} as const

export interface AddressCount {
  total: number
  monthlySupport: number
  byState: Record<string, number>
}

export async function countAddresses(db: ReadDb, filter: AddressFilter): Promise<AddressCount> {
  const narrowed = await narrow(db, filter)
  const states = await narrowed(db.selectFrom('address'))
    .select(['address.state', (expression) => expression.fn.countAll<number>().as('addresses')])
    .groupBy('address.state')
    .execute()
  const support = await db
    .selectFrom('pairing')
    .select(sql<number | null>`sum(${monthlyAmount()})`.as('monthly'))
    .where('pairing.state', '=', 'active')
    .where('pairing.deleted_at', 'is', null)
    .where('pairing.address_id', 'in', narrowed(db.selectFrom('address')).select('address.id'))
    .executeTakeFirst()
  return {
    total: states.reduce((sum, row) => sum + row.addresses, 0),
    monthlySupport: Number(support?.monthly ?? 0),
    byState: Object.fromEntries(states.map((row) => [row.state, row.addresses])),
  }
}

/** The filter as a function over any query from `address`. */
async function narrow(db: ReadDb, filter: AddressFilter): Promise<(query: AddressQuery) => AddressQuery> {
  const search =
    filter.search === undefined ? undefined : await searchCondition(db, { table: 'address', text: filter.search })
  return (query) => {
    let narrowed = query.where('address.deleted_at', 'is', null)
    if (search !== undefined) narrowed = narrowed.where(search)
    if (filter.states !== undefined && filter.states.length > 0)
      narrowed = narrowed.where('address.state', 'in', filter.states)
    if (filter.communeId !== undefined) narrowed = narrowed.where('address.commune_id', '=', filter.communeId)
    if (filter.villageId !== undefined) narrowed = narrowed.where('address.village_id', '=', filter.villageId)
    if (filter.importId !== undefined) narrowed = narrowed.where('address.import_id', '=', filter.importId)
    if (filter.category !== undefined) narrowed = narrowed.where(hasCategory(filter.category))
    if (filter.withoutDonor === true) narrowed = narrowed.where(hasNoDonor())
    return narrowed
  }
}

function hasCategory(category: string): Expression<SqlBool> {
  return sql<SqlBool>`(address.main_category = ${category} or exists (select 1 from address_category
    where address_category.address_id = address.id and address_category.category = ${category}))`
}

function hasNoDonor(): Expression<SqlBool> {
  return sql<SqlBool>`not exists (select 1 from pairing where pairing.address_id = address.id
    and pairing.state in ('active', 'intended') and pairing.deleted_at is null)`
}
