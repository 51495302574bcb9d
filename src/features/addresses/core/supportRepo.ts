import { type SelectQueryBuilder, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import { monthlyAmount } from '../../../db/monthlyAmount.ts'
import type { Tables } from '../../../db/tables.ts'

export interface AddressSupport {
  /** Active or intended sponsors, by name. */
  donors: string[]
  /** What active sponsors give per month, in dong. */
  monthlySupport: number
}

export const NO_SUPPORT: AddressSupport = { donors: [], monthlySupport: 0 }

/** Sponsors and dong per month of each address that has any. */
export async function readSupport(db: ReadDb, addressIds: string[]): Promise<Map<string, AddressSupport>> {
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select(['pairing.address_id', 'donor.name', 'pairing.state', monthlyAmount().as('monthly')])
    .where('pairing.address_id', 'in', addressIds)
    .where('pairing.state', 'in', ['active', 'intended'])
    .where('pairing.deleted_at', 'is', null)
    .orderBy('donor.sort_key')
    .execute()
  const byAddress = new Map<string, AddressSupport>()
  for (const row of rows) {
    const known = byAddress.get(row.address_id) ?? { donors: [], monthlySupport: 0 }
    if (!known.donors.includes(row.name)) known.donors.push(row.name)
    if (row.state === 'active') known.monthlySupport += Number(row.monthly)
    byAddress.set(row.address_id, known)
  }
  return byAddress
}

/** What active sponsors of these addresses give per month, in dong. */
export async function sumMonthlySupport(
  db: ReadDb,
  addressIds: SelectQueryBuilder<Tables, 'address', { id: string }>,
): Promise<number> {
  const sum = await db
    .selectFrom('pairing')
    .select(sql<number | null>`sum(${monthlyAmount()})`.as('monthly'))
    .where('pairing.state', '=', 'active')
    .where('pairing.deleted_at', 'is', null)
    .where('pairing.address_id', 'in', addressIds)
    .executeTakeFirst()
  return Number(sum?.monthly ?? 0)
}
