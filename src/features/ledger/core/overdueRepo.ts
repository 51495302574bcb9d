import type { Day } from '../../../base/common/day.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { OverdueRow, OverdueSide } from '../common/bookSchemas.ts'

/** Names shown of the other side; the rest is a count on the page of the pairing. */
const MOST_NAMES = 3

/**
 * What is late by sponsor or by address, the oldest first; currencies are never added up. Late is a kỳ whose last day is over
 * and that was not fully given; what the old register calls delivered or unknown is not.
 * @param restrictedAs what stands on a paper or in a file for somebody whose data are only kept
 */
export async function listOverdue(
  db: ReadDb,
  { by, unitId, today, restrictedAs }: { by: OverdueSide; unitId: string; today: Day; restrictedAs?: string },
): Promise<OverdueRow[]> {
  const late = await readLate(db, { unitId, today, restrictedAs })
  const groups = Map.groupBy(late, (row) => `${by === 'donor' ? row.donorId : row.addressId} ${row.currency}`)
  const rows = [...groups.values()].flatMap((own): OverdueRow[] => {
    const [first] = own
    if (first === undefined) return []
    const others = new Set(own.map((row) => (by === 'donor' ? row.addressName : row.donorName)))
    return [
      {
        id: by === 'donor' ? first.donorId : first.addressId,
        name: by === 'donor' ? first.donorName : first.addressName,
        detail: by === 'donor' ? (first.donorPhone ?? first.donorPlace) : first.villageName,
        currency: currencySchema.parse(first.currency),
        instalments: own.length,
        amount: own.reduce((sum, row) => sum + row.missing, 0),
        since: own.map(({ due }) => due).toSorted()[0] ?? today,
        others: [...others].slice(0, MOST_NAMES),
      },
    ]
  })
  return rows.sort((first, second) => first.since.localeCompare(second.since) || second.amount - first.amount)
}

async function readLate(
  db: ReadDb,
  { unitId, today, restrictedAs }: { unitId: string; today: Day; restrictedAs: string | undefined },
) {
  const rows = await db
    .selectFrom('open_instalment as open')
    .innerJoin('pairing', 'pairing.id', 'open.pairing_id')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'pairing.donor_id as donorId',
      'donor.name as donorName',
      'donor.phone as donorPhone',
      'donor.place as donorPlace',
      'pairing.address_id as addressId',
      'address.display_name as addressName',
      'address.restricted_on as restrictedOn',
      'village.name as villageName',
      'open.currency',
      'open.due_on as due',
      'open.missing',
    ])
    .where('open.owner_unit', '=', unitId)
    .where('open.due_on', '<', today)
    .where('pairing.state', '<>', 'intended')
    .where('pairing.deleted_at', 'is', null)
    .execute()
  return rows.map(({ restrictedOn, ...row }) => ({
    ...row,
    addressName: restrictedOn === null ? row.addressName : (restrictedAs ?? row.addressName),
    missing: Number(row.missing),
  }))
}
