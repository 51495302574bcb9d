import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import {
  insertRecord,
  type NewRecord,
  ownRowOrRefuse,
  updateRecord,
  type WriteContext,
} from '../../../db/recordWriter.ts'
import type { DeliveryTable, MoneySource } from '../../../db/tables/moneyTables.ts'
import { type Purse, purseKey, takeMoneyLock } from './fundBalances.ts'
import { refreshRoundState } from './refreshRoundState.ts'

/** What most deliveries leave empty. */
export const PLAIN_DELIVERY = {
  pairing_id: null,
  instalment_id: null,
  round_line_id: null,
  donor_id: null,
  source: 'own',
  amount: 0,
  currency: 'VND',
  goods_item: null,
  goods_quantity: null,
  goods_unit: null,
  goods_value: 0,
  purpose: null,
  receiver: 'self',
  proxy_name: null,
  proxy_relation: null,
  place: null,
  note: null,
  reverses: null,
  reason: null,
} satisfies Partial<NewRecord<'delivery'>>

export function insertDelivery(db: WriteDb, writer: WriteContext, values: NewRecord<'delivery'>): Promise<string> {
  return insertRecord(db, writer, { table: 'delivery', values })
}

/** Takes back what these deliveries gave, each by a row with negative amounts; those already taken back are passed over. */
export async function reverseDeliveries(
  db: WriteDb,
  writer: WriteContext,
  { deliveries, onDay, reason }: { deliveries: readonly DeliveryTable[]; onDay: string; reason: string },
): Promise<number> {
  let reversed = 0
  for (const delivery of deliveries) {
    const { id: reverses, owner_unit, version, change_seq, created_at, deleted_at, ...values } = delivery
    const known = await db
      .selectFrom('delivery')
      .select('id')
      .where('reverses', '=', reverses)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (known !== undefined || delivery.reverses !== null) continue
    if (onDay < values.on_day) refuse('ledger.reversedBeforeGiven')
    await insertDelivery(
      db,
      { ...writer, reason },
      {
        ...values,
        on_day: onDay,
        amount: -values.amount,
        goods_value: -values.goods_value,
        goods_quantity: values.goods_quantity === null ? null : -values.goods_quantity,
        reverses,
        reason,
      },
    )
    reversed += 1
  }
  return reversed
}

/** Deliveries of a round line that still stand. */
export function standingDeliveriesOfLine(db: WriteDb, lineId: string): Promise<DeliveryTable[]> {
  return db
    .selectFrom('delivery')
    .selectAll()
    .where('round_line_id', '=', lineId)
    .where('reverses', 'is', null)
    .where('deleted_at', 'is', null)
    .where(
      sql<boolean>`not exists (select 1 from delivery as reversal where reversal.reverses = delivery.id and reversal.deleted_at is null)`,
    )
    .execute()
}

/**
 * Takes one delivery back, or the whole line it was signed for on; the line is then off its list, and its kỳ are due again.
 * @returns how many rows were taken back
 */
export async function reverseDelivery(
  db: WriteDb,
  writer: WriteContext,
  { id, onDay, reason }: { id: string; onDay: string; reason: string },
): Promise<number> {
  if (reason === '') refuse('ledger.reasonNeeded')
  await takeMoneyLock(db)
  await ownRowOrRefuse(db, writer, { table: 'delivery', id })
  const delivery = await db.selectFrom('delivery').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const lineId = delivery.round_line_id
  const deliveries = lineId === null ? [delivery] : await standingDeliveriesOfLine(db, lineId)
  const reversed = await reverseDeliveries(db, writer, { deliveries, onDay, reason })
  if (reversed === 0) refuse('ledger.alreadyReversed')
  if (lineId !== null) {
    const line = await db
      .selectFrom('round_line')
      .select(['version', 'round_id'])
      .where('id', '=', lineId)
      .executeTakeFirstOrThrow()
    await updateRecord(db, writer, {
      table: 'round_line',
      id: lineId,
      version: line.version,
      changes: { state: 'cancelled', reason, proxy_name: null, proxy_relation: null },
    })
    await refreshRoundState(db, writer, line.round_id)
  }
  return reversed
}

/** Where the money of each purse mostly came from (own efforts, from above, another unit), by purse key. */
export async function readSources(
  db: ReadDb | WriteDb,
  { purses, unitId }: { purses: readonly Purse[]; unitId: string },
): Promise<Map<string, MoneySource>> {
  const pairingIds = purses.flatMap((purse) => ('pairingId' in purse ? [purse.pairingId] : []))
  const purposes = purses.flatMap((purse) => ('purpose' in purse ? [purse.purpose] : []))
  if (pairingIds.length + purposes.length === 0) return new Map()
  const rows = await db
    .selectFrom('allocation')
    .innerJoin('receipt', 'receipt.id', 'allocation.receipt_id')
    .select([
      'allocation.pairing_id',
      'allocation.purpose',
      'allocation.currency',
      'receipt.source',
      sql<number>`sum(allocation.amount)`.as('amount'),
    ])
    .where((expression) =>
      expression.or([
        ...(pairingIds.length > 0 ? [expression('allocation.pairing_id', 'in', pairingIds)] : []),
        ...(purposes.length > 0 ? [expression('allocation.purpose', 'in', purposes)] : []),
      ]),
    )
    .where('allocation.owner_unit', '=', unitId)
    .where('allocation.deleted_at', 'is', null)
    .groupBy(['allocation.pairing_id', 'allocation.purpose', 'allocation.currency', 'receipt.source'])
    .execute()
  const sources = new Map<string, MoneySource>()
  const ascending = rows.sort((first, second) => Number(first.amount) - Number(second.amount))
  for (const { pairing_id, purpose, currency, source, amount } of ascending) {
    const purse = pairing_id === null ? { purpose: purpose ?? '', currency } : { pairingId: pairing_id }
    if (Number(amount) > 0) sources.set(purseKey(purse), source)
  }
  return sources
}
