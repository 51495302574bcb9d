/** A day as the spreadsheet stores it: days since 30 December 1899 (fraction = time), shown with a date format. */
export interface DateCell {
  serial: number
  isDate: true
}

/** A formula arrives as the value it last had; a formula is never run. */
export type Cell = string | number | boolean | DateCell | null

/** Rows and columns counted from 0, both ends included. */
export interface MergedRange {
  startRow: number
  startCol: number
  endRow: number
  endCol: number
}

export interface RawSheet {
  name: string
  rows: Cell[][]
  merges: MergedRange[]
  hidden: boolean
}

export type SpreadsheetKind = 'xlsx' | 'xlsb' | 'xls' | 'ods' | 'text'

/** How the text of a sheet was stored before it became Unicode. */
export type TextEncodingFound = 'unicode' | 'tcvn3' | 'vni' | 'mixed'

export interface RawWorkbook {
  kind: SpreadsheetKind
  sheets: (RawSheet & { textWas: TextEncodingFound })[]
}

export function isDateCell(cell: Cell | undefined): cell is DateCell {
  return typeof cell === 'object' && cell !== null
}

export function isBlank(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || cell === ''
}

/** The cell as a person would read it in the sheet; a day becomes `YYYY-MM-DD`. */
export function cellText(cell: Cell | undefined): string {
  if (typeof cell === 'string') return cell
  if (cell === null || cell === undefined) return ''
  return isDateCell(cell) ? serialToDay(cell.serial) : String(cell)
}

/** `YYYY-MM-DD` of a serial of the 1900 system. */
export function serialToDay(serial: number): string {
  const dayOf1970 = 25569
  return new Date((Math.floor(serial) - dayOf1970) * 86_400_000).toISOString().slice(0, 10)
}

/** Excel's letters: 0 → A, 26 → AA. */
export function columnLetter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetter(Math.floor(index / 26) - 1) + last
}

/** Back from Excel's letters: A → 0. */
export function columnIndex(letters: string): number {
  let index = 0
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64
  return index - 1
}
