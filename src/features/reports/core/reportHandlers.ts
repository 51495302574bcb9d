import { implement } from '@orpc/server'
import { quarterWindow } from '../../../base/common/day.ts'
import { type DoorContext, requireRight } from '../../../db/requireRight.ts'
import { reportContract } from '../common/contract.ts'
import { drillFigure } from './drillFigure.ts'
import { listCountedUnits, readQuarterTable } from './quarterTable.ts'
import { quarterWorkbook } from './quarterWorkbook.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const os = implement(reportContract).$context<DoorContext>().use(requireRight)

export const reportHandlers = {
  quarter: os.quarter.handler(({ input, context }) =>
    readQuarterTable(context.db, { ...input, officeId: context.office.unitId }),
  ),

  drill: os.drill.handler(async ({ input, context }) => {
    const officeId = context.office.unitId
    const counted = await listCountedUnits(context.db, { ...input, officeId })
    const table = { ...quarterWindow(input), officeId, unitIds: counted }
    const unitIds = input.unitId === null ? counted : counted.filter((id) => id === input.unitId)
    if (unitIds.length === 0) return { rows: [], total: 0, sum: 0 }
    return drillFigure(context.db, {
      figure: input.figure,
      scope: { ...table, unitIds },
      table,
    })
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
