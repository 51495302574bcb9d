import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import type { RegisterField } from '../../common/registerFields.ts'
import { recogniseHeader, recogniseSexHeader } from './headerWords.ts'
import { type Cell, cellText, isBlank, type RawSheet } from './rawSheet.ts'
import { filledTexts, isColumnNumberRow } from './rowKinds.ts'

export interface HeaderColumn {
  index: number
  /** The words of the header cells above the column, from top to bottom. */
  words: string[]
  field: RegisterField | undefined
  sureness: 0 | 1 | 2 | 3
}

/** A header of one to three rows (0-based) with what its columns mean. */
export interface TableHeader {
  rows: number[]
  columns: HeaderColumn[]
  /** Sum of sureness over the distinct fields recognised; what candidates are compared by. */
  score: number
}

const lastHeaderRow = 200

/** The header row(s) of a sheet: those whose words name most fields of a register, a person's name among them. */
export function findTableHeader(sheet: RawSheet): TableHeader | undefined {
  let best: TableHeader | undefined
  const end = Math.min(sheet.rows.length, lastHeaderRow)
  for (let row = 0; row < end; row++) {
    if (!mayBeHeader(sheet.rows[row] ?? [])) continue
    for (const rows of headerBlocks(sheet, row)) {
      const header = readTableHeader(sheet, rows)
      if (header.score > (best?.score ?? 0)) best = header
    }
  }
  return best && isRegisterHeader(best) ? best : undefined
}

/** Reads the columns under the given header rows (0-based), whoever chose them. */
export function readTableHeader(sheet: RawSheet, rows: readonly number[]): TableHeader {
  const texts = rows.map((row) => spreadMerged(sheet, row))
  const width = Math.max(0, ...texts.map((row) => row.length))
  const columns: HeaderColumn[] = []
  for (let index = 0; index < width; index++) {
    const words = [...new Set(texts.map((row) => row[index] ?? '').filter((text) => text !== ''))]
    columns.push({ index, words, ...meaningOf(words) })
  }
  settleSexColumns(columns)
  const fields = new Map(columns.map((column) => [column.field, column.sureness]))
  fields.delete(undefined)
  return { rows: [...rows], columns, score: [...fields.values()].reduce<number>((sum, sureness) => sum + sureness, 0) }
}

/**
 * Same words over the same columns give the same fingerprint, whatever the title or the people are.
 * Header rows as a mapping has them, counted from 1.
 */
export function headerFingerprint(sheet: RawSheet, headerRows: readonly number[]): string {
  const { columns } = readTableHeader(
    sheet,
    headerRows.map((row) => row - 1),
  )
  return columns
    .map(({ words }) => foldForSearch(words.join(' ')))
    .join('|')
    .replace(/\|+$/, '')
}

/** True when a row says again what the header said, as on every page of a long list. */
export function repeatsHeader(row: readonly Cell[], header: TableHeader): boolean {
  const filled = row.flatMap((cell, index) => (typeof cell === 'string' ? [{ text: cell, index }] : []))
  if (filled.length < 2) return false
  const same = filled.filter(({ text, index }) => header.columns[index]?.words.includes(text))
  return same.length >= 2 && same.length >= filled.length * 0.8
}

function mayBeHeader(row: readonly Cell[]): boolean {
  const texts = filledTexts(row)
  const numbers = row.filter((cell) => typeof cell === 'number').length
  return texts.length >= 2 && numbers <= texts.length / 3
}

/** The row alone, with one or two rows of sub-headers under it. */
function headerBlocks(sheet: RawSheet, row: number): number[][] {
  const blocks = [[row]]
  for (const more of [1, 2]) {
    const below = sheet.rows[row + more]
    if (!below || !isSubHeader(sheet, row, row + more)) break
    blocks.push(Array.from({ length: more + 1 }, (_, index) => row + index))
  }
  return blocks
}

/** A sub-header has words, no numbers, and nothing in a column whose own header is not split. */
function isSubHeader(sheet: RawSheet, first: number, row: number): boolean {
  const cells = sheet.rows[row] ?? []
  const texts = filledTexts(cells)
  if (texts.length === 0 || isColumnNumberRow(cells) || cells.some((cell) => typeof cell === 'number')) return false
  const top = spreadMerged(sheet, first)
  const nameColumn = top.findIndex((text) => text !== '' && recogniseHeader(text)?.field === 'name')
  if (nameColumn >= 0 && !isBlank(cells[nameColumn]) && !spansColumns(sheet, first, nameColumn)) return false
  return cells.some((cell) => typeof cell === 'string' && isHeaderWord(cell))
}

function isHeaderWord(text: string): boolean {
  return recogniseHeader(text) !== undefined || recogniseSexHeader(text) !== undefined
}

function spansColumns(sheet: RawSheet, row: number, column: number): boolean {
  return sheet.merges.some(
    (merge) => merge.startRow === row && merge.startCol === column && merge.endCol > merge.startCol,
  )
}

/**
 * The texts of a header row, a merged cell's text over every column it spans. Files without merges leave blanks instead:
 * there a text reaches to the next one where the row below has sub-headers, which the caller's score finds out.
 */
function spreadMerged(sheet: RawSheet, row: number): string[] {
  const texts = Array.from(sheet.rows[row] ?? [], cellText)
  const merges = sheet.merges.filter((merge) => merge.startRow <= row && row <= merge.endRow)
  for (const { startRow, startCol, endCol } of merges) {
    const text = cellText(sheet.rows[startRow]?.[startCol])
    for (let column = startCol; column <= endCol; column++) texts[column] = text
  }
  if (sheet.merges.length === 0) spreadOverSubHeaders(texts, sheet.rows[row + 1] ?? [])
  return Array.from(texts, (text) => text ?? '')
}

function spreadOverSubHeaders(texts: string[], below: readonly Cell[]): void {
  if (isBlank(below[0]) && below.some((cell) => typeof cell === 'string' && recogniseSexHeader(cell))) {
    for (let column = 1; column < below.length; column++) {
      if (!texts[column] && !isBlank(below[column]) && !isBlank(below[column - 1])) {
        texts[column] = texts[column - 1] ?? ''
      }
    }
  }
}

function meaningOf(words: readonly string[]): Pick<HeaderColumn, 'field' | 'sureness'> {
  const own = words.at(-1) ?? ''
  const above = words.slice(0, -1).join(' ')
  const sex = recogniseSexHeader(own)
  if (sex) return { field: sexField(sex, above), sureness: above === '' ? 1 : 3 }
  const wordings = above === '' ? [own] : [own, `${above} ${own}`, above]
  for (const wording of wordings) {
    const meaning = recogniseHeader(wording)
    if (meaning) return meaning
  }
  return { field: undefined, sureness: 0 }
}

/** "Nam" and "Nữ" under "Năm sinh" hold years, under "Giới tính" marks. */
function sexField(sex: 'male' | 'female', above: string): RegisterField {
  const isBirth = recogniseHeader(above)?.field === 'birth'
  if (sex === 'male') return isBirth ? 'birthMale' : 'sexMale'
  return isBirth ? 'birthFemale' : 'sexFemale'
}

/** "Nữ" alone beside "Nam" under nothing is a pair of mark columns; a single "Nam" column is left to the person. */
function settleSexColumns(columns: HeaderColumn[]): void {
  const has = (field: RegisterField) => columns.some((column) => column.field === field)
  for (const column of columns) {
    if (column.field === 'sexMale' && !has('sexFemale')) column.sureness = 1
    if (column.field === 'sexFemale') column.sureness = has('sexMale') ? 3 : 2
  }
}

function isRegisterHeader(header: TableHeader): boolean {
  const fields = new Set(header.columns.map((column) => column.field))
  fields.delete(undefined)
  fields.delete('ordinal')
  fields.delete('ignored')
  return (fields.has('name') || fields.has('householdHead')) && fields.size >= 3
}
