import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import { monthlyAmount } from '../../../db/monthlyAmount.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import type { NeedFilter, OpenNeed } from '../common/matchingSchemas.ts'

type AddressQuery = SelectQueryBuilder<Tables, 'address', object>

/** Approved addresses whose need is not covered (or that have no sponsor when no amount was asked for). */
export async function listOpenNeeds(
  db: ReadDb,
  { filter, limit, unitId }: { filter: NeedFilter; limit: number; unitId: string },
): Promise<{ rows: OpenNeed[]; total: number }> {
  const narrowed = await narrow(db, { filter, unitId })
  const { total } = await narrowed(db.selectFrom('address')).select(sql`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await narrowed(db.selectFrom('address'))
    .select([
      'address.id as addressId',
      'address.display_name as name',
      sql<string | null>`(select birth_day from person where person.id = address.person_id)`.as('birthDay'),
      sql<string | null>`(select name from village where village.id = address.village_id)`.as('villageName'),
      'address.main_category as category',
      'address.state',
      'address.needs',
      'address.monthly_need as monthlyNeed',
      support().as('support'),
    ])
    .orderBy('address.state_since')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .limit(limit)
    .execute()
  return {
    total: Number(total),
    rows: rows.map(({ support: given, ...row }) => ({
      ...row,
      monthlySupport: Number(given),
      missing: row.monthlyNeed === null ? null : row.monthlyNeed - Number(given),
    })),
  }
}

/** Dong per month of the sponsors an address has, suspended ones included. */
function support() {
  return sql<number>`(select coalesce(sum(${monthlyAmount()}), 0) from pairing where pairing.address_id = address.id
    and pairing.owner_unit = address.owner_unit and pairing.state in ('active', 'suspended') and pairing.deleted_at is null)`
}

async function narrow(
  db: ReadDb,
  { filter, unitId }: { filter: NeedFilter; unitId: string },
): Promise<(query: AddressQuery) => AddressQuery> {
  const { search: text, category, villageId, missingFrom, missingTo } = filter
  const search = text === undefined ? undefined : await searchCondition(db, { table: 'address', text })
  return (query) => {
    let narrowed = query
      .where('address.owner_unit', '=', unitId)
      .where('address.deleted_at', 'is', null)
      .where('address.state', 'in', ['approved', 'announced', 'paired', 'active'])
      .where(isOpen())
    if (search !== undefined) narrowed = narrowed.where(search)
    if (villageId !== undefined) narrowed = narrowed.where('address.village_id', '=', villageId)
    if (category !== undefined) narrowed = narrowed.where(hasCategory(category))
    if (missingFrom !== undefined)
      narrowed = narrowed.where(sql<SqlBool>`address.monthly_need - ${support()} >= ${missingFrom}`)
    if (missingTo !== undefined)
      narrowed = narrowed.where(sql<SqlBool>`address.monthly_need - ${support()} <= ${missingTo}`)
    return narrowed
  }
}

function isOpen(): Expression<SqlBool> {
  return sql<SqlBool>`(case when address.monthly_need is null then not exists (select 1 from pairing
      where pairing.address_id = address.id and pairing.owner_unit = address.owner_unit and pairing.state in ('active', 'suspended') and pairing.deleted_at is null)
    else address.monthly_need > ${support()} end)`
}

function hasCategory(category: string): Expression<SqlBool> {
  return sql<SqlBool>`(address.main_category = ${category} or exists (select 1 from address_category
    where address_category.address_id = address.id and address_category.category = ${category}))`
}
