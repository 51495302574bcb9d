import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Day } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Tables } from '../../../db/tables.ts'
import { rowsThen } from './unitsThen.ts'

/** Which rows a figure looks at: those these units own, in these days. */
export interface Scope {
  officeId: string
  unitIds: readonly string[]
  /** All whose figures the same table counts, with or without rows here. */
  inside: ReadonlySet<string>
  /** Units have taken over from others: rows count for whom they counted at the end of the window. */
  moved: boolean
  from: Day
  to: Day
}

/** A table, or the same with each row's owner as it was at the end of the window. */
function rowsOf<Name extends 'delivery' | 'receipt' | 'payout' | 'address'>(db: ReadDb, table: Name, scope: Scope) {
  const plain = db.selectFrom<Name>(table)
  if (!scope.moved) return plain
  // Safe: the subquery has the name of the table and every column a figure reads, of the table's own types.
  return db.selectFrom(rowsThen(table, scope).as(table)) as unknown as typeof plain
}

/** Deliveries and their reversals in the window: what money figures sum. */
export function deliveryRows(db: ReadDb, scope: Scope) {
  return rowsOf(db, 'delivery', scope)
    .where('delivery.owner_unit', 'in', [...scope.unitIds])
    .where('delivery.on_day', '>=', scope.from)
    .where('delivery.on_day', '<=', scope.to)
    .where('delivery.deleted_at', 'is', null)
}

/** Deliveries that stand at the end of the window, each one lượt: no reversals, and nothing reversed by then. */
export function standingDeliveries(db: ReadDb, scope: Scope) {
  return deliveryRows(db, scope)
    .where('delivery.reverses', 'is', null)
    .where((expression) => expression.not(isReversed('delivery', scope.to)))
    .leftJoin('address', 'address.id', 'delivery.address_id')
}

/** The standing deliveries of each address together, so that what stands in its file is looked up once. */
export function helpedAddresses(db: ReadDb, scope: Scope) {
  const perAddress = standingDeliveries(db, scope)
    .select(['delivery.owner_unit', 'delivery.address_id', sql<number>`count(*)`.as('times')])
    .groupBy(['delivery.owner_unit', 'delivery.address_id'])
  return db.selectFrom(perAddress.as('delivery')).leftJoin('address', 'address.id', 'delivery.address_id')
}

/** Receipts and their reversals in the window. */
export function receiptRows(db: ReadDb, scope: Scope) {
  return rowsOf(db, 'receipt', scope)
    .where('receipt.owner_unit', 'in', [...scope.unitIds])
    .where('receipt.on_day', '>=', scope.from)
    .where('receipt.on_day', '<=', scope.to)
    .where('receipt.deleted_at', 'is', null)
}

/**
 * What went back to sponsors in the window, as positive amounts; a refund made void is negative. It was raised by the unit
 * itself, so it comes off `receivedOwn`.
 */
export function refundRows(db: ReadDb, scope: Scope) {
  return rowsOf(db, 'payout', scope)
    .where('payout.owner_unit', 'in', [...scope.unitIds])
    .where('payout.kind', '=', 'refund')
    .where('payout.currency', '=', 'VND')
    .where('payout.on_day', '>=', scope.from)
    .where('payout.on_day', '<=', scope.to)
    .where('payout.deleted_at', 'is', null)
}

/** The address a delivery counts for; merged duplicates count as one. */
export const addressKey = sql<string>`coalesce(address.merged_into, delivery.address_id)`

/** Merged persons are few: they are looked up among themselves, not each person in the register. */
const survivor = sql`case when address.person_id in (select merged.id from person as merged where merged.merged_into is not null)
  then (select merged.merged_into from person as merged where merged.id = address.person_id) end`

/** The person or household behind it: one người, however many addresses they have. */
export const personKey = sql<string>`coalesce(${survivor}, address.person_id, address.household_id, ${addressKey})`

/** A monthly pairing of the delivery's address was in force in the window. */
export function isRegular(scope: Scope) {
  return sql<SqlBool>`${addressKey} in (
    select pairing.address_id from pairing
    where pairing.deleted_at is null
      and pairing.frequency = 'monthly' and pairing.first_month <= ${scope.to.slice(0, 7)}
      and (pairing.last_month is null or pairing.last_month >= ${scope.from.slice(0, 7)})
      and (pairing.state = 'active' or (pairing.state = 'ended' and pairing.ended_on >= ${scope.from})))`
}

/** Who gave in the window: sponsors of standing deliveries and of standing receipts, by the unit that wrote them down. */
export function givers(db: ReadDb, scope: Scope): SelectQueryBuilder<Tables, 'delivery', Giver> {
  const ofDeliveries = standingDeliveries(db, scope)
    .leftJoin('pairing', 'pairing.id', 'delivery.pairing_id')
    .select(['delivery.owner_unit', sql<string | null>`coalesce(delivery.donor_id, pairing.donor_id)`.as('donor_id')])
  const ofReceipts = receiptRows(db, scope)
    .where('receipt.reverses', 'is', null)
    .where((expression) => expression.not(isReversed('receipt', scope.to)))
    .select(['receipt.owner_unit', sql<string | null>`receipt.donor_id`.as('donor_id')])
  // Safe: only the selected columns are read on; the tables they came from no longer matter.
  return ofDeliveries.union(ofReceipts) as unknown as SelectQueryBuilder<Tables, 'delivery', Giver>
}

export interface Giver {
  owner_unit: string
  donor_id: string | null
}

/** Addresses whose file was opened in the window: the day of their first step, whichever it was (steps nobody took stay blank). */
export function newAddresses(db: ReadDb, scope: Scope) {
  return rowsOf(db, 'address', scope)
    .innerJoin('opened_address as opened', 'opened.address_id', 'address.id')
    .where('address.owner_unit', 'in', [...scope.unitIds])
    .where('opened.on_day', '>=', scope.from)
    .where('opened.on_day', '<=', scope.to)
}

/** How many that are, by unit: where nothing has moved, without a look at the addresses. */
export async function countNewAddresses(db: ReadDb, scope: Scope): Promise<{ unitId: string; count: number }[]> {
  const count = sql<number>`count(*)`.as('count')
  if (scope.moved) {
    return newAddresses(db, scope)
      .select(['address.owner_unit as unitId', count])
      .groupBy('address.owner_unit')
      .execute()
  }
  return db
    .selectFrom('opened_address')
    .select(['owner_unit as unitId', count])
    .where('owner_unit', 'in', [...scope.unitIds])
    .where('on_day', '>=', scope.from)
    .where('on_day', '<=', scope.to)
    .groupBy('owner_unit')
    .execute()
}

/** Taken back by the end of the window; a reversal in a later quarter counts there. */
function isReversed(table: 'delivery' | 'receipt', to: Day) {
  return sql<SqlBool>`exists (
    select 1 from ${sql.table(table)} as reversal
    where reversal.reverses = ${sql.ref(`${table}.id`)} and reversal.deleted_at is null and reversal.on_day <= ${to})`
}
