import { EncryptedFileError, type Workbook } from 'hucre'
import { readOds } from 'hucre/ods'
import { readXls, readXlsb, readXlsx } from 'hucre/xlsx'
import { failWith, type Result, succeed } from '../../../../base/common/result.ts'
import { cleanCellText } from './cleanCellText.ts'
import { EncodingEvidence, isRowTcvn3 } from './detectLegacyText.ts'
import { decodeTcvn3, decodeVni } from './legacyText.ts'
import type { Cell, RawSheet, RawWorkbook, SpreadsheetKind, TextEncodingFound } from './rawSheet.ts'
import { readDelimitedText } from './readDelimitedText.ts'
import { guardWorkbook, type WorkbookFailure } from './workbookGuard.ts'

/** A register has at most this many rows and columns; what lies beyond is not read, and too many rows is a failure. */
const mostRows = 200_000
const lastColumn = 'IV'
/** What Excel takes into one cell; longer is a quote that never closed, or worse. */
const longestCell = 32_767

const readers = { xlsx: readXlsx, xlsb: readXlsb, xls: readXls, ods: readOds } as const

/**
 * Reads the sheets of a spreadsheet or of CSV/TSV text, chosen by what is in the bytes. Text comes out as clean NFC
 * whatever the file held (TCVN3, VNI, decomposed letters, stray and hard spaces); text in an encoding we do not know
 * fails with `imports.legacyUnknown` rather than coming out garbled.
 */
export async function readWorkbook(bytes: Uint8Array): Promise<Result<RawWorkbook, WorkbookFailure>> {
  const guarded = guardWorkbook(bytes)
  if (!guarded.ok) return guarded
  const kind = guarded.value
  const raw = kind === 'text' ? readDelimitedText(bytes, mostRows) : await readBinary(bytes, kind)
  if (!raw.ok) return raw
  const sheets: RawWorkbook['sheets'] = []
  for (const sheet of raw.value) {
    if (sheet.rows.length > mostRows) return failWith('imports.tooLarge', { limit: 'rows', most: mostRows })
    if (sheet.rows.some(hasEndlessCell)) return failWith('imports.unreadable', { reason: 'damaged' })
    const textWas = toUnicode(sheet.rows)
    if (!textWas) return failWith('imports.legacyUnknown', { sheet: sheet.name })
    sheets.push({ ...sheet, textWas })
  }
  return succeed({ kind, sheets })
}

async function readBinary(
  bytes: Uint8Array,
  kind: Exclude<SpreadsheetKind, 'text'>,
): Promise<Result<RawSheet[], WorkbookFailure>> {
  try {
    const workbook = await readers[kind](bytes, { range: `A1:${lastColumn}${mostRows + 1}` })
    return succeed(workbook.sheets.map(toRawSheet))
  } catch (error) {
    if (error instanceof EncryptedFileError) return failWith('imports.encrypted')
    if (!(error instanceof Error)) throw error
    // A damaged file can bring any error out of a parser; only its own words say that a limit was met.
    const tooBig = /exceeds limit|over the \d+ limit|outside the supported/.test(error.message)
    return tooBig
      ? failWith('imports.tooLarge', { limit: 'content', most: mostRows })
      : failWith('imports.unreadable', { reason: 'damaged' })
  }
}

function toRawSheet(sheet: Workbook['sheets'][number]): RawSheet {
  // Readers of old formats leave holes where a row is empty.
  const rows = Array.from(sheet.rows, (row) => Array.from(row ?? [], toCell))
  const hidden = sheet.hidden === true || sheet.veryHidden === true
  return { name: sheet.name, rows: rows.map(withoutTrailingBlanks), merges: sheet.merges ?? [], hidden }
}

function hasEndlessCell(row: readonly Cell[]): boolean {
  return row.some((cell) => typeof cell === 'string' && cell.length > longestCell)
}

function toCell(value: string | number | boolean | Date | null | undefined): Cell {
  if (value instanceof Date) return { serial: value.getTime() / 86_400_000 + 25_569, isDate: true }
  return value ?? null
}

function withoutTrailingBlanks(row: Cell[]): Cell[] {
  let end = row.length
  while (end > 0 && (row[end - 1] === null || row[end - 1] === '')) end--
  return end === row.length ? row : row.slice(0, end)
}

/** Rewrites the rows in place; a sheet of 100,000 rows is not copied again. */
function toUnicode(rows: Cell[][]): TextEncodingFound | undefined {
  const evidence = new EncodingEvidence()
  for (const row of rows) evidence.addRow(row)
  const found = evidence.verdict()
  if (!found) return undefined
  for (const row of rows) cleanRow(row, decoderOf(found, row))
  return found
}

function cleanRow(row: Cell[], decode: (text: string) => string): void {
  for (const [index, cell] of row.entries()) {
    if (typeof cell === 'string') row[index] = cleanCellText(decode(cell)) || null
  }
}

function decoderOf(found: TextEncodingFound, row: readonly Cell[]): (text: string) => string {
  if (found === 'tcvn3') return decodeTcvn3
  if (found === 'vni') return decodeVni
  const isTcvn3 = found === 'mixed' && isRowTcvn3(row.filter((cell) => typeof cell === 'string'))
  return isTcvn3 ? decodeTcvn3 : (text) => text
}
