import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import type { DueLine } from './deliverLines.ts'
import { readLines } from './readRound.ts'

/**
 * Refuses to book a line whose address or kỳ was taken off the books after the list was made.
 * @throws `ledger.lineGone` with the village and the line's number on its paper
 */
export async function refuseGoneLines(
  db: WriteDb,
  { unitId }: WriteContext,
  { roundId, lines }: { roundId: string; lines: readonly DueLine[] },
): Promise<void> {
  const addresses = await standing(db, { table: 'address', unitId, ids: lines.map(({ line }) => line.address_id) })
  const parts = lines.flatMap((due) => due.parts)
  const instalments = await standing(db, { table: 'instalment', unitId, ids: parts.map((part) => part.instalmentId) })
  const pairings = await standing(db, { table: 'pairing', unitId, ids: parts.map((part) => part.pairingId) })
  const gone = lines.find(
    (due) =>
      !addresses.has(due.line.address_id) ||
      due.parts.some((part) => !instalments.has(part.instalmentId) || !pairings.has(part.pairingId)),
  )
  if (gone === undefined) return
  refuse('ledger.lineGone', await paperNumberOf(db, { roundId, lineId: gone.line.id }))
}

/** How a line is found on its paper without naming the person: the village and the number there. */
export async function paperNumberOf(
  db: WriteDb,
  { roundId, lineId }: { roundId: string; lineId: string },
): Promise<{ number: number; village: string }> {
  const lines = await readLines(db, roundId)
  const villageId = lines.find(({ id }) => id === lineId)?.villageId ?? null
  const paper = lines.filter((line) => line.villageId === villageId)
  return { number: paper.findIndex(({ id }) => id === lineId) + 1, village: paper[0]?.villageName ?? '' }
}

interface Wanted {
  table: 'address' | 'instalment' | 'pairing'
  unitId: string
  ids: readonly string[]
}

/** Which of these rows are this office's and not deleted. */
async function standing(db: WriteDb, { table, unitId, ids }: Wanted): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom(table)
    .select('id')
    .where('id', 'in', ids)
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
