import type * as z from 'zod'
import type { Quarter } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { judgeFigures } from '../common/plausibility/judgeFigures.ts'
import type { findingSchema } from '../common/quarterSchemas.ts'
import { readQuarterTable } from './quarterTable.ts'

/** What is doubtful in a quarter, each unit's figures against its own of the year before. */
export async function readFindings(
  db: ReadDb,
  { officeId, ...quarter }: Quarter & { officeId: string },
): Promise<z.infer<typeof findingSchema>[]> {
  const table = await readQuarterTable(db, { ...quarter, officeId })
  const before = await readQuarterTable(db, { ...quarter, year: quarter.year - 1, officeId })
  const lastYear = new Map(before.rows.map((row) => [row.unit.id, row.figures]))
  return table.rows.flatMap(({ unit, figures }) => {
    if (figures === null) return []
    const findings = judgeFigures(figures, lastYear.get(unit.id) ?? null)
    return findings.map((finding) => ({ ...finding, unitId: unit.id, value: figures[finding.figure] }))
  })
}
