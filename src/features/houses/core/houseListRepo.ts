import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Currency } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import { HOUSE_STAGES, type HouseFilter, type HouseRow, type HouseStage } from '../common/houseSchemas.ts'

type HouseQuery = SelectQueryBuilder<Tables, 'house' | 'address', object>

export interface HousePage {
  filter: HouseFilter
  sort: 'name' | 'stage' | 'budget' | 'newest'
  descending: boolean
  offset: number
  limit: number
}

export async function listHouses(db: ReadDb, page: HousePage): Promise<HouseRow[]> {
  const narrowed = await narrow(db, page.filter)
  // The newest come first unless turned round.
  const direction = page.descending === (page.sort !== 'newest') ? 'desc' : 'asc'
  const rows = await selectHouseRows(narrowed(housesWithAddress(db)))
    .orderBy(SORTS[page.sort], direction)
    .orderBy('house.id', direction)
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  return rows.map(readHouseRow)
}

export function housesWithAddress(db: ReadDb): HouseQuery {
  return db.selectFrom('house').innerJoin('address', 'address.id', 'house.address_id')
}

export function selectHouseRows(query: HouseQuery) {
  return query
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'house.id',
      'house.address_id as addressId',
      'address.display_name as displayName',
      'village.name as villageName',
      'house.kind',
      'house.programme',
      'house.stage',
      'house.budget',
      'house.currency',
      'house.handed_over_on as handedOverOn',
      FUNDED.as('funded'),
    ])
}

type SelectedHouse = Omit<HouseRow, 'stage' | 'currency'> & { stage: string; currency: string }

export function readHouseRow(row: SelectedHouse): HouseRow {
  // Safe: only this feature writes houses, and its contract parses stage and currency.
  return { ...row, funded: Number(row.funded), stage: row.stage as HouseStage, currency: row.currency as Currency }
}

const FUNDED = sql<number>`coalesce((select sum(house_funding.amount) from house_funding
  where house_funding.house_id = house.id and house_funding.deleted_at is null), 0)`

const STAGE_ORDER = sql<number>`case house.stage ${sql.join(
  HOUSE_STAGES.map((stage, index) => sql`when ${stage} then ${sql.lit(index)}`),
  sql` `,
)} end`

const SORTS = {
  name: sql`address.sort_key`,
  stage: STAGE_ORDER,
  budget: sql`house.budget`,
  newest: sql`house.created_at`,
} as const

export interface HouseCount {
  total: number
  byStage: Record<string, number>
  sums: { currency: Currency; budget: number; funded: number }[]
}

export async function countHouses(db: ReadDb, filter: HouseFilter): Promise<HouseCount> {
  const narrowed = await narrow(db, filter)
  const groups = await narrowed(housesWithAddress(db))
    .select([
      'house.stage',
      'house.currency',
      (each) => each.fn.countAll<number>().as('houses'),
      (each) => each.fn.sum<number>('house.budget').as('budget'),
      sql<number>`sum(${FUNDED})`.as('funded'),
    ])
    .groupBy(['house.stage', 'house.currency'])
    .execute()
  const byStage: Record<string, number> = {}
  const sums = new Map<string, { currency: Currency; budget: number; funded: number }>()
  for (const group of groups) {
    byStage[group.stage] = (byStage[group.stage] ?? 0) + Number(group.houses)
    // Safe: as in readHouseRow.
    const currency = group.currency as Currency
    const sum = sums.get(currency) ?? { currency, budget: 0, funded: 0 }
    sums.set(currency, {
      currency,
      budget: sum.budget + Number(group.budget),
      funded: sum.funded + Number(group.funded),
    })
  }
  const total = Object.values(byStage).reduce((sum, count) => sum + count, 0)
  return { total, byStage, sums: [...sums.values()] }
}

async function narrow(db: ReadDb, filter: HouseFilter): Promise<(query: HouseQuery) => HouseQuery> {
  const search =
    filter.search === undefined ? undefined : await searchCondition(db, { table: 'address', text: filter.search })
  return (query) => {
    let narrowed = query.where('house.deleted_at', 'is', null)
    if (search !== undefined) narrowed = narrowed.where(sql<SqlBool>`${search}`)
    if (filter.stages !== undefined && filter.stages.length > 0)
      narrowed = narrowed.where('house.stage', 'in', filter.stages)
    if (filter.kind !== undefined) narrowed = narrowed.where('house.kind', '=', filter.kind)
    if (filter.addressId !== undefined) narrowed = narrowed.where('house.address_id', '=', filter.addressId)
    return narrowed
  }
}
