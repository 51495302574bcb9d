import type * as z from 'zod'
import type { Quarter } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { judgeCumulative } from '../common/plausibility/countRules.ts'
import { ask } from '../common/plausibility/finding.ts'
import { type Against, type FigureFinding, judgeFigures } from '../common/plausibility/judgeFigures.ts'
import { judgeStatedGrowth } from '../common/plausibility/statedGrowth.ts'
import { judgeStatedTarget } from '../common/plausibility/statedTarget.ts'
import {
  COUNT_FIGURES,
  type Figures,
  type findingSchema,
  MONEY_FIGURES,
  type QuarterRow,
} from '../common/quarterSchemas.ts'
import { type PaperReturn, readPaperReturns } from './paperReturnRepo.ts'
import { readPlausibility, readPopulations } from './plausibilityRepo.ts'
import { readTableScope } from './quarterScope.ts'
import { readQuarterTable } from './quarterTable.ts'
import { readRecordFindings } from './recordFindings.ts'
import { readTold, type Told } from './toldRepo.ts'

type UnitFinding = z.infer<typeof findingSchema>

/** What is doubtful in a quarter: each unit's figures against its own of the year before, and the rows behind them. */
export async function readFindings(
  db: ReadDb,
  { officeId, ...quarter }: Quarter & { officeId: string },
): Promise<UnitFinding[]> {
  const table = await readQuarterTable(db, { ...quarter, officeId })
  const before = await readQuarterTable(db, { ...quarter, year: quarter.year - 1, officeId })
  const lastYear = new Map(before.rows.flatMap((row) => [row, ...row.below]).map((row) => [row.unit.id, row.figures]))
  const settings = await readPlausibility(db)
  const populations = await readPopulations(db)
  const paper = await readPaperReturns(db, quarter)
  const judge = (row: Pick<QuarterRow, 'unit' | 'figures'>, more: readonly FigureFinding[] = []): UnitFinding[] => {
    const { unit, figures } = row
    if (figures === null) return []
    const against: Against = { settings, population: populations.get(unit.id) ?? null }
    const ofPaper = paperFindings(figures, paper.get(unit.id), lastYear.get(unit.id) ?? null)
    const findings = [...more, ...judgeFigures(figures, lastYear.get(unit.id) ?? null, against), ...ofPaper]
    return findings.map((finding) => ({ ...finding, unitId: unit.id, value: figures[finding.figure] }))
  }
  const scope = await readTableScope(db, { ...quarter, officeId })
  const values = new Map(table.rows.map((row) => [row.unit.id, row.figures]))
  const ofRows = (await readRecordFindings(db, scope, settings)).map((finding) => ({
    ...finding,
    value: values.get(finding.unitId)?.[finding.figure] ?? 0,
  }))
  const fallen = await fallenSums(db, { quarter, told: scope.told, officeId })
  return [
    ...table.rows.flatMap((row) => [
      ...judge(row, twiceTold(row)),
      ...row.below.flatMap((each) => judge(each, fallen.get(each.unit.id))),
    ]),
    ...ofRows,
  ]
}

/** R7: a unit that two offices tell of is counted once, and both should know. */
function twiceTold({ elsewhere }: QuarterRow): FigureFinding[] {
  return elsewhere.map(({ vi }) => ({ figure: 'delivered', ...ask('R7', { twice: vi }) }))
}

function paperFindings(figures: Figures, paper: PaperReturn | undefined, lastYear: Figures | null): FigureFinding[] {
  if (paper === undefined) return []
  const stated = paper.stated === null ? [] : judgeStatedTarget(figures, paper.stated)
  const growth = judgeStatedGrowth(paper.note, lastYear?.delivered ?? null)
  return [...stated, ...growth.map((finding) => ({ ...finding, figure: 'delivered' as const }))]
}

/** R8: what an office tells since 1 January is not less than what it told for the quarter before. */
async function fallenSums(
  db: ReadDb,
  { quarter, told, officeId }: { quarter: Quarter; told: ReadonlyMap<string, Told>; officeId: string },
): Promise<Map<string, FigureFinding[]>> {
  const found = new Map<string, FigureFinding[]>()
  if (told.size === 0 || quarter.quarter === 1) return found
  // Safe: a quarter above the first has one before it.
  const last = { year: quarter.year, quarter: (quarter.quarter - 1) as Quarter['quarter'] }
  const before = await readTold(db, last, { officeId, counted: new Set(told.keys()), direct: new Set() })
  for (const [teller, { units }] of told) {
    const earlier = new Map(before.get(teller)?.units.map((unit) => [unit.id, unit.soFar]))
    for (const { id, soFar } of units) found.set(id, fallenFigures(earlier.get(id) ?? null, soFar))
  }
  return found
}

function fallenFigures(before: Figures | null, now: Figures | null): FigureFinding[] {
  if (before === null || now === null) return []
  return [...COUNT_FIGURES, ...MONEY_FIGURES]
    .filter((figure) => figure !== 'internal' && figure !== 'regular')
    .flatMap((figure) =>
      judgeCumulative([before[figure], now[figure]]).map((finding) => ({ ...finding, weight: 'ask' as const, figure })),
    )
}
