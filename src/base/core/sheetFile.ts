import { writeXlsxStream } from 'hucre/xlsx'
import { csvText, type SheetCell } from '../common/csvText.ts'

export const SHEET_FORMATS = ['xlsx', 'csv'] as const
export type SheetFormat = (typeof SHEET_FORMATS)[number]

export const SHEET_TYPES: Record<SheetFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
}

export interface SheetColumn {
  label: string
  /** Money and counts: numbers a person can sum. Everything else is text, so a leading zero or “=” stays as written. */
  figures?: boolean
  /** In letters; 16 unless told. */
  width?: number
}

export interface Sheet {
  format: SheetFormat
  title: string
  columns: readonly SheetColumn[]
  rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>
}

/** A table as a file: a heading row and one row per record. */
export async function writeSheet(sheet: Sheet): Promise<Uint8Array> {
  return sheet.format === 'csv' ? writeCsv(sheet) : writeWorkbook(sheet)
}

async function writeCsv({ columns, rows }: Sheet): Promise<Uint8Array> {
  const all: (readonly SheetCell[])[] = [columns.map(({ label }) => label)]
  for await (const row of rows) all.push(row)
  return new TextEncoder().encode(csvText(all))
}

async function writeWorkbook({ title, columns, rows }: Sheet): Promise<Uint8Array> {
  async function* lines(): AsyncGenerator<SheetCell[]> {
    yield columns.map(({ label }) => label)
    for await (const row of rows) yield [...row]
  }
  const stream = writeXlsxStream(lines(), {
    name: sheetName(title),
    columns: columns.map(({ figures, width }) => ({
      width: width ?? 16,
      style: { numFmt: figures ? '#,##0' : '@' },
    })),
    freezePane: { rows: 1, columns: 1 },
  })
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/** Excel allows 31 letters and none of these. */
function sheetName(title: string): string {
  return title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31)
}
