import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, ownRowOrRefuse, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { advanceDifference, lineTotals } from '../common/rules.ts'
import { takeMoneyLock } from './fundBalances.ts'
import { lineIsDelivered } from './openInstalments.ts'
import { refreshRoundState } from './refreshRoundState.ts'
import { openRound } from './roundRepo.ts'

export interface NewAdvance {
  id: string
  villageId: string | null
  holderName: string
  amount: number
  givenOn: string
  dueOn: string
}

/** Cash of one village's list goes with its head: signed for by nobody yet, so nothing counts as delivered. */
export async function insertAdvance(db: WriteDb, writer: WriteContext, advance: NewAdvance): Promise<string> {
  await takeMoneyLock(db)
  const round = await openRound(db, writer, advance.id)
  if (advance.dueOn < advance.givenOn) refuse('ledger.advanceDueBeforeGiven')
  const known = await db
    .selectFrom('advance')
    .select('id')
    .where('round_id', '=', round.id)
    .where((expression) => isVillage(expression.ref('village_id'), advance.villageId))
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (known !== undefined) refuse('ledger.villageHasAdvance')
  const { amount } = await villageTotals(db, { roundId: round.id, villageId: advance.villageId })
  const currency = round.currency ?? 'VND'
  if (advance.amount > amount)
    refuse('ledger.advanceAboveVillage', { amount: advance.amount, village: amount, currency })
  const id = await insertRecord(db, writer, {
    table: 'advance',
    values: {
      round_id: round.id,
      village_id: advance.villageId,
      holder_name: advance.holderName,
      amount: advance.amount,
      currency,
      given_on: advance.givenOn,
      due_on: advance.dueOn,
      settled_on: null,
      returned: 0,
      settle_reason: null,
    },
  })
  await refreshRoundState(db, writer, round.id)
  return id
}

export interface Settlement {
  advanceId: string
  version: number
  onDay: string
  returned: number
  reason: string | null
}

/** The holder's account: every line of the village is answered, and the cash adds up or a reason says why not. */
export async function settleAdvance(db: WriteDb, writer: WriteContext, settlement: Settlement): Promise<void> {
  await takeMoneyLock(db)
  const id = settlement.advanceId
  await ownRowOrRefuse(db, writer, { table: 'advance', id })
  const advance = await db.selectFrom('advance').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  if (advance.settled_on !== null) refuse('ledger.alreadySettled')
  await openRound(db, writer, advance.round_id)
  const totals = await villageTotals(db, { roundId: advance.round_id, villageId: advance.village_id })
  if (totals.planned > 0) refuse('ledger.villageNotConfirmed', { lines: totals.planned })
  const { returned } = settlement
  const difference = advanceDifference({ amount: advance.amount, returned, signedFor: totals.deliveredAmount })
  const reason = (settlement.reason ?? '').trim()
  if (difference !== 0 && reason === '')
    refuse('ledger.advanceDiffers', { difference: Math.abs(difference), currency: advance.currency })
  await updateRecord(db, writer, {
    table: 'advance',
    id,
    version: settlement.version,
    changes: { settled_on: settlement.onDay, returned, settle_reason: reason === '' ? null : reason },
  })
}

/** Counts and dong of one village's lines. */
async function villageTotals(
  db: ReadDb | WriteDb,
  { roundId, villageId }: { roundId: string; villageId: string | null },
): Promise<ReturnType<typeof lineTotals>> {
  const lines = await db
    .selectFrom('round_line')
    .select(['amount', 'state', lineIsDelivered.as('delivered')])
    .where('round_id', '=', roundId)
    .where((expression) => isVillage(expression.ref('village_id'), villageId))
    .where('deleted_at', 'is', null)
    .execute()
  return lineTotals(lines.map((line) => ({ ...line, delivered: Number(line.delivered) > 0 })))
}

function isVillage(column: Parameters<typeof sql.join>[0][number], villageId: string | null) {
  return villageId === null ? sql<boolean>`${column} is null` : sql<boolean>`${column} = ${villageId}`
}
