import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, ownRowOrRefuse, type WriteContext } from '../../../db/recordWriter.ts'
import type { PayoutTable } from '../../../db/tables/moneyTables.ts'
import { houseStageSchema } from '../../houses/common/houseSchemas.ts'
import { mayPay } from '../../houses/common/rules.ts'
import { branchName, CENTRE_NAME, type UnitType } from '../../units/common/unitNames.ts'
import type { NewPayout, PurseChoice } from '../common/bookSchemas.ts'
import {
  addToPurse,
  excessOf,
  type Purse,
  type PurseAmounts,
  purseKey,
  readFundBalances,
  takeMoneyLock,
} from './fundBalances.ts'
import { nextVoucherNumber } from './nextVoucherNumber.ts'

export interface PayoutNumber {
  id: string
  series: string
  year: number
  number: number
}

/**
 * Takes money out of one purse: back to a sponsor, to another unit, for a part of a house's money, or over to another purse. A
 * purse never goes below zero.
 * @throws `ledger.purseTooSmall` with what the purse holds
 */
export async function insertPayout(db: WriteDb, writer: WriteContext, payout: NewPayout): Promise<PayoutNumber> {
  refuseWrongPayout(payout)
  await refuseUnknownPurse(db, writer, payout)
  await takeMoneyLock(db)
  const payeeName = payout.kind === 'house' ? await payeeOfPart(db, payout) : await payeeOf(db, payout)
  const from = purseOf(payout.from, payout.currency)
  const balance = await balanceOf(db, { purse: from, unitId: writer.unitId })
  if (payout.amount > balance)
    refuse('ledger.purseTooSmall', { balance, amount: payout.amount, currency: payout.currency })
  const series = payout.kind === 'move' ? 'DC' : 'PC'
  const year = Number(payout.onDay.slice(0, 4))
  const number = await nextVoucherNumber(db, { table: 'payout', unitId: writer.unitId, series, year })
  const id = await insertRecord(db, writer, {
    table: 'payout',
    values: {
      kind: payout.kind,
      series,
      year,
      number,
      on_day: payout.onDay,
      donor_id: payout.kind === 'refund' ? payout.donorId : null,
      payee_name: payeeName,
      counterpart_unit: payout.kind === 'transfer' ? payout.counterpartUnitId : null,
      amount: payout.amount,
      currency: payout.currency,
      method: payout.method,
      ...purseColumns(payout.from),
      ...targetColumns(payout.to),
      house_payment_id: payout.kind === 'house' ? payout.housePaymentId : null,
      note: payout.note,
      reverses: null,
      reason: null,
    },
  })
  return { id, series, year, number }
}

function refuseWrongPayout({ kind, from, to, note, donorId, payeeName, counterpartUnitId }: NewPayout): void {
  if (kind === 'refund' && donorId === null && payeeName === '') refuse('ledger.payeeNeeded')
  if (kind === 'transfer' && counterpartUnitId === null) refuse('ledger.counterpartNeeded')
  if (kind !== 'move') return
  if (to === null || JSON.stringify(to) === JSON.stringify(from)) refuse('ledger.otherPurseNeeded')
  // Money for one purpose is never spent on another silently.
  if ((note ?? '') === '') refuse('ledger.reasonNeeded')
}

async function refuseUnknownPurse(db: WriteDb, { unitId }: WriteContext, payout: NewPayout): Promise<void> {
  for (const purse of [payout.from, payout.to]) {
    if (purse === null || purse.kind === 'purpose') continue
    const [table, id] =
      purse.kind === 'pairing' ? (['pairing', purse.pairingId] as const) : (['house', purse.houseId] as const)
    const row = await db
      .selectFrom(table)
      .select('currency')
      .where('id', '=', id)
      .where('owner_unit', '=', unitId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (row === undefined) refuse('common.notFound')
    if (row.currency !== payout.currency) refuse('ledger.otherCurrency')
  }
}

async function payeeOf(db: WriteDb, { kind, donorId, payeeName, counterpartUnitId }: NewPayout): Promise<string> {
  if (kind === 'refund' && donorId !== null) {
    const donor = await db.selectFrom('donor').select('name').where('id', '=', donorId).executeTakeFirst()
    if (donor === undefined) refuse('common.notFound')
    return payeeName === '' ? donor.name : payeeName
  }
  if (kind === 'transfer' && counterpartUnitId !== null) {
    const unit = await db
      .selectFrom('unit_name')
      .select(['type', 'name'])
      .where('unit_id', '=', counterpartUnitId)
      .where('valid_to', 'is', null)
      .executeTakeFirst()
    if (unit === undefined) refuse('common.notFound')
    // Safe: only the lists of units and the directory write types. A country has no branch: it is the centre.
    const branch = unit.type === 'country' ? CENTRE_NAME.vi : branchName({ ...unit, type: unit.type as UnitType }, 'vi')
    return payeeName === '' ? branch : payeeName
  }
  return payeeName
}

/**
 * Whom a part of a house's money goes to. It is paid once, whole, and not before its stage is reached.
 * @throws `ledger.paidAlready`, `ledger.paidBeforeStage`, `ledger.notThePart`
 */
async function payeeOfPart(db: WriteDb, { from, housePaymentId, amount, payeeName }: NewPayout): Promise<string> {
  const part = await db
    .selectFrom('house_payment')
    .innerJoin('house', 'house.id', 'house_payment.house_id')
    .select(['house_payment.amount', 'house_payment.stage', 'house_payment.paid_on', 'house_payment.payee'])
    .select('house.stage as reached')
    .where('house_payment.id', '=', housePaymentId)
    .where('house_payment.house_id', '=', from.kind === 'house' ? from.houseId : '')
    .where('house_payment.deleted_at', 'is', null)
    .executeTakeFirst()
  if (part === undefined) refuse('common.notFound')
  const { total } = await db
    .selectFrom('payout')
    .select(sql<number | null>`sum(amount)`.as('total'))
    .where('house_payment_id', '=', housePaymentId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (part.paid_on !== null || Number(total ?? 0) > 0) refuse('ledger.paidAlready')
  if (!mayPay(houseStageSchema.parse(part.reached), houseStageSchema.parse(part.stage)))
    refuse('ledger.paidBeforeStage')
  if (amount !== Number(part.amount)) refuse('ledger.notThePart', { amount, part: Number(part.amount) })
  const payee = payeeName === '' ? (part.payee ?? '') : payeeName
  if (payee === '') refuse('ledger.payeeNeeded')
  return payee
}

function purseOf(choice: PurseChoice, currency: string): Purse {
  if (choice.kind === 'pairing') return { pairingId: choice.pairingId }
  if (choice.kind === 'house') return { houseId: choice.houseId, currency }
  return { purpose: choice.purpose.normalize('NFC'), currency }
}

/** What a purse holds, in minor units; below zero only where the fund lent a pairing money with a reason. */
async function balanceOf(db: ReadDb | WriteDb, { purse, unitId }: { purse: Purse; unitId: string }): Promise<number> {
  const balances = await readFundBalances(db, { purses: [purse], unitId })
  const { received, delivered } = balances.get(purseKey(purse)) ?? { received: 0, delivered: 0 }
  return received - delivered
}

function purseColumns(purse: PurseChoice) {
  return {
    pairing_id: purse.kind === 'pairing' ? purse.pairingId : null,
    house_id: purse.kind === 'house' ? purse.houseId : null,
    purpose: purse.kind === 'purpose' ? purse.purpose.normalize('NFC') : null,
  }
}

function targetColumns(purse: PurseChoice | null) {
  if (purse === null) return { to_pairing_id: null, to_house_id: null, to_purpose: null }
  const { pairing_id, house_id, purpose } = purseColumns(purse)
  return { to_pairing_id: pairing_id, to_house_id: house_id, to_purpose: purpose }
}

/** Takes a payout back by a row of the same number with a negative amount; what a move brought must still be there. */
export async function voidPayout(
  db: WriteDb,
  writer: WriteContext,
  { id, reason, onDay }: { id: string; reason: string; onDay: string },
): Promise<void> {
  if (reason === '') refuse('ledger.reasonNeeded')
  await takeMoneyLock(db)
  await ownRowOrRefuse(db, writer, { table: 'payout', id })
  const payout = await db.selectFrom('payout').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const reversal = await db
    .selectFrom('payout')
    .select('id')
    .where('reverses', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (reversal !== undefined || payout.reverses !== null) refuse('ledger.alreadyVoided')
  if (onDay < payout.on_day) refuse('ledger.reversedBeforeGiven')
  await refuseIfMovedOn(db, writer, payout)
  const { id: _id, owner_unit, version, change_seq, created_at, deleted_at, ...values } = payout
  await insertRecord(
    db,
    { ...writer, reason },
    { table: 'payout', values: { ...values, on_day: onDay, amount: -payout.amount, reverses: id, reason } },
  )
}

async function refuseIfMovedOn(db: WriteDb, { unitId }: WriteContext, payout: PayoutTable): Promise<void> {
  if (payout.kind !== 'move') return
  const taken: PurseAmounts = new Map()
  const { to_pairing_id, to_house_id, to_purpose, currency, amount } = payout
  if (to_pairing_id !== null) addToPurse(taken, { pairingId: to_pairing_id }, amount)
  else if (to_house_id !== null) addToPurse(taken, { houseId: to_house_id, currency }, amount)
  else addToPurse(taken, { purpose: to_purpose ?? '', currency }, amount)
  const { above, purposeAbove } = await excessOf(db, { planned: taken, unitId })
  if (above + purposeAbove > 0) refuse('ledger.purposeTooSmall', { missing: above + purposeAbove, currency })
}
