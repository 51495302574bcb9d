import { sql } from 'kysely'
import { type Day, quarterOf, quarterWindow } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { EndingRow } from '../common/supportSchemas.ts'

/** Endings of this office between two days, by quarter and coded reason, the latest quarter first. */
export async function listEndings(
  db: ReadDb,
  { from, to, unitId }: { from: Day; to: Day; unitId: string },
): Promise<{ rows: EndingRow[]; total: number }> {
  const days = await db
    .selectFrom('pairing')
    .select(['ended_on as day', 'end_reason as reason', sql<number>`count(*)`.as('count')])
    .where('owner_unit', '=', unitId)
    .where('state', '=', 'ended')
    .where('ended_on', '>=', from)
    .where('ended_on', '<=', to)
    .where('deleted_at', 'is', null)
    .groupBy(['ended_on', 'end_reason'])
    .execute()
  const rows = new Map<string, EndingRow>()
  for (const { day, reason, count } of days) {
    if (day === null) continue
    const { year, quarter } = quarterOf(day)
    const key = `${year}-Q${quarter} ${reason ?? ''}`
    const window = quarterWindow({ year, quarter })
    const row = rows.get(key) ?? { quarter: `${year}-Q${quarter}`, ...window, reason: reason ?? 'other', count: 0 }
    rows.set(key, { ...row, count: row.count + Number(count) })
  }
  const sorted = [...rows.values()].sort(
    (first, second) => second.from.localeCompare(first.from) || second.count - first.count,
  )
  return { rows: sorted, total: sorted.reduce((sum, row) => sum + row.count, 0) }
}
