import { sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { roundStateFor } from '../common/rules.ts'
import { lineIsDelivered } from './openInstalments.ts'

/** Lines of a round still on their way: planned, or nhận thay and not in the books. */
export function waitingLines(db: ReadDb | WriteDb, roundId: string) {
  return db
    .selectFrom('round_line')
    .where('round_line.round_id', '=', roundId)
    .where('round_line.deleted_at', 'is', null)
    .where(sql<boolean>`(round_line.state = 'planned' or (round_line.state = 'byProxy' and ${lineIsDelivered} <= 0))`)
}

/** Puts a round where its lines and advances say it stands; a closed one stays closed. */
export async function refreshRoundState(db: WriteDb, writer: WriteContext, roundId: string): Promise<void> {
  const round = await db.selectFrom('round').selectAll().where('id', '=', roundId).executeTakeFirstOrThrow()
  if (round.state === 'closed') return
  const { waiting } = await waitingLines(db, roundId)
    .select(sql<number>`count(*)`.as('waiting'))
    .executeTakeFirstOrThrow()
  const advance = await db
    .selectFrom('advance')
    .select('id')
    .where('round_id', '=', roundId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  const state = roundStateFor({
    waiting: Number(waiting),
    printed: round.printed_at !== null,
    handedOver: advance !== undefined,
  })
  await updateRecord(db, writer, { table: 'round', id: roundId, version: round.version, changes: { state } })
}
