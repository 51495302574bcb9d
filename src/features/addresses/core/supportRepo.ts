import { type SelectQueryBuilder, sql } from 'kysely'
import { type Day, type Month, monthOf } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { isRunningIn, monthlyAmount } from '../../../db/monthlyAmount.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'
import type { Tables } from '../../../db/tables.ts'

export interface AddressSupport {
  /** Active or intended sponsors, by name. */
  donors: string[]
  /** What active sponsors whose period is not over give per month, in dong. */
  monthlySupport: number
}

export const NO_SUPPORT: AddressSupport = { donors: [], monthlySupport: 0 }

const SPONSORS = prepareQuery((db, { addressIds, month }: Places<{ addressIds: string[]; month: Month }>) =>
  db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select(['pairing.address_id', 'donor.name', 'pairing.state'])
    .select(sql<number>`case when ${isRunningIn(month)} then ${monthlyAmount()} else 0 end`.as('monthly'))
    .where('pairing.address_id', 'in', addressIds)
    .where('pairing.state', 'in', ['active', 'intended'])
    .where('pairing.deleted_at', 'is', null)
    .orderBy('donor.sort_key'),
)

/** Sponsors and dong per month of each address that has any. */
export async function readSupport(
  db: ReadDb,
  { addressIds, today }: { addressIds: string[]; today: Day },
): Promise<Map<string, AddressSupport>> {
  const rows = await SPONSORS.all(db, { addressIds, month: monthOf(today) })
  const byAddress = new Map<string, AddressSupport>()
  for (const row of rows) {
    const known = byAddress.get(row.address_id) ?? { donors: [], monthlySupport: 0 }
    if (!known.donors.includes(row.name)) known.donors.push(row.name)
    if (row.state === 'active') known.monthlySupport += Number(row.monthly)
    byAddress.set(row.address_id, known)
  }
  return byAddress
}

/**
 * What active sponsors whose period is not over give per month, in dong: of the addresses of a query, or of all. An address with an active sponsor is
 * never deleted, so the sum of all needs no look at the addresses.
 */
export async function sumMonthlySupport(
  db: ReadDb,
  { addresses, today }: { addresses: SelectQueryBuilder<Tables, 'address', object> | undefined; today: Day },
): Promise<number> {
  const given = sql<number | null>`sum(${monthlyAmount()})`.as('monthly')
  const query =
    addresses === undefined
      ? db.selectFrom('pairing').select(given)
      : addresses.innerJoin('pairing', 'pairing.address_id', 'address.id').select(given)
  const sum = await query
    .where('pairing.state', '=', 'active')
    .where('pairing.deleted_at', 'is', null)
    .where(isRunningIn(monthOf(today)))
    .executeTakeFirst()
  return Number(sum?.monthly ?? 0)
}
