/**
 * The separator Excel expects where a comma writes decimals, as in Viet Nam and Laos; a comma would put a whole row in one
 * cell when the file is double-clicked.
 */
const SEPARATOR = ';'

/** UTF-8 mark: without it Excel reads Vietnamese and Lao as another encoding. */
const MARK = '\uFEFF'

/** What a spreadsheet may take for a formula: also full-width, and after blanks or a quotation mark. */
const FORMULA_START = /^[\s"'\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/

export type SheetCell = string | number | null

/** Rows as CSV text that Excel opens right and never runs: text that could be a formula gets an apostrophe before it. */
export function csvText(rows: Iterable<readonly SheetCell[]>): string {
  const lines: string[] = []
  for (const row of rows) lines.push(row.map(csvCell).join(SEPARATOR))
  return `${MARK}${lines.join('\r\n')}\r\n`
}

function csvCell(cell: SheetCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const safe = FORMULA_START.test(cell) ? `'${cell}` : cell
  return /[";\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
