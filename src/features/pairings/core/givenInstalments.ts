import { sql } from 'kysely'
import type { Day, Month } from '../../../base/common/day.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'

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

const GIVEN = prepareQuery((db, { pairingIds }: Places<{ pairingIds: string[] }>) => givenInstalments(db, pairingIds))

const GIVEN_LIVING = prepareQuery((db, { pairingIds }: Places<{ pairingIds: string[] }>) =>
  givenInstalments(db, pairingIds).where('deleted_at', 'is', null),
)

const GIVEN_BEGUN = prepareQuery((db, { pairingIds, beganBy }: Places<{ pairingIds: string[]; beganBy: Month }>) =>
  givenInstalments(db, pairingIds).where('deleted_at', 'is', null).where('first_month', '<=', beganBy),
)

function givenInstalments(db: ReadDb, pairingIds: Places<{ ids: string[] }>['ids']) {
  return db
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
}

/** The kỳ of some pairings in order: `withDeleted` also those taken back, `beganBy` only those begun by that month. */
export async function readGivenInstalments(
  db: ReadDb | WriteDb,
  { pairingIds, ...which }: { pairingIds: string[] } & ({ beganBy?: Month } | { withDeleted: true }),
): Promise<GivenInstalment[]> {
  const rows = await readRows(db, pairingIds, which)
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

function readRows(db: ReadDb | WriteDb, pairingIds: string[], which: { beganBy?: Month } | { withDeleted: true }) {
  if ('withDeleted' in which) return GIVEN.all(db, { pairingIds })
  const { beganBy } = which
  return beganBy === undefined ? GIVEN_LIVING.all(db, { pairingIds }) : GIVEN_BEGUN.all(db, { pairingIds, beganBy })
}
