import type { WriteDb } from '../../../db/database.ts'
import type { NewRecord, WriteContext } from '../../../db/recordWriter.ts'
import type { DeliveryTable, RoundLineTable } from '../../../db/tables/moneyTables.ts'
import { insertDelivery, PLAIN_DELIVERY, readSources } from './deliveryRepo.ts'
import { addToPurse, type Purse, type PurseAmounts, purseKey } from './fundBalances.ts'

export interface DueLine {
  line: RoundLineTable
  parts: { instalmentId: string; pairingId: string; donorId: string; helpForm: string; amount: number }[]
}

/** What these lines take from each purse: kỳ from their pairings, extras and goods from the round's free purpose. */
export function pursesOf(
  lines: readonly DueLine[],
  { purpose, currency }: { purpose: string | null; currency: string | null },
): PurseAmounts {
  const planned: PurseAmounts = new Map()
  for (const { line, parts } of lines) {
    for (const part of parts) addToPurse(planned, { pairingId: part.pairingId }, part.amount)
    const free = extraOf({ line, parts }) + line.goods_value
    if (free > 0) addToPurse(planned, { purpose: purpose ?? '', currency: currency ?? 'VND' }, free)
  }
  return planned
}

/** The part of a line that pays no kỳ. */
export function extraOf({ line, parts }: DueLine): number {
  return line.amount - parts.reduce((sum, part) => sum + part.amount, 0)
}

export interface HandOver {
  onDay: string
  proof: DeliveryTable['proof']
  purpose: string | null
  /** Of the round; null = dong. */
  currency: string | null
  /** Why more goes out than came in; stands on every row. */
  reason: string | null
}

/**
 * Writes the deliveries of lines that were signed for: one row per kỳ, and one for extra and goods. Throws on a line whose
 * kỳ come to more than itself: nothing is booked from a list that contradicts itself.
 */
export async function deliverLines(
  db: WriteDb,
  writer: WriteContext,
  { lines, handOver }: { lines: readonly DueLine[]; handOver: HandOver },
): Promise<{ deliveries: number; amount: number }> {
  const purses = [...pursesOf(lines, handOver).values()].map(({ purse }) => purse)
  const sources = await readSources(db, { purses, unitId: writer.unitId })
  const sourceOf = (purse: Purse) => sources.get(purseKey(purse)) ?? 'own'
  let deliveries = 0
  for (const due of lines) {
    if (extraOf(due) < 0) throw new Error(`Round line ${due.line.id} is less than its kỳ`)
    for (const row of [...instalmentRows(due), ...freeRows(due, handOver.purpose)]) {
      const purse = purseOf(row.pairing_id, handOver)
      await insertDelivery(db, writer, { ...signed(due.line, handOver), ...row, source: sourceOf(purse) })
      deliveries += 1
    }
  }
  return { deliveries, amount: lines.reduce((sum, { line }) => sum + line.amount, 0) }
}

function purseOf(pairingId: string | null | undefined, { purpose, currency }: HandOver): Purse {
  return pairingId == null ? { purpose: purpose ?? '', currency: currency ?? 'VND' } : { pairingId }
}

function signed(line: RoundLineTable, { onDay, proof, currency, reason }: HandOver) {
  return {
    ...PLAIN_DELIVERY,
    address_id: line.address_id,
    round_line_id: line.id,
    on_day: onDay,
    currency: currency ?? 'VND',
    channel: 'fund' as const,
    receiver: line.state === 'byProxy' ? ('proxy' as const) : ('self' as const),
    proxy_name: line.proxy_name,
    proxy_relation: line.proxy_relation,
    proof,
    reason,
  }
}

type RowParts = Pick<
  NewRecord<'delivery'>,
  | 'pairing_id'
  | 'instalment_id'
  | 'donor_id'
  | 'help_form'
  | 'amount'
  | 'goods_item'
  | 'goods_quantity'
  | 'goods_unit'
  | 'goods_value'
  | 'purpose'
>

function instalmentRows({ parts }: DueLine): RowParts[] {
  return parts.map(({ instalmentId, pairingId, donorId, helpForm, amount }) => ({
    pairing_id: pairingId,
    instalment_id: instalmentId,
    donor_id: donorId,
    help_form: helpForm,
    amount,
    goods_item: null,
    goods_quantity: null,
    goods_unit: null,
    goods_value: 0,
    purpose: null,
  }))
}

function freeRows(due: DueLine, purpose: string | null): RowParts[] {
  const { goods, goods_quantity, goods_unit, goods_value } = due.line
  const amount = extraOf(due)
  if (amount === 0 && goods === null) return []
  const helpForm = amount > 0 ? 'cash' : 'goods'
  const none = { pairing_id: null, instalment_id: null, donor_id: null }
  return [{ ...none, help_form: helpForm, amount, goods_item: goods, goods_quantity, goods_unit, goods_value, purpose }]
}
