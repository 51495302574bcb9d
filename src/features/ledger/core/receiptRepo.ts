import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { Currency } from '../../../base/common/money.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, ownRowOrRefuse, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AllocationTable } from '../../../db/tables/moneyTables.ts'
import type { NewAllocation, NewReceipt } from '../common/receiptSchemas.ts'
import { allocationsDifference, seriesOf } from '../common/rules.ts'
import { addToPurse, excessOf, type PurseAmounts, takeMoneyLock } from './fundBalances.ts'
import { nextVoucherNumber } from './nextVoucherNumber.ts'

export interface ReceiptNumber {
  id: string
  series: string
  year: number
  number: number
}

/** Writes a receipt with its allocations under the next number; refuses when they do not sum to the dong. */
export async function insertReceipt(db: WriteDb, writer: WriteContext, receipt: NewReceipt): Promise<ReceiptNumber> {
  const difference = allocationsDifference(receipt.amount, receipt.allocations)
  if (difference !== 0) {
    const allocated = receipt.amount + difference
    const { amount, currency } = receipt
    refuse('ledger.allocationsDiffer', { amount, allocated, difference: Math.abs(difference), currency })
  }
  await refuseWrongAllocations(db, writer, receipt)
  const payerName = await payerOrRefuse(db, receipt)
  const counterpart = await counterpartOrRefuse(db, writer, receipt)
  await takeMoneyLock(db)
  const series = receipt.series ?? seriesOf(receipt.method)
  const year = Number(receipt.onDay.slice(0, 4))
  const number = await nextVoucherNumber(db, { table: 'receipt', unitId: writer.unitId, series, year })
  const id = await insertRecord(db, writer, {
    table: 'receipt',
    values: {
      series,
      year,
      number,
      on_day: receipt.onDay,
      donor_id: receipt.donorId,
      payer_name: payerName,
      amount: receipt.amount,
      currency: receipt.currency,
      method: receipt.method,
      source: receipt.source,
      counterpart_unit: counterpart,
      purpose: receipt.purpose,
      reverses: null,
      reason: null,
      prints: 0,
      search: foldForSearch([payerName, receipt.purpose ?? ''].join(' ')),
    },
  })
  for (const allocation of receipt.allocations)
    await insertAllocation(db, writer, { receiptId: id, currency: receipt.currency, allocation })
  return { id, series, year, number }
}

async function insertAllocation(
  db: WriteDb,
  writer: WriteContext,
  { receiptId, currency, allocation }: { receiptId: string; currency: Currency; allocation: NewAllocation },
): Promise<void> {
  await insertRecord(db, writer, {
    table: 'allocation',
    values: {
      receipt_id: receiptId,
      pairing_id: allocation.kind === 'pairing' ? allocation.pairingId : null,
      house_id: allocation.kind === 'house' ? allocation.houseId : null,
      purpose: allocation.kind === 'purpose' ? allocation.purpose.normalize('NFC') : null,
      first_month: allocation.kind === 'pairing' ? allocation.firstMonth : null,
      last_month: allocation.kind === 'pairing' ? allocation.lastMonth : null,
      amount: allocation.amount,
      currency,
      reverses: null,
    },
  })
}

async function payerOrRefuse(db: WriteDb, { donorId, payerName }: NewReceipt): Promise<string> {
  if (donorId === null) return payerName === '' ? refuse('ledger.payerNeeded') : payerName
  const donor = await db
    .selectFrom('donor')
    .select('name')
    .where('id', '=', donorId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (donor === undefined) refuse('common.notFound')
  return payerName === '' ? donor.name : payerName
}

/**
 * Money from above or from another unit names it, so that a province can take internal transfers off its total. From above
 * is the unit's own parent unless told.
 */
async function counterpartOrRefuse(
  db: WriteDb,
  { unitId }: WriteContext,
  { source, counterpartUnitId }: NewReceipt,
): Promise<string | null> {
  if (source === 'own') return null
  const id = counterpartUnitId ?? (source === 'fromAbove' ? await parentOf(db, unitId) : null)
  if (id === null) refuse('ledger.counterpartNeeded')
  const unit = await db.selectFrom('unit').select('id').where('id', '=', id).executeTakeFirst()
  return unit === undefined ? refuse('common.notFound') : id
}

async function parentOf(db: WriteDb, unitId: string): Promise<string | null> {
  const name = await db
    .selectFrom('unit_name')
    .select('parent_id')
    .where('unit_id', '=', unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return name?.parent_id ?? null
}

async function refuseWrongAllocations(
  db: WriteDb,
  { unitId }: WriteContext,
  { allocations, currency }: NewReceipt,
): Promise<void> {
  const pairingIds = allocations.flatMap((each) => (each.kind === 'pairing' ? [each.pairingId] : []))
  if (new Set(pairingIds).size !== pairingIds.length) refuse('ledger.sameTwice')
  if (pairingIds.length > 0) {
    const pairings = await db
      .selectFrom('pairing')
      .select(['id', 'channel', 'currency'])
      .where('id', 'in', pairingIds)
      .where('owner_unit', '=', unitId)
      .where('deleted_at', 'is', null)
      .execute()
    if (pairings.length !== pairingIds.length) refuse('common.notFound')
    const outside = pairings.find(({ channel }) => channel !== 'fund')
    if (outside !== undefined) refuse('ledger.notFundChannel', { number: pairingIds.indexOf(outside.id) + 1 })
    if (pairings.some((pairing) => pairing.currency !== currency)) refuse('ledger.otherCurrency')
  }
  const houseIds = [...new Set(allocations.flatMap((each) => (each.kind === 'house' ? [each.houseId] : [])))]
  if (houseIds.length === 0) return
  const houses = await db
    .selectFrom('house')
    .select('currency')
    .where('id', 'in', houseIds)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .execute()
  if (houses.length !== houseIds.length) refuse('common.notFound')
  if (houses.some((house) => house.currency !== currency)) refuse('ledger.otherCurrency')
}

/** A receipt is void by a row of the same number with negative amounts; the reason stands on it. */
export async function voidReceipt(
  db: WriteDb,
  writer: WriteContext,
  { id, reason, evenIfDelivered, onDay }: { id: string; reason: string; evenIfDelivered: boolean; onDay: string },
): Promise<void> {
  if (reason === '') refuse('ledger.reasonNeeded')
  await takeMoneyLock(db)
  await ownRowOrRefuse(db, writer, { table: 'receipt', id })
  const receipt = await db.selectFrom('receipt').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const reversal = await db
    .selectFrom('receipt')
    .select('id')
    .where('reverses', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (reversal !== undefined || receipt.reverses !== null) refuse('ledger.alreadyVoided')
  const allocations = await db.selectFrom('allocation').selectAll().where('receipt_id', '=', id).execute()
  await refuseIfDelivered(db, writer, { allocations, evenIfDelivered })
  const { id: _id, owner_unit, version, change_seq, created_at, deleted_at, ...values } = receipt
  const reversalId = await insertRecord(
    db,
    { ...writer, reason },
    {
      table: 'receipt',
      values: { ...values, on_day: onDay, amount: -receipt.amount, reverses: id, reason, prints: 0 },
    },
  )
  for (const allocation of allocations) {
    const { id: reverses, owner_unit, version, change_seq, created_at, deleted_at, ...same } = allocation
    await insertRecord(db, writer, {
      table: 'allocation',
      values: { ...same, receipt_id: reversalId, amount: -allocation.amount, reverses },
    })
  }
}

async function refuseIfDelivered(
  db: WriteDb,
  { unitId }: WriteContext,
  { allocations, evenIfDelivered }: { allocations: readonly AllocationTable[]; evenIfDelivered: boolean },
): Promise<void> {
  const taken: PurseAmounts = new Map()
  for (const { pairing_id, house_id, purpose, amount, currency } of allocations) {
    if (pairing_id !== null) addToPurse(taken, { pairingId: pairing_id }, amount)
    else if (house_id !== null) addToPurse(taken, { houseId: house_id, currency }, amount)
    else if (purpose !== null) addToPurse(taken, { purpose, currency }, amount)
  }
  // Taking money away leaves the same gap as handing the same sum out.
  const excess = await excessOf(db, { planned: taken, unitId })
  const currency = allocations[0]?.currency ?? 'VND'
  if (excess.purposeAbove > 0) refuse('ledger.purposeTooSmall', { missing: excess.purposeAbove, currency })
  if (excess.above > 0 && !evenIfDelivered) refuse('ledger.deliveredAboveReceived', { above: excess.above, currency })
}

/** Counts one more paper of this receipt and returns the count: 2 means "In lại lần 2". */
export async function countPrint(db: WriteDb, writer: WriteContext, id: string): Promise<number> {
  await ownRowOrRefuse(db, writer, { table: 'receipt', id })
  const { prints, version } = await db
    .selectFrom('receipt')
    .select(['prints', 'version'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await updateRecord(db, writer, { table: 'receipt', id, version, changes: { prints: prints + 1 } })
  return prints + 1
}
