import { type SqlBool, sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import { normaliseText } from '../../../base/common/foldForSearch.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import {
  HOUSE_STAGES,
  type HousePayment,
  type HouseStage,
  houseStageSchema,
  type PaymentFields,
  type StagePlan,
} from '../common/houseSchemas.ts'
import { mayPay } from '../common/rules.ts'

export interface HouseWork {
  stages: StagePlan[]
  payments: HousePayment[]
  /** Paid out so far, in minor units. */
  paid: number
}

/** Stages in their order with planned and actual days, and the parts of the money tied to them. */
export async function readWork(
  db: ReadDb,
  { id, stage: present }: { id: string; stage: HouseStage },
): Promise<HouseWork> {
  const rows = await listStageRows(db, id)
  const stages = HOUSE_STAGES.flatMap((stage): StagePlan[] => {
    const row = rows.find((each) => each.stage === stage)
    if (row === undefined) return []
    // A stage taken back keeps its plan and loses its day.
    return [
      { stage, plannedOn: row.planned_on, reachedOn: mayPay(present, stage) ? row.reached_on : null, note: row.note },
    ]
  })
  const payments = await listPayments(db, { houseId: id, present })
  const paid = payments.reduce((sum, { amount, paidOn }) => sum + (paidOn === null ? 0 : amount), 0)
  return { stages, payments, paid }
}

async function listStageRows(db: ReadDb | WriteDb, houseId: string) {
  return db
    .selectFrom('house_stage')
    .select(['id', 'version', 'stage', 'planned_on', 'reached_on', 'note'])
    .where('house_id', '=', houseId)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
}

async function listPayments(
  db: ReadDb,
  { houseId, present }: { houseId: string; present: HouseStage },
): Promise<HousePayment[]> {
  const rows = await db
    .selectFrom('house_payment')
    .leftJoin('payout', (join) =>
      join.onRef('payout.house_payment_id', '=', 'house_payment.id').on(standsFor('payout')),
    )
    .select(['house_payment.id', 'house_payment.version', 'house_payment.stage', 'house_payment.amount'])
    .select(['house_payment.planned_on as plannedOn', 'house_payment.paid_on as paidOn'])
    .select(['house_payment.payee', 'house_payment.note'])
    .select(['payout.on_day as fundPaidOn', 'payout.series', 'payout.number', 'payout.year'])
    .where('house_payment.house_id', '=', houseId)
    .where('house_payment.deleted_at', 'is', null)
    .orderBy('house_payment.id')
    .execute()
  const payments = rows.map((row) => {
    const stage = houseStageSchema.parse(row.stage)
    const { series, number, year, fundPaidOn, ...fields } = row
    const paidOn = fundPaidOn ?? row.paidOn
    const voucher = series === null ? null : `${series} ${number}/${year}`
    return {
      ...fields,
      stage,
      paidOn,
      voucher,
      amount: Number(row.amount),
      due: paidOn === null && mayPay(present, stage),
    }
  })
  return payments.sort((one, other) => HOUSE_STAGES.indexOf(one.stage) - HOUSE_STAGES.indexOf(other.stage))
}

/** Writes the day a stage was reached beside the day it was planned for. */
export async function recordReached(
  db: WriteDb,
  context: WriteContext,
  { houseId, stage, onDay }: { houseId: string; stage: HouseStage; onDay: string },
): Promise<void> {
  await saveStage(db, context, { houseId, stage, changes: { reached_on: onDay } })
}

export async function savePlans(
  db: WriteDb,
  context: WriteContext,
  { houseId, plans }: { houseId: string; plans: readonly { stage: HouseStage; plannedOn: string | null }[] },
): Promise<void> {
  for (const { stage, plannedOn } of plans) {
    await saveStage(db, context, { houseId, stage, changes: { planned_on: plannedOn } })
  }
}

interface StageChange {
  houseId: string
  stage: HouseStage
  changes: { planned_on?: string | null; reached_on?: string | null }
}

async function saveStage(db: WriteDb, context: WriteContext, { houseId, stage, changes }: StageChange): Promise<void> {
  const kept = (await listStageRows(db, houseId)).find((row) => row.stage === stage)
  if (kept !== undefined) {
    await updateRecord(db, context, { table: 'house_stage', id: kept.id, version: kept.version, changes })
    return
  }
  if (Object.values(changes).every((value) => value === null)) return
  const values = { house_id: houseId, stage, planned_on: null, reached_on: null, note: null, ...changes }
  await insertRecord(db, context, { table: 'house_stage', values })
}

/** A row of `payout` that pays something and has not been taken back. */
function standsFor(table: string) {
  const column = (name: string) => sql.ref(`${table}.${name}`)
  return sql<SqlBool>`${column('reverses')} is null and ${column('deleted_at')} is null
    and not exists (select 1 from payout as reversal where reversal.reverses = ${column('id')} and reversal.deleted_at is null)`
}

/** What the fund paid is in its books: the paper is made void there first. */
export async function refuseIfPaidFromFund(db: WriteDb, id: string): Promise<void> {
  const paid = await db
    .selectFrom('payout')
    .select(['series', 'number', 'year'])
    .where('house_payment_id', '=', id)
    .where(standsFor('payout'))
    .executeTakeFirst()
  if (paid !== undefined) refuse('houses.paidFromFund', { number: `${paid.series} ${paid.number}/${paid.year}` })
}

export interface SavedPayment {
  houseId: string
  id?: string | undefined
  version?: number | undefined
  fields: PaymentFields
  /** Of the house. */
  currency: string
}

export async function savePayment(
  db: WriteDb,
  context: WriteContext,
  { houseId, id, version, fields, currency }: SavedPayment,
): Promise<string> {
  const values = {
    stage: fields.stage,
    amount: fields.amount,
    currency,
    planned_on: fields.plannedOn,
    paid_on: fields.paidOn,
    payee: textOrNull(fields.payee),
    note: textOrNull(fields.note),
  }
  if (id === undefined) {
    return insertRecord(db, context, { table: 'house_payment', values: { house_id: houseId, ...values } })
  }
  if (version === undefined) refuse('common.changedElsewhere')
  await updateRecord(db, context, { table: 'house_payment', id, version, changes: values })
  return id
}

function textOrNull(text: string | null): string | null {
  const normal = text === null ? '' : normaliseText(text)
  return normal === '' ? null : normal
}
