import { sql } from 'kysely'
import type { Day, Month } from '../../../base/common/day.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'

/** A kỳ with what was given for it (cash and value of goods, reversals taken off), in minor units of its currency. */
export interface GivenInstalment {
  id: string
  pairingId: string
  firstMonth: Month
  lastMonth: Month
  dueOn: Day
  amount: number
  past: 'delivered' | 'unknown' | null
  delivered: number
  deleted: boolean
}

/** The kỳ of some pairings in order; `withDeleted` also those taken back, `beganBy` only those begun by that month. */
export async function readGivenInstalments(
  db: ReadDb | WriteDb,
  { pairingIds, beganBy, withDeleted = false }: { pairingIds: string[]; beganBy?: Month; withDeleted?: boolean },
): Promise<GivenInstalment[]> {
  let query = db
    .selectFrom('instalment')
    .select([
      'id',
      'pairing_id',
      'first_month',
      'last_month',
      'due_on',
      'amount',
      'past',
      'deleted_at',
      sql`(select coalesce(sum(delivery.amount + delivery.goods_value), 0) from delivery
        where delivery.instalment_id = instalment.id and delivery.owner_unit = instalment.owner_unit
        and delivery.currency = instalment.currency
        and delivery.deleted_at is null)`.as('given'),
    ])
    .where('pairing_id', 'in', pairingIds)
    .orderBy('first_month')
    .orderBy('change_seq')
  if (!withDeleted) query = query.where('deleted_at', 'is', null)
  if (beganBy !== undefined) query = query.where('first_month', '<=', beganBy)
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id,
    pairingId: row.pairing_id,
    firstMonth: row.first_month,
    lastMonth: row.last_month,
    dueOn: row.due_on,
    amount: row.amount,
    past: row.past,
    delivered: Number(row.given),
    deleted: row.deleted_at !== null,
  }))
}
