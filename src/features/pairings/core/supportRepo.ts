import { type Day, monthOf } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { monthlyAmount } from '../../../db/monthlyAmount.ts'
import {
  monthlySupportIn,
  mostTogether,
  type SupportPeriod,
  shareOfNeed,
  supportLine,
  unbrokenSince,
} from '../common/supportLine.ts'
import type { AddressSupport } from '../common/supportSchemas.ts'
import { currencyOf } from './currencyOf.ts'

/** Who helps an address together, by the books of its own unit. */
export async function readSupport(
  db: ReadDb,
  { addressId, today }: { addressId: string; today: Day },
): Promise<AddressSupport> {
  const address = await db
    .selectFrom('address')
    .select(['monthly_need as monthlyNeed', 'owner_unit'])
    .where('id', '=', addressId)
    .executeTakeFirst()
  if (address === undefined) refuse('common.notFound')
  const { monthlyNeed, owner_unit: unitId } = address
  const rows = await readSponsors(db, { addressId, unitId })
  const month = monthOf(today)
  const total = monthlySupportIn(rows, month)
  const sponsors = rows.map((row) => {
    const running = row.state !== 'intended' && monthlySupportIn([{ ...row, monthly: 1 }], month) > 0
    return { ...row, running, share: running ? shareOfNeed(row.monthly, monthlyNeed) : null }
  })
  return {
    monthlyNeed,
    monthlySupport: total,
    above: monthlyNeed === null ? 0 : Math.max(0, total - monthlyNeed),
    missing: monthlyNeed === null ? null : Math.max(0, monthlyNeed - total),
    sponsors,
    line: supportLine(rows),
    unbrokenSince: unbrokenSince(rows, today),
  }
}

async function readSponsors(db: ReadDb | WriteDb, { addressId, unitId }: { addressId: string; unitId: string }) {
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select([
      'pairing.id as pairingId',
      'pairing.donor_id as donorId',
      'donor.name as donorName',
      'pairing.state',
      'pairing.amount',
      'pairing.currency',
      'pairing.frequency',
      'pairing.first_month as firstMonth',
      'pairing.last_month as lastMonth',
      'pairing.ended_on as endedOn',
      'pairing.replaces',
      monthlyAmount().as('monthly'),
    ])
    .where('pairing.address_id', '=', addressId)
    .where('pairing.owner_unit', '=', unitId)
    .where('pairing.deleted_at', 'is', null)
    .orderBy('pairing.first_month')
    .orderBy('pairing.id')
    .execute()
  return rows.map((row) => ({
    ...row,
    currency: currencyOf(row),
    monthly: Math.round(Number(row.monthly)),
    // A single gift without an end fills its own month only.
    lastMonth: row.frequency === 'once' ? (row.lastMonth ?? row.firstMonth) : row.lastMonth,
  }))
}

/**
 * Several sponsors may share an address; together more than it asks for is a mistake unless said so.
 * @throws `pairings.aboveNeed` with the need, the sum and the excess in dong per month
 */
export async function refuseAboveNeed(
  db: WriteDb,
  { addressId, unitId, added }: { addressId: string; unitId: string; added: SupportPeriod },
): Promise<void> {
  const address = await db
    .selectFrom('address')
    .select('monthly_need as need')
    .where('id', '=', addressId)
    .executeTakeFirst()
  const need = address?.need ?? null
  if (need === null || added.monthly === 0) return
  const present = await readSponsors(db, { addressId, unitId })
  const others = present.filter(({ pairingId }) => pairingId !== added.pairingId)
  const total = mostTogether(others, added)
  if (total > need && others.length > 0) refuse('pairings.aboveNeed', { need, total, above: total - need })
}
