import { quarterWindow } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { UnitFigures } from '../../../db/office.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import type { QuarterInput } from '../../reports/common/quarterSchemas.ts'
import type { Cluster, FormTable, Indicator, Standing } from '../common/clusterSchemas.ts'
import { percentOf, roundPercent, summarise, valueOfIndicator } from '../common/rules.ts'
import { listClusters } from './clusterRepo.ts'
import { listForms, listIndicators, listTargets } from './measureRepo.ts'

type Row = Standing['rows'][number]

/** A cluster as it was on the last day of the quarter: each member against its targets of the year, from 1 January on. */
export async function readStanding(
  context: OfficeContext,
  { clusterId, year, quarter }: QuarterInput & { clusterId: string },
): Promise<Standing> {
  const { db } = context
  const day = quarterWindow({ year, quarter }).to
  const cluster = (await listClusters(db, day)).find(({ id }) => id === clusterId)
  if (cluster === undefined) refuse('common.notFound')
  const members = cluster.members.filter((one) => one.validFrom <= day && (one.validTo === null || one.validTo >= day))
  const targets = new Map((await listTargets(db, year)).map((one) => [`${one.unitId} ${one.indicator}`, one.value]))
  const measured = (await listIndicators(db)).filter(({ code }) =>
    members.some(({ unit }) => targets.has(`${unit.id} ${code}`)),
  )
  const figures = await figuresByUnit(context, { year, quarter })
  const rows = members.map(({ unit }) => standingRow(unit, { figures: figures.get(unit.id), targets, measured }))
  const sorted = rows.sort((one, other) => (one.unit.code < other.unit.code ? -1 : 1))
  return {
    cluster: { ...cluster, members },
    day,
    indicators: measured.map(({ code, names, basis }, index) => {
      const cells = sorted.flatMap((row) => row.cells[index] ?? [])
      const { mean, ...counts } = summarise(cells)
      return { code, names, basis, mean: roundPercent(mean), ...counts }
    }),
    rows: sorted.map((row) => ({
      ...row,
      cells: row.cells.map((cell) => ({ ...cell, percent: roundPercent(cell.percent) })),
    })),
  }
}

interface Measured {
  figures: UnitFigures | undefined
  targets: ReadonlyMap<string, number>
  measured: readonly Indicator[]
}

function standingRow(unit: Cluster['members'][number]['unit'], { figures, targets, measured }: Measured): Row {
  return {
    unit,
    ...standingOf(figures),
    cells: measured.map(({ code, figures: names }) => {
      const target = targets.get(`${unit.id} ${code}`) ?? null
      const achieved = valueOfIndicator(names, figures?.figures ?? null)
      return { target, achieved, percent: percentOf(achieved, target) }
    }),
  }
}

/** A unit that never reported here has nothing for any quarter. */
function standingOf(figures: UnitFigures | undefined): Pick<Row, 'status' | 'paperQuarters' | 'missingQuarters'> {
  if (figures === undefined) return { status: 'notSent', paperQuarters: [], missingQuarters: [] }
  const { status, paperQuarters, missingQuarters } = figures
  return { status, paperQuarters: [...paperQuarters], missingQuarters: [...missingQuarters] }
}

async function figuresByUnit(
  { db, office, services }: OfficeContext,
  quarter: QuarterInput,
): Promise<Map<string, UnitFigures>> {
  const figures = await services.readYearFigures(db, { officeId: office.unitId, ...quarter })
  return new Map(figures.map((one) => [one.unit.id, one]))
}

/** A report form filled with the values of every unit that reports here, from 1 January to the end of the quarter. */
export async function readFormTable(
  context: OfficeContext,
  { code, year, quarter }: QuarterInput & { code: string },
): Promise<FormTable> {
  const form = (await listForms(context.db)).find((one) => one.code === code)
  if (form === undefined) refuse('common.notFound')
  const known = new Map((await listIndicators(context.db)).map((one) => [one.code, one]))
  const indicators = form.indicators.flatMap((one) => known.get(one) ?? [])
  const units = await figuresByUnit(context, { year, quarter })
  const rows = [...units.values()].map((unit) => ({
    unit: unit.unit,
    ...standingOf(unit),
    values: indicators.map(({ figures }) => valueOfIndicator(figures, unit.figures)),
  }))
  const { to } = quarterWindow({ year, quarter })
  return {
    form,
    window: { from: `${year}-01-01`, to },
    indicators,
    rows,
    total: indicators.map((_one, index) => sumOf(rows.map((row) => row.values[index] ?? null))),
  }
}

/** Null only when nobody has a value. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}
