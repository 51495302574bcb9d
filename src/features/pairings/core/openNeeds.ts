import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { type Day, type Month, monthOf } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { isRunningIn, monthlyAmount } from '../../../db/monthlyAmount.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import type { NeedFilter, OpenNeed } from '../common/matchingSchemas.ts'
import type { Hold } from '../common/supportSchemas.ts'
import { listHolds } from './holdRepo.ts'

type AddressQuery = SelectQueryBuilder<Tables, 'address', object>

/** Approved addresses whose need is not covered (or that have no sponsor when no amount was asked for). */
export async function listOpenNeeds(
  db: ReadDb,
  { filter, limit, unitId, today }: { filter: NeedFilter; limit: number; unitId: string; today: Day },
): Promise<{ rows: OpenNeed[]; total: number }> {
  const month = monthOf(today)
  const narrowed = await narrow(db, { filter, unitId, today })
  const { total } = await narrowed(db.selectFrom('address')).select(sql`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await narrowed(db.selectFrom('address'))
    .select([
      'address.id as addressId',
      'address.display_name as name',
      sql<string | null>`(select birth_day from person where person.id = address.person_id)`.as('birthDay'),
      sql<string | null>`(select name from village where village.id = address.village_id)`.as('villageName'),
      sql<string | null>`(select unit_name.name from unit_name where unit_name.unit_id = address.commune_id
        and unit_name.valid_to is null)`.as('communeName'),
      'address.main_category as category',
      'address.state',
      'address.needs',
      'address.monthly_need as monthlyNeed',
      support(month).as('support'),
    ])
    .orderBy('address.state_since')
    .orderBy('address.sort_key')
    .orderBy('address.id')
    .limit(limit)
    .execute()
  const addressIds = rows.map(({ addressId }) => addressId)
  const holds = await listHolds(db, { unitId, today, addressIds })
  return {
    total: Number(total),
    rows: rows.map(({ support: given, ...row }) => ({
      ...row,
      hold: holdOf(holds, row.addressId),
      monthlySupport: Number(given),
      missing: row.monthlyNeed === null ? null : row.monthlyNeed - Number(given),
    })),
  }
}

function holdOf(holds: readonly Hold[], addressId: string): OpenNeed['hold'] {
  const hold = holds.find((each) => each.addressId === addressId)
  if (hold === undefined) return null
  const { id, donorId, holderName, untilDay } = hold
  return { id, donorId, holderName, untilDay }
}

/** Dong per month of the sponsors an address has, suspended ones included; whose period is over gives no more. */
function support(month: Month) {
  return sql<number>`(select coalesce(sum(${monthlyAmount()}), 0) from pairing where pairing.address_id = address.id
    and pairing.owner_unit = address.owner_unit and pairing.state in ('active', 'suspended') and ${isRunningIn(month)} and pairing.deleted_at is null)`
}

async function narrow(
  db: ReadDb,
  { filter, unitId, today }: { filter: NeedFilter; unitId: string; today: Day },
): Promise<(query: AddressQuery) => AddressQuery> {
  const { search: text } = filter
  const search = text === undefined ? undefined : await searchCondition(db, { table: 'address', text })
  const conditions = needConditions(filter, today)
  return (query) => {
    const open = query
      .where('address.owner_unit', '=', unitId)
      .where('address.deleted_at', 'is', null)
      .where('address.merged_into', 'is', null)
      // Kept and counted, used for nothing else.
      .where('address.anonymised_on', 'is', null)
      .where('address.restricted_on', 'is', null)
      .where('address.state', 'in', ['approved', 'announced', 'paired', 'active'])
      .where(isOpen(monthOf(today)))
    return [...conditions, ...(search === undefined ? [] : [search])].reduce(
      (narrowed, each) => narrowed.where(each),
      open,
    )
  }
}

function needConditions(filter: NeedFilter, today: Day): Expression<SqlBool>[] {
  const { category, villageId, communeId, helpForm, held, missingFrom, missingTo } = filter
  const missing = sql`address.monthly_need - ${support(monthOf(today))}`
  const wanted: (Expression<SqlBool> | undefined)[] = [
    villageId === undefined ? undefined : sql<SqlBool>`address.village_id = ${villageId}`,
    communeId === undefined ? undefined : sql<SqlBool>`address.commune_id = ${communeId}`,
    helpForm === undefined ? undefined : needsForm(helpForm),
    held === undefined ? undefined : sql<SqlBool>`${isHeld(today)} = ${held ? 1 : 0}`,
    category === undefined ? undefined : hasCategory(category),
    missingFrom === undefined ? undefined : sql<SqlBool>`${missing} >= ${missingFrom}`,
    missingTo === undefined ? undefined : sql<SqlBool>`${missing} <= ${missingTo}`,
  ]
  return wanted.filter((each) => each !== undefined)
}

function isOpen(month: Month): Expression<SqlBool> {
  return sql<SqlBool>`(case when address.monthly_need is null then not exists (select 1 from pairing
      where pairing.address_id = address.id and pairing.owner_unit = address.owner_unit and pairing.state in ('active', 'suspended')
      and ${isRunningIn(month)} and pairing.deleted_at is null)
    else address.monthly_need > ${support(month)} end)`
}

/** A need of this form is open in the file of the address. */
function needsForm(helpForm: string): Expression<SqlBool> {
  return sql<SqlBool>`exists (select 1 from need where need.address_id = address.id and need.help_form = ${helpForm}
    and need.met_on is null and need.deleted_at is null)`
}

function isHeld(today: Day) {
  return sql<number>`case when exists (select 1 from address_hold where address_hold.address_id = address.id
    and address_hold.owner_unit = address.owner_unit and address_hold.released_on is null
    and address_hold.until_day >= ${today} and address_hold.deleted_at is null) then 1 else 0 end`
}

function hasCategory(category: string): Expression<SqlBool> {
  return sql<SqlBool>`(address.main_category = ${category} or exists (select 1 from address_category
    where address_category.address_id = address.id and address_category.category = ${category}))`
}
