import { addMonths, type Month, monthsBetween } from '../../../../base/common/day.ts'
import { parseMoneyText } from '../../../../base/common/parseMoneyText.ts'
import type { RegisterField } from '../../common/registerFields.ts'
import type { RegisterRow } from '../../common/registerRow.ts'
import { type Cell, cellText, isBlank, isDateCell, serialToDay } from './rawSheet.ts'
import { remember } from './remember.ts'
import type { RowCells } from './rowCells.ts'
import { plainText, readSupportText, type SupportText } from './supportText.ts'

export interface SupportContext {
  /** The register's year, for months named without one. */
  year: number | null
  /** Dong per 1 of a bare figure. */
  amountUnit: 1 | 1000 | 1_000_000
  /** Amount and period of the group line the row stands under. */
  groupText: string | null
}

type Support = Pick<RegisterRow, 'monthly' | 'fromMonth' | 'months'>

/** Amount per month and period of one row, wherever the register puts them: own columns, one text, the group line. */
export function readSupport(cells: RowCells, context: SupportContext): Support {
  const inAmount = readTextField(cells, 'monthly', context)
  const inPeriod = readTextField(cells, 'period', context)
  const inGroup = context.groupText === null ? undefined : readSupportText(context.groupText, context)
  if (inPeriod && !saysPeriod(inPeriod)) {
    cells.report('warning', { field: 'period', code: 'imports.unreadablePeriod', params: textOf(cells, 'period') })
  }
  const own = mergePeriods([inPeriod, inAmount])
  const period = { ...own, ...readPeriodColumns(cells, context) }
  const settled = settlePeriod(cells, saysPeriod(period) || !inGroup ? period : inGroup)
  return { monthly: readMonthly(cells, { ...context, inAmount, inGroup }), ...settled }
}

type Period = Partial<Pick<SupportText, 'fromMonth' | 'toMonth' | 'months' | 'openEnded'>>

function readTextField(cells: RowCells, field: RegisterField, context: SupportContext): SupportText | undefined {
  const cell = cells.cell(field)
  const text = typeof cell === 'string' ? cells.text(field) : null
  return text === null ? undefined : readSupportText(text, context)
}

function saysPeriod({ fromMonth, toMonth, months, openEnded }: Period): boolean {
  return openEnded === true || fromMonth !== undefined || toMonth !== undefined || months !== undefined
}

function mergePeriods(periods: readonly (SupportText | undefined)[]): Period {
  const merged: Period = {}
  for (const period of periods) {
    if (!period) continue
    const { fromMonth, toMonth, months, openEnded } = period
    if (fromMonth && !merged.fromMonth) merged.fromMonth = fromMonth
    if (toMonth && !merged.toMonth) merged.toMonth = toMonth
    if (months && !merged.months) merged.months = months
    if (openEnded) merged.openEnded = true
  }
  return merged
}

function readPeriodColumns(cells: RowCells, context: SupportContext): Period {
  const period: Period = {}
  const from = readMonthCell(cells, 'fromMonth', context)
  const to = readMonthCell(cells, 'toMonth', context)
  const months = readMonthsCell(cells)
  if (from) period.fromMonth = from.month
  // Bare months: from 9 to 5 ends in the next year.
  if (to) period.toMonth = from && to.isBare && to.month < from.month ? addMonths(to.month, 12) : to.month
  if (months !== undefined) period.months = months
  return period
}

function readMonthCell(cells: RowCells, field: RegisterField, { year }: SupportContext) {
  const text = cells.text(field)
  if (text === null) return undefined
  const month = monthOfCell(cells.cell(field), field, year)
  if (!month) cells.report('warning', { field, code: 'imports.unreadablePeriod', params: { text } })
  return month
}

function monthOfCell(
  cell: Cell,
  field: RegisterField,
  year: number | null,
): { month: Month; isBare: boolean } | undefined {
  if (isDateCell(cell)) return { month: serialToDay(cell.serial).slice(0, 7), isBare: false }
  const text = cellText(cell)
  const bare = /^(?:tháng|t)?\s*(0?[1-9]|1[0-2])$/i.exec(text)?.[1]
  if (bare) return year === null ? undefined : { month: `${year}-${bare.padStart(2, '0')}`, isBare: true }
  // "10.2025" typed as a number lost nothing, "5.202" lost its last zero.
  const found = readSupportText(typeof cell === 'number' ? cell.toFixed(4) : text, { year })
  const month = (field === 'toMonth' ? found.toMonth : undefined) ?? found.fromMonth ?? found.toMonth
  return month ? { month, isBare: false } : undefined
}

function readMonthsCell(cells: RowCells): number | undefined {
  const text = cells.text('months')
  if (text === null) return undefined
  const months = /^\d{1,3}$/.test(text) ? Number(text) : readSupportText(text).months
  if (months !== undefined && months >= 1 && months <= 600) return months
  cells.report('warning', { field: 'months', code: 'imports.unreadablePeriod', params: { text } })
  return undefined
}

function settlePeriod(cells: RowCells, period: Period): Pick<Support, 'fromMonth' | 'months'> {
  const { fromMonth, toMonth } = period
  const months = period.months ?? null
  if (!toMonth) return { fromMonth: fromMonth ?? null, months }
  if (!fromMonth) return { fromMonth: months === null ? null : addMonths(toMonth, 1 - months), months }
  const counted = monthsBetween(fromMonth, toMonth) + 1
  if (counted >= 1) return { fromMonth, months: counted }
  const field = cells.has('toMonth') ? 'toMonth' : 'period'
  cells.report('error', { field, code: 'imports.periodEndsBeforeStart', params: { from: fromMonth, to: toMonth } })
  return { fromMonth, months: null }
}

interface MonthlyContext extends SupportContext {
  inAmount: SupportText | undefined
  inGroup: SupportText | undefined
}

function readMonthly(cells: RowCells, { inAmount, inGroup, amountUnit }: MonthlyContext): number | null {
  const cell = cells.cell('monthly')
  if (isBlank(cell) || (typeof cell !== 'number' && cells.text('monthly') === null)) {
    return inGroup && inGroup.rest !== '' ? judgeAmount(cells, inGroup.rest) : null
  }
  if (typeof cell === 'number') return judgeAmount(cells, inUnit(cell, amountUnit))
  const text = inAmount && saysPeriod(inAmount) ? inAmount.rest : cellText(cell)
  // The cell may hold the period alone.
  if (text === '') return null
  const bare = /^\d{1,3}(?:[.,]\d{3})+$|^\d+(?:[.,]\d{1,2})?$/.test(text)
  return judgeAmount(cells, bare && amountUnit > 1 ? inUnit(bareFigure(text), amountUnit) : text)
}

/** In a sheet headed "nghìn đồng" a figure is believed as such up to 100 million dong; above, it was typed in dong. */
function inUnit(figure: number, unit: number): number {
  const amount = Math.round(figure * unit)
  return amount < 100_000_000 ? amount : figure
}

function bareFigure(text: string): number {
  return /[.,]\d{3}(?:[.,]|$)/.test(text) ? Number(text.replace(/[.,]/g, '')) : Number(text.replace(',', '.'))
}

const amountIn = remember((text: string) => parseMoneyText(plainText(text).replace(perPerson, '')))
const perPerson = /\s*\/\s*(?:chau|em|nguoi|tre|ho|hs|hoc sinh|dia chi)(?=\s*(?:\/|$))/g

function judgeAmount(cells: RowCells, input: string | number): number | null {
  const text = String(input)
  const reading = typeof input === 'number' ? parseMoneyText(input) : amountIn(input)
  const field = 'monthly'
  if (reading.kind === 'ambiguous') {
    const params = { text, readings: reading.readings.join(' | ') }
    cells.report('error', { field, code: 'imports.ambiguousMoney', params })
    return null
  }
  if (reading.kind === 'unreadable' || (reading.currency !== undefined && reading.currency !== 'VND')) {
    cells.report('error', { field, code: 'imports.unreadableMoney', params: { text } })
    return null
  }
  if (reading.per === undefined || reading.per === 'month') return reading.amount
  const share = reading.amount / (reading.per === 'year' ? 12 : 3)
  if (reading.per === 'each' || !Number.isInteger(share)) {
    cells.report('warning', { field, code: 'imports.notMonthly', params: { text, amount: reading.amount } })
    return null
  }
  cells.report('warning', { field, code: 'imports.convertedToMonthly', params: { text, amount: share } })
  return share
}

function textOf(cells: RowCells, field: RegisterField): { text: string } {
  return { text: cells.text(field) ?? '' }
}
