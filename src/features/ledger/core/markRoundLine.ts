import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { type RecordChanges, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { LineState } from '../common/roundSchemas.ts'
import { reverseDeliveries, standingDeliveriesOfLine } from './deliveryRepo.ts'
import { takeMoneyLock } from './fundBalances.ts'
import { readInstalmentFacts } from './openInstalments.ts'
import { refreshRoundState } from './refreshRoundState.ts'
import { openRound, ownLine } from './roundRepo.ts'

export interface LineMark {
  lineId: string
  version: number
  mark: Exclude<LineState, 'received'>
  proxyName: string | null
  proxyRelation: string | null
  reason: string | null
}

/**
 * Writes down what the paper says of one line. A line already in the books is taken back by reversal first, which needs a
 * reason; a line that comes back onto the list must not wait on another one.
 */
export async function markRoundLine(
  db: WriteDb,
  writer: WriteContext,
  { input, onDay }: { input: LineMark; onDay: string },
): Promise<void> {
  await takeMoneyLock(db)
  const line = await ownLine(db, writer, input.lineId)
  await openRound(db, writer, line.round_id)
  const reason = (input.reason ?? '').trim()
  const deliveries = await standingDeliveriesOfLine(db, line.id)
  if (reason === '' && (input.mark === 'cancelled' || deliveries.length > 0)) refuse('ledger.reasonNeeded')
  await reverseDeliveries(db, writer, { deliveries, onDay, reason })
  const comesBack = input.mark === 'planned' || input.mark === 'byProxy'
  if (comesBack && (line.state === 'absent' || line.state === 'cancelled')) await refuseHeld(db, writer, line.id)
  await updateRecord(db, writer, {
    table: 'round_line',
    id: line.id,
    version: input.version,
    changes: { ...markChanges(input), reason: reason === '' ? null : reason },
  })
  await refreshRoundState(db, writer, line.round_id)
}

function markChanges({ mark, proxyName, proxyRelation }: LineMark): RecordChanges<'round_line'> {
  if (mark !== 'byProxy') return { state: mark, proxy_name: null, proxy_relation: null }
  if ((proxyName ?? '') === '') refuse('ledger.proxyNeeded')
  return { state: mark, proxy_name: proxyName, proxy_relation: proxyRelation }
}

async function refuseHeld(db: WriteDb, { unitId }: WriteContext, lineId: string): Promise<void> {
  const parts = await db
    .selectFrom('round_line_instalment')
    .select('instalment_id')
    .where('round_line_id', '=', lineId)
    .execute()
  const ids = parts.map(({ instalment_id }) => instalment_id)
  const facts = await readInstalmentFacts(db, { ids, unitId })
  if ([...facts.values()].some(({ held }) => held)) refuse('ledger.alreadyPlanned')
}
