import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { LineTotals } from '../common/roundSchemas.ts'
import { lineTotals } from '../common/rules.ts'
import { lineIsDelivered } from './openInstalments.ts'

/** Counts and dong of a round. */
export async function readTotals(db: ReadDb | WriteDb, roundId: string): Promise<LineTotals> {
  return (await readTotalsOf(db, [roundId])).get(roundId) ?? lineTotals([])
}

/** The same for several rounds at once; a round without lines is left out. */
export async function readTotalsOf(
  db: ReadDb | WriteDb,
  roundIds: readonly string[],
): Promise<Map<string, LineTotals>> {
  if (roundIds.length === 0) return new Map()
  const lines = await db
    .selectFrom('round_line')
    .select(['round_id', 'amount', 'state', lineIsDelivered.as('delivered')])
    .where('round_id', 'in', roundIds)
    .where('deleted_at', 'is', null)
    .execute()
  const byRound = Map.groupBy(lines, (line) => line.round_id)
  return new Map(
    [...byRound].map(([id, own]) => [
      id,
      lineTotals(own.map((line) => ({ ...line, delivered: Number(line.delivered) > 0 }))),
    ]),
  )
}
