import { type Quarter, quarterWindow } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { UnitFigures } from '../../../db/office.ts'
import type { QuarterRow, QuarterTable } from '../common/quarterSchemas.ts'
import { addFigures, noFigures } from '../common/rules.ts'
import { type PaperReturn, readPaperReturns } from './paperReturnRepo.ts'
import { readFigures } from './quarterFigures.ts'
import { listCountedUnits, readTableScope } from './quarterScope.ts'
import { readQuarterTable } from './quarterTable.ts'
import { sumTold } from './toldRepo.ts'
import { listSuccessions } from './unitsThen.ts'

interface QuarterFacts {
  quarter: Quarter['quarter']
  counted: ReadonlySet<string>
  paper: ReadonlyMap<string, PaperReturn>
}

/**
 * Figures of every unit of the quarterly table from 1 January to the end of a quarter: its rows counted once over the whole time,
 * so a person helped in two quarters is one, and the typed totals of quarters it has no rows for added to them.
 */
export async function readYearFigures(
  db: ReadDb,
  { officeId, year, quarter }: Quarter & { officeId: string },
): Promise<UnitFigures[]> {
  const table = await readQuarterTable(db, { officeId, year, quarter })
  const quarters: QuarterFacts[] = []
  for (const each of ([1, 2, 3, 4] as const).filter((one) => one <= quarter)) {
    const counted = new Set(await listCountedUnits(db, { officeId, year, quarter: each }))
    quarters.push({ quarter: each, counted, paper: await readPaperReturns(db, { year, quarter: each }) })
  }
  const unitIds = [...new Set(quarters.flatMap(({ counted }) => [...counted]))]
  const moved = (await listSuccessions(db)).length > 0
  const { to } = quarterWindow({ year, quarter })
  const scope = await readTableScope(db, { officeId, year, quarter })
  const inside = new Set([...scope.inside, ...unitIds])
  const byUnit = await readFigures(db, { from: `${year}-01-01`, to, officeId, unitIds, moved, inside })
  for (const [id, told] of scope.told) {
    byUnit.set(id, addFigures(byUnit.get(id) ?? noFigures(), sumTold(told, { of: 'soFar', inside })))
  }
  const rows = [...table.rows, ...(await paperRowsBefore(db, { officeId, year }, { table, quarters }))]
  return rows.map((row) => unitFigures(row, { quarters, ofRows: byUnit.get(row.unit.id) ?? null }))
}

/** Units that were on paper in an earlier quarter and are not in the table of the last: for that one nothing came. */
async function paperRowsBefore(
  db: ReadDb,
  of: { officeId: string; year: number },
  { table, quarters }: { table: QuarterTable; quarters: readonly QuarterFacts[] },
): Promise<QuarterRow[]> {
  const rows: QuarterRow[] = []
  const isKnown = (id: string) => [...table.rows, ...rows].some((row) => row.unit.id === id)
  for (const { quarter, paper } of quarters) {
    if ([...paper.keys()].every(isKnown)) continue
    const then = await readQuarterTable(db, { ...of, quarter })
    const missing = then.rows.filter((row) => paper.has(row.unit.id) && !isKnown(row.unit.id))
    rows.push(...missing.map((row) => ({ ...row, status: 'notSent' as const })))
  }
  return rows
}

function unitFigures(
  { unit, status, sentTo }: QuarterRow,
  { quarters, ofRows }: { quarters: readonly QuarterFacts[]; ofRows: QuarterRow['figures'] },
): UnitFigures {
  const uncounted = quarters.filter(({ counted }) => !counted.has(unit.id))
  const typed = uncounted.flatMap(({ quarter, paper }) => {
    const totals = paper.get(unit.id)
    return totals === undefined ? [] : [{ quarter, figures: totals.figures }]
  })
  const figures = typed.reduce((sum, { figures: one }) => (sum === null ? one : addFigures(sum, one)), ofRows)
  const paperQuarters = typed.map(({ quarter }) => quarter)
  const missingQuarters = uncounted.map(({ quarter }) => quarter).filter((quarter) => !paperQuarters.includes(quarter))
  return { unit, status, sentTo, figures, paperQuarters, missingQuarters }
}
