import { type Cell, type CellStyle, type CellValue, type WriteSheet, write } from 'hucre'
import { formatDay } from '../../../base/common/day.ts'
import type { Language } from '../../../base/common/language.ts'
import type { Translate } from '../../../db/office.ts'
import { FIGURE_GROUPS } from '../common/figureGroups.ts'
import { FIGURES, type Figures, type QuarterRow, type QuarterTable } from '../common/quarterSchemas.ts'

interface Wording {
  year: number
  quarter: number
  language: Language
  translate: Translate
}

const TITLE_ROWS = 5
const HEAD_ROWS = 2
const FIRST_FIGURE = 2
const LAST_COLUMN = FIRST_FIGURE + FIGURES.length
const LINE = { style: 'thin' } as const
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE }

/** The quarterly table as an .xlsx file, laid out to be printed on one landscape page and signed. */
export async function quarterWorkbook(table: QuarterTable, wording: Wording): Promise<Uint8Array> {
  const rows = [...titleRows(table, wording), ...headRows(wording), ...bodyRows(table, wording), ...footRows(wording)]
  const lastBodyRow = TITLE_ROWS + HEAD_ROWS + table.rows.reduce((sum, row) => sum + 1 + linesBelow(row), 0)
  const sheet: WriteSheet = {
    name: wording.translate('reports:quarter.sheet', {
      quarter: wording.quarter,
      year: wording.year,
    }),
    rows,
    cells: styles(rows, lastBodyRow),
    columns:
      rows[TITLE_ROWS + 1]?.map((_cell, column) => ({
        width: widthOf(column),
      })) ?? [],
    merges: merges(),
    freezePane: { rows: TITLE_ROWS + HEAD_ROWS, columns: FIRST_FIGURE },
    pageSetup: {
      paperSize: 'a3',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${TITLE_ROWS + 1}:$${TITLE_ROWS + HEAD_ROWS}`,
    },
  }
  return write({ sheets: [sheet], format: 'xlsx' })
}

function titleRows(table: QuarterTable, { translate, language, year, quarter }: Wording): CellValue[][] {
  const { from, to } = table.window
  return [
    [translate('reports:quarter.office', { unit: table.office[language] })],
    [translate('reports:quarter.title', { quarter, year })],
    [
      translate('reports:quarter.period', {
        from: formatDay(from),
        to: formatDay(to),
      }),
    ],
    [translate('reports:quarter.dong')],
    [],
  ]
}

function headRows({ translate }: Wording): CellValue[][] {
  const groups = FIGURE_GROUPS.flatMap(({ group, figures }) =>
    figures.map((_figure, index) => (index === 0 ? translate(`reports:groups.${group}`) : null)),
  )
  const figures = FIGURES.map((figure) => translate(`reports:figures.${figure}`))
  return [
    [
      translate('reports:quarter.number'),
      translate('reports:quarter.unit'),
      ...groups,
      translate('reports:quarter.note'),
    ],
    [null, null, ...figures, null],
  ]
}

function bodyRows(table: QuarterTable, wording: Wording): CellValue[][] {
  const { translate, language } = wording
  const units = table.rows.flatMap((row, index) => [
    [index + 1, row.unit[language], ...figureCells(row.figures), noteOf(row, translate)],
    ...belowRows(row, wording),
  ])
  return [...units, [null, translate('reports:quarter.total'), ...figureCells(table.total), null]]
}

/** Under a unit with others below it: its own part, then each of them. */
function belowRows({ unit, own, below }: QuarterRow, { translate, language }: Wording): CellValue[][] {
  if (below.length === 0) return []
  const ownPart = translate('reports:quarter.ownPart', { unit: unit[language] })
  return [
    [null, `– ${ownPart}`, ...figureCells(own), null],
    ...below.map((row) => [null, `– ${row.unit[language]}`, ...figureCells(row.figures), noteOf(row, translate)]),
  ]
}

function linesBelow({ below }: QuarterRow): number {
  return below.length === 0 ? 0 : below.length + 1
}

function figureCells(figures: Figures | null): CellValue[] {
  return FIGURES.map((figure) => figures?.[figure] ?? null)
}

function noteOf(row: Pick<QuarterRow, 'status' | 'sentTo' | 'otherCurrencies'>, translate: Translate): string {
  const status = row.status === 'notSent' || row.status === 'partly' || row.status === 'paper'
  const words = status
    ? [
        translate(`reports:status.${row.status}`, {
          day: row.sentTo === null ? '' : formatDay(row.sentTo),
        }),
      ]
    : []
  const others = row.otherCurrencies.map(({ amount, currency }) => `+ ${amount} ${currency}`)
  return [...words, ...others].join('; ')
}

function footRows({ translate }: Wording): CellValue[][] {
  const signatures: CellValue[] = []
  signatures[1] = translate('reports:quarter.preparedBy')
  signatures[LAST_COLUMN - 4] = translate('reports:quarter.signedBy')
  const day: CellValue[] = []
  day[LAST_COLUMN - 4] = translate('reports:quarter.signedOn')
  return [[], [null, translate('reports:quarter.internalNote')], [], filled(day), filled(signatures)]
}

function filled(cells: CellValue[]): CellValue[] {
  return Array.from({ length: LAST_COLUMN + 1 }, (_, column) => cells[column] ?? null)
}

function styles(rows: CellValue[][], lastBodyRow: number): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>()
  const set = (row: number, column: number, style: CellStyle) => {
    cells.set(`${row},${column}`, {
      value: rows[row]?.[column] ?? null,
      style,
    })
  }
  set(0, 0, { font: { bold: true } })
  set(1, 0, { font: { bold: true, size: 14 } })
  for (let column = 0; column <= LAST_COLUMN; column += 1) {
    for (const row of [TITLE_ROWS, TITLE_ROWS + 1]) set(row, column, HEAD_STYLE)
    for (let row = TITLE_ROWS + HEAD_ROWS; row <= lastBodyRow; row += 1) {
      set(row, column, bodyStyle(column, row === lastBodyRow))
    }
  }
  return cells
}

const HEAD_STYLE: CellStyle = {
  font: { bold: true },
  border: BORDER,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
}

function bodyStyle(column: number, total: boolean): CellStyle {
  const isFigure = column >= FIRST_FIGURE && column < LAST_COLUMN
  return {
    border: BORDER,
    ...(total ? { font: { bold: true } } : {}),
    ...(isFigure ? { numFmt: '#,##0' } : { alignment: { wrapText: true, vertical: 'top' } }),
  }
}

/** Number, unit and note span both heading rows; each group spans its figures. */
function merges() {
  const upright = [0, 1, LAST_COLUMN].map((column) => ({
    startRow: TITLE_ROWS,
    endRow: TITLE_ROWS + 1,
    startCol: column,
    endCol: column,
  }))
  let startCol = FIRST_FIGURE
  const across = FIGURE_GROUPS.map(({ figures }) => {
    const merge = {
      startRow: TITLE_ROWS,
      endRow: TITLE_ROWS,
      startCol,
      endCol: startCol + figures.length - 1,
    }
    startCol += figures.length
    return merge
  })
  return [...upright, ...across]
}

function widthOf(column: number): number {
  if (column === 0) return 5
  if (column === 1) return 26
  return column === LAST_COLUMN ? 24 : 14
}
