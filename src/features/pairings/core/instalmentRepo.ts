import { sql } from 'kysely'
import type { Currency } from '../../../base/common/money.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { type Places, prepareQuery } from '../../../db/preparedQuery.ts'
import { reserveChangeSeq, setDeleted, type WriteContext } from '../../../db/recordWriter.ts'
import type { PlannedInstalment } from '../common/instalmentPlan.ts'
import type { PresentInstalment, Replan } from '../common/replanInstalments.ts'

export interface NewInstalment extends PlannedInstalment {
  pairingId: string
  currency: Currency
}

/** Rows per statement: 200 rows of 12 values stay below SQLite's limit of bound values. */
const BATCH = 200

/** Adds many kỳ at once, each with its journal row; the row itself is the journal's new value. */
export async function insertInstalments(
  db: WriteDb,
  context: WriteContext,
  instalments: readonly NewInstalment[],
): Promise<void> {
  for (let start = 0; start < instalments.length; start += BATCH) {
    await insertBatch(db, context, instalments.slice(start, start + BATCH))
  }
}

async function insertBatch(db: WriteDb, context: WriteContext, batch: readonly NewInstalment[]): Promise<void> {
  const lastSeq = await reserveChangeSeq(db, batch.length)
  const rows = batch.map((each, index) => ({
    id: newRecordId(),
    owner_unit: context.unitId,
    version: 1,
    change_seq: lastSeq - batch.length + 1 + index,
    created_at: context.now,
    deleted_at: null,
    pairing_id: each.pairingId,
    first_month: each.firstMonth,
    last_month: each.lastMonth,
    due_on: each.dueOn,
    amount: each.amount,
    currency: each.currency,
    past: each.past,
  }))
  await db.insertInto('instalment').values(rows).execute()
  const journal = rows.map((row) => ({
    id: newRecordId(),
    change_seq: row.change_seq,
    at: context.now,
    user_id: context.userId,
    table_name: 'instalment',
    row_id: row.id,
    op: 'insert' as const,
    old_values: null,
    new_values: null,
    batch_id: context.batchId ?? null,
    command_id: context.commandId ?? null,
    reason: context.reason ?? null,
    undoes: context.undoes ?? null,
  }))
  await db.insertInto('journal').values(journal).execute()
}

/** Takes kỳ back and adds the newly planned ones. */
export async function applyReplan(
  db: WriteDb,
  context: WriteContext,
  { pairingId, currency, replan }: { pairingId: string; currency: Currency; replan: Replan },
): Promise<void> {
  for (const id of replan.removed) await setDeleted(db, context, { table: 'instalment', id, deleted: true })
  await insertInstalments(
    db,
    context,
    replan.added.map((each) => ({ ...each, pairingId, currency })),
  )
}

export interface TouchedInstalment extends PresentInstalment {
  /** Something was given for it, or it stands on a distribution list that was not cancelled. */
  touched: boolean
  /** On the list of a round that is not closed. */
  listed: boolean
  version: number
}

const PRESENT = prepareQuery((db, { pairingId }: Places<{ pairingId: string }>) =>
  db
    .selectFrom('instalment')
    .select(['id', 'version', 'first_month', 'last_month', 'amount', 'past'])
    .select([isTouched().as('touched'), isListed().as('listed')])
    .where('pairing_id', '=', pairingId)
    .where('deleted_at', 'is', null)
    .orderBy('first_month'),
)

/** The kỳ of a pairing as they stand, in order. */
export async function readPresentInstalments(db: ReadDb | WriteDb, pairingId: string): Promise<TouchedInstalment[]> {
  const rows = await PRESENT.all(db, { pairingId })
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    firstMonth: row.first_month,
    lastMonth: row.last_month,
    amount: row.amount,
    listed: row.listed === 1,
    touched: row.touched === 1,
    settled: row.touched === 1 || row.past !== null,
  }))
}

function isTouched() {
  return sql<number>`case
    when (select coalesce(sum(amount + goods_value), 0) from delivery
      where delivery.instalment_id = instalment.id and delivery.owner_unit = instalment.owner_unit
      and delivery.deleted_at is null) <> 0 then 1
    when exists (select 1 from round_line_instalment as part join round_line on round_line.id = part.round_line_id
      where part.instalment_id = instalment.id and round_line.owner_unit = instalment.owner_unit and round_line.state <> 'cancelled' and round_line.deleted_at is null) then 1
    else 0 end`
}

function isListed() {
  return sql<number>`case when exists (select 1 from round_line_instalment as part
      join round_line on round_line.id = part.round_line_id join round on round.id = round_line.round_id
      where part.instalment_id = instalment.id and round_line.owner_unit = instalment.owner_unit
      and round_line.state in ('planned', 'byProxy', 'absent') and round.state <> 'closed'
      and round_line.deleted_at is null) then 1 else 0 end`
}
