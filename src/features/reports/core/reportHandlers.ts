import { implement } from '@orpc/server'
import { refuse } from '../../../base/common/failures.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { reportContract } from '../common/contract.ts'
import { type FigureFinding, judgeFigures } from '../common/plausibility/judgeFigures.ts'
import { judgeStatedTarget } from '../common/plausibility/statedTarget.ts'
import { completeFigures, differencesSince } from '../common/rules.ts'
import { drillParts } from './belowRows.ts'
import { drillFigure } from './drillFigure.ts'
import { readFindings } from './findings.ts'
import { writePaperReturn } from './paperReturnRepo.ts'
import { readPlausibility, readPopulations, writePlausibility, writePopulation } from './plausibilityRepo.ts'
import { readTableScope } from './quarterScope.ts'
import { readQuarterTable } from './quarterTable.ts'
import { quarterWorkbook } from './quarterWorkbook.ts'
import { insertSignedReport, listSignedReports } from './signedReportRepo.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const os = implement(reportContract).$context<DoorContext>().use(requireRight)

export const reportHandlers = {
  quarter: os.quarter.handler(({ input, context }) =>
    readQuarterTable(context.db, { ...input, officeId: context.office.unitId }),
  ),

  drill: os.drill.handler(async ({ input, context }) => {
    const { figure, unitId } = input
    const { year, quarter } = input
    const table = await readTableScope(context.db, { year, quarter, officeId: context.office.unitId })
    const unitIds = unitId === null ? table.unitIds : table.unitIds.filter((id) => id === unitId)
    const parts = await drillParts(context.db, { figure, unitId, table })
    if (unitIds.length === 0) return { parts, rows: [], total: 0, sum: 0 }
    return { parts, ...(await drillFigure(context.db, { figure, scope: { ...table, unitIds }, table })) }
  }),

  findings: os.findings.handler(async ({ input, context }) => ({
    findings: await readFindings(context.db, { ...input, officeId: context.office.unitId }),
  })),

  typePaper: os.typePaper.handler(async ({ input, context }) => {
    const { unitId, year, quarter, note, stated } = input
    const table = await readQuarterTable(context.db, { year, quarter, officeId: context.office.unitId })
    const row = table.rows.find((each) => each.unit.id === unitId)
    if (row?.status === 'own') refuse('reports.ownUnit')
    if (row?.status === 'sent' || row?.status === 'partly') refuse('reports.sentByFile')
    const figures = completeFigures(input.figures)
    if (figures.cash + figures.goods !== figures.delivered) refuse('reports.partsDiffer')
    const settings = await readPlausibility(context.db)
    const population = (await readPopulations(context.db)).get(unitId) ?? null
    const judged = judgeFigures(figures, null, { settings, population })
    refuseContradiction(judged)
    if (stated !== null) judged.push(...judgeStatedTarget(figures, stated))
    const findings = judged.map((finding) => ({
      ...finding,
      unitId,
      value: figures[finding.figure],
    }))
    await context.write((db, { now }) =>
      writePaperReturn(db, {
        unit_id: unitId,
        year,
        quarter,
        figures,
        note,
        typed_by: context.session.displayName,
        typed_at: now,
        stated_json: stated === null ? null : JSON.stringify(stated),
      }),
    )
    return { findings }
  }),

  plausibility: os.plausibility.handler(async ({ context }) => ({
    settings: await readPlausibility(context.db),
    populations: Object.fromEntries(await readPopulations(context.db)),
  })),

  setPlausibility: os.setPlausibility.handler(async ({ input, context }) => {
    await context.write((db) => writePlausibility(db, input))
    return {}
  }),

  setPopulation: os.setPopulation.handler(async ({ input, context }) => {
    if (!(await context.write((db, { now }) => writePopulation(db, { ...input, now })))) refuse('common.notFound')
    return {}
  }),

  sign: os.sign.handler(async ({ input, context }) => {
    const table = await readQuarterTable(context.db, { ...input, officeId: context.office.unitId })
    refuseContradiction(await readFindings(context.db, { ...input, officeId: context.office.unitId }))
    const signedBy = context.session.displayName
    const id = await context.write((db, { now }) => insertSignedReport(db, { quarter: input, table, signedBy, now }))
    return { id }
  }),

  signed: os.signed.handler(async ({ input, context }) => {
    const now = await readQuarterTable(context.db, { ...input, officeId: context.office.unitId })
    const reports = await listSignedReports(context.db, input)
    return { reports: reports.map((report) => ({ ...report, differences: differencesSince(report.table, now) })) }
  }),

  quarterXlsx: os.quarterXlsx.handler(async ({ input, context }) => {
    const table = await readQuarterTable(context.db, {
      ...input,
      officeId: context.office.unitId,
    })
    const translate = context.services.translator(input.language)
    const bytes = await quarterWorkbook(table, { ...input, translate })
    const name = `${translate('reports:quarter.fileName', { quarter: input.quarter, year: input.year })}.xlsx`
    return {
      ticket: context.services.tickets.put({ name, type: XLSX, bytes }),
      name,
    }
  }),
}

/** Figures that contradict themselves are neither taken from paper nor signed; the slip of scale asks its own question. */
function refuseContradiction(findings: readonly Pick<FigureFinding, 'rule' | 'weight' | 'params'>[]): void {
  const finding = findings.find(({ weight }) => weight === 'refused')
  if (finding === undefined) return
  const { rule, params } = finding
  if (rule === 'R2') refuse('reports.scaleSlip', params)
  refuse('reports.contradicts', { rule })
}
