import { parseCsv } from 'hucre/csv'
import { failWith, type Result, succeed } from '../../../../base/common/result.ts'
import { EncodingEvidence } from './detectLegacyText.ts'
import type { RawSheet } from './rawSheet.ts'
import type { WorkbookFailure } from './workbookGuard.ts'

const delimiters = [',', ';', '\t', '|'] as const

/** A cell may hold a few lines of its own. */
const LINES_IN_A_ROW = 4

/**
 * CSV or TSV text (UTF-8 with or without BOM, UTF-16, or an old 8-bit Vietnamese encoding) as one sheet.
 * Every cell stays text: "0912…" and "038…" keep their zero. Text without columns is not a spreadsheet.
 */
export function readDelimitedText(bytes: Uint8Array, mostRows: number): Result<RawSheet[], WorkbookFailure> {
  // Counted before anything is read: an empty line costs the reader a hundred times its byte.
  if (countLines(bytes) > mostRows * LINES_IN_A_ROW) {
    return failWith('imports.tooLarge', { limit: 'rows', most: mostRows })
  }
  const text = decodeText(bytes)
  if (text === undefined) return failWith('imports.legacyUnknown', { sheet: '' })
  const delimiter = findDelimiter(text)
  if (!delimiter) return failWith('imports.notASpreadsheet')
  const rows = parseCsv(text, { delimiter, typeInference: false, skipEmptyRows: false })
  // With type inference off every value is text; the check keeps the compiler and a changed library honest.
  const cells = rows.map((row) => row.map((value) => (typeof value === 'string' ? value : null)))
  return succeed([{ name: 'CSV', rows: cells, merges: [], hidden: false }])
}

function countLines(bytes: Uint8Array): number {
  let lines = 1
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1
  return lines
}

function decodeText(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return ['windows-1258', 'latin1'].map((name) => decodeOld(bytes, name)).find((text) => text !== undefined)
  }
}

/** Old one-byte text, when it makes sense as Vietnamese (in latin1: as TCVN3 or VNI, which the caller then converts). */
function decodeOld(bytes: Uint8Array, encoding: string): string | undefined {
  const text = encoding === 'latin1' ? Buffer.from(bytes).toString('latin1') : new TextDecoder(encoding).decode(bytes)
  const evidence = new EncodingEvidence()
  evidence.add(text.normalize('NFC'))
  const found = evidence.verdict()
  return (encoding === 'latin1' ? found === 'tcvn3' || found === 'vni' : found === 'unicode') ? text : undefined
}

/** The separator that splits the most lines into the same number of columns. */
function findDelimiter(text: string): string | undefined {
  const lines = text
    .slice(0, 200_000)
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 200)
  const scored = delimiters.map((delimiter) => ({ delimiter, score: agreement(lines, delimiter) }))
  const best = scored.reduce((one, other) => (other.score > one.score ? other : one))
  return best.score >= 2 ? best.delimiter : undefined
}

function agreement(lines: readonly string[], delimiter: string): number {
  const tally = new Map<number, number>()
  for (const line of lines) {
    const columns = line.replace(/"[^"]*"/g, '').split(delimiter).length
    if (columns > 2) tally.set(columns, (tally.get(columns) ?? 0) + 1)
  }
  return Math.max(0, ...tally.values())
}
