import { type Expression, type OrderByDirection, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import type { AddressFilter, AddressPageInput, AddressRow } from '../common/addressSchemas.ts'
import { NO_SUPPORT, readSupport, sumMonthlySupport } from './supportRepo.ts'

type AddressQuery = SelectQueryBuilder<Tables, 'address', object>
type Narrow = (query: AddressQuery) => AddressQuery

/** One page of the register, sorted by stored keys, so a page costs the same at 10,000 and at 100,000 addresses. */
export async function listAddresses(db: ReadDb, input: AddressPageInput): Promise<AddressRow[]> {
  return readAddressRows(db, await listAddressIds(db, input))
}

/** The ids of one page in its order. */
export async function listAddressIds(db: ReadDb, input: AddressPageInput): Promise<string[]> {
  const narrowed = await narrow(db, input.filter)
  if (input.sort === 'village') return listByVillage(db, narrowed, input)
  const direction = input.descending ? 'desc' : 'asc'
  const ordered = SORTS[input.sort].reduce(
    (query, column) => query.orderBy(column, direction),
    narrowed(db.selectFrom('address')).select('address.id'),
  )
  return idsOf(await ordered.limit(input.limit).offset(input.offset).execute())
}

const SORTS = {
  name: ['address.sort_key', 'address.id'],
  state: ['address.state', 'address.sort_key', 'address.id'],
  stateSince: ['address.state_since', 'address.sort_key', 'address.id'],
  monthlyNeed: [sql`coalesce(address.monthly_need, -1)`, 'address.sort_key', 'address.id'],
} as const

/**
 * Village by village: the few villages are walked in order, each with its index of people, so nothing is sorted. Addresses
 * without a village stand last, whichever the direction.
 */
async function listByVillage(db: ReadDb, narrowed: Narrow, input: AddressPageInput): Promise<string[]> {
  const direction = input.descending ? 'desc' : 'asc'
  const placed = db
    .selectFrom('village')
    .crossJoin('address')
    .whereRef('address.village_id', '=', 'village.id')
    .$call((query) => narrowed(query as unknown as AddressQuery) as unknown as typeof query)
  const page = await placed
    .select('address.id')
    .orderBy('village.sort_key', direction)
    .orderBy('village.id', direction)
    .orderBy('address.sort_key', direction)
    .orderBy('address.id', direction)
    .limit(input.limit)
    .offset(input.offset)
    .execute()
  if (page.length === input.limit) return idsOf(page)
  const { total } = await placed
    .select((expression) => expression.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rest = await unplaced(db, narrowed, direction)
    .limit(input.limit - page.length)
    .offset(Math.max(0, input.offset - Number(total)))
    .execute()
  return idsOf([...page, ...rest])
}

function unplaced(db: ReadDb, narrowed: Narrow, direction: OrderByDirection) {
  return narrowed(db.selectFrom('address'))
    .select('address.id')
    .where('address.village_id', 'is', null)
    .orderBy('address.sort_key', direction)
    .orderBy('address.id', direction)
}

function idsOf(rows: { id: string }[]): string[] {
  return rows.map((row) => row.id)
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
  const byState = states.map((row) => [row.state, Number(row.addresses)] as const)
  return {
    total: byState.reduce((sum, [, addresses]) => sum + addresses, 0),
    monthlySupport: await sumMonthlySupport(db, isEmpty(filter) ? undefined : narrowed(db.selectFrom('address'))),
    byState: Object.fromEntries(byState),
  }
}

function isEmpty(filter: AddressFilter): boolean {
  return Object.values(filter).every((value) => value === undefined)
}

/** The filter as a function over any query from `address`. */
export async function narrow(db: ReadDb, filter: AddressFilter): Promise<Narrow> {
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
