import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { hasDifferences } from '../common/rules.ts'
import { takeMoneyLock } from './fundBalances.ts'
import { openRound } from './roundRepo.ts'
import { readTotals } from './roundTotals.ts'

/** Ends a round: every line answered, every advance settled, differences explained. */
export async function closeRound(
  db: WriteDb,
  writer: WriteContext,
  { id, version, reason }: { id: string; version: number; reason: string | null },
): Promise<void> {
  await takeMoneyLock(db)
  const round = await openRound(db, writer, id)
  const totals = await readTotals(db, id)
  if (totals.planned > 0 || totals.lines === 0) refuse('ledger.roundNotConfirmed', { lines: totals.planned })
  const open = await countOpenAdvances(db, id)
  if (open > 0) refuse('ledger.advanceNotSettled', { count: open })
  const given = (reason ?? '').trim()
  if (given === '' && hasDifferences(totals)) {
    refuse('ledger.differencesNeedReason', { absent: totals.absent, cancelled: totals.cancelled })
  }
  const changes = { state: 'closed' as const, close_reason: given === '' ? null : given }
  await updateRecord(db, writer, { table: 'round', id: round.id, version, changes })
}

async function countOpenAdvances(db: ReadDb | WriteDb, roundId: string): Promise<number> {
  const { open } = await db
    .selectFrom('advance')
    .select(sql<number>`count(*)`.as('open'))
    .where('round_id', '=', roundId)
    .where('settled_on', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(open)
}
