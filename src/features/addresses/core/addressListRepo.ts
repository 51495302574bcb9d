import {
  type Expression,
  type OrderByDirection,
  type RawBuilder,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely'
import type { Day } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'
import { searchCondition, wordsAsTyped } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import type { AddressFilter, AddressPageInput, AddressRow, AddressState } from '../common/addressSchemas.ts'
import { MEETING_DELIVERY } from './needRepo.ts'
import { NO_SUPPORT, readSupport, sumMonthlySupport } from './supportRepo.ts'

type AddressQuery = SelectQueryBuilder<Tables, 'address', object>
type Narrow = (query: AddressQuery) => AddressQuery

/** One page of the register, sorted by stored keys, so a page costs the same at 10,000 and at 100,000 addresses. */
export async function listAddresses(
  db: ReadDb,
  { today, ...input }: AddressPageInput & { today: Day },
): Promise<AddressRow[]> {
  const rows = await readAddressRows(db, { ids: await listAddressIds(db, input), today })
  const { asOf } = input.filter
  if (asOf === undefined) return rows
  const states = await readStatesOn(db, { ids: rows.map(({ id }) => id), day: asOf })
  return rows.map((row) => ({ ...row, stateThen: states.get(row.id)?.state ?? null }))
}

/** Where addresses stood at the end of a day: the last step taken whose day is not later. */
export async function readStatesOn(
  db: ReadDb,
  { ids, day }: { ids: string[]; day: string },
): Promise<Map<string, { state: AddressState; since: string }>> {
  if (ids.length === 0) return new Map()
  const steps = await db
    .selectFrom('address_step')
    .select(['address_id', 'state', 'on_day'])
    .where('address_id', 'in', ids)
    .where('on_day', '<=', day)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return new Map(steps.map(({ address_id, state, on_day }) => [address_id, { state, since: on_day }]))
}

/** The ids of one page in its order. */
export async function listAddressIds(db: ReadDb, input: AddressPageInput): Promise<string[]> {
  const narrowed = await narrow(db, input.filter)
  if (input.sort === 'village') return listByVillage(db, narrowed, input)
  const direction = input.descending ? 'desc' : 'asc'
  const closest = input.sort === 'closest' ? wordsAsTyped('address', input.filter.search ?? '') : undefined
  const found = narrowed(db.selectFrom('address')).select('address.id')
  const ordered = SORTS[input.sort].reduce(
    (query, column) => query.orderBy(column, direction),
    closest === undefined ? found : found.orderBy(closest, 'desc'),
  )
  return idsOf(await ordered.limit(input.limit).offset(input.offset).execute())
}

const SORTS = {
  name: ['address.sort_key', 'address.id'],
  closest: ['address.sort_key', 'address.id'],
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

const ROWS = prepareQuery((db, { ids }: Places<{ ids: string[] }>) =>
  db
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
      'address.responsible',
    ])
    .where('address.id', 'in', ids),
)

/** List rows of the given addresses, in the order given. */
export async function readAddressRows(
  db: ReadDb,
  { ids, today }: { ids: string[]; today: Day },
): Promise<AddressRow[]> {
  if (ids.length === 0) return []
  const rows = await ROWS.all(db, { ids })
  const support = await readSupport(db, { addressIds: ids, today })
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined) return []
    return [{ ...row, stateThen: null, communeName: row.communeName ?? '', ...(support.get(id) ?? NO_SUPPORT) }]
  })
}

export interface AddressCount {
  total: number
  monthlySupport: number
  byState: Record<string, number>
}

export async function countAddresses(
  db: ReadDb,
  { filter, today }: { filter: AddressFilter; today: Day },
): Promise<AddressCount> {
  const narrowed = await narrow(db, filter)
  // Named once and grouped outside: PostgreSQL takes the same value given twice for two.
  const standing = narrowed(db.selectFrom('address')).select(stateOf(filter).as('state'))
  const states = await db
    .selectFrom(standing.as('standing'))
    .select(['standing.state', (expression) => expression.fn.countAll<number>().as('addresses')])
    .groupBy('standing.state')
    .execute()
  const byState = states.map((row) => [row.state, Number(row.addresses)] as const)
  return {
    total: byState.reduce((sum, [, addresses]) => sum + addresses, 0),
    monthlySupport: await sumMonthlySupport(db, {
      addresses: isEmpty(filter) ? undefined : narrowed(db.selectFrom('address')),
      today,
    }),
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
    let narrowed = query.where('address.deleted_at', 'is', null).where('address.merged_into', 'is', null)
    if (search !== undefined) narrowed = narrowed.where(search)
    narrowed = whereState(narrowed, filter)
    if (filter.communeId !== undefined) narrowed = narrowed.where('address.commune_id', '=', filter.communeId)
    if (filter.villageId !== undefined) narrowed = narrowed.where('address.village_id', '=', filter.villageId)
    if (filter.importId !== undefined) narrowed = narrowed.where('address.import_id', '=', filter.importId)
    if (filter.category !== undefined) narrowed = narrowed.where(hasCategory(filter.category))
    if (filter.withoutDonor === true) narrowed = narrowed.where(hasNoDonor())
    return whereDetails(narrowed, filter)
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

/** The state now, or the one that stood on the day asked for; an address not yet proposed then has none. */
export function stateOf({ asOf }: AddressFilter): RawBuilder<AddressState> {
  if (asOf === undefined) return sql<AddressState>`address.state`
  return sql<AddressState>`(select address_step.state from address_step where address_step.address_id = address.id
    and address_step.on_day <= ${asOf} and address_step.deleted_at is null order by address_step.id desc limit 1)`
}

function whereState(query: AddressQuery, filter: AddressFilter): AddressQuery {
  const { states, asOf } = filter
  if (states !== undefined && states.length > 0) {
    return asOf === undefined ? query.where('address.state', 'in', states) : query.where(stateOf(filter), 'in', states)
  }
  return asOf === undefined ? query : query.where(stateOf(filter), 'is not', null)
}

function whereDetails(query: AddressQuery, { sex, responsible, openNeed, hasPoint }: AddressFilter): AddressQuery {
  let narrowed = query
  if (hasPoint !== undefined) narrowed = narrowed.where('address.latitude', hasPoint ? 'is not' : 'is', null)
  if (sex !== undefined) narrowed = narrowed.where(hasSex(sex))
  if (responsible !== undefined) narrowed = narrowed.where('address.responsible', '=', responsible)
  if (openNeed !== undefined) narrowed = narrowed.where(hasOpenNeed(openNeed))
  return narrowed
}

function hasSex(sex: NonNullable<AddressFilter['sex']>): Expression<SqlBool> {
  if (sex === 'unknown') {
    return sql<SqlBool>`not exists (select 1 from person where person.id = address.person_id and person.sex is not null)`
  }
  return sql<SqlBool>`exists (select 1 from person where person.id = address.person_id and person.sex = ${sex})`
}

function hasOpenNeed(helpForm: string): Expression<SqlBool> {
  return sql<SqlBool>`exists (select 1 from need where need.address_id = address.id and need.help_form = ${helpForm}
    and need.met_on is null and need.deleted_at is null and ${MEETING_DELIVERY} is null)`
}
