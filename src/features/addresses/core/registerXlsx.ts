import { writeXlsxStream } from 'hucre/xlsx'
import { type Day, formatDay } from '../../../base/common/day.ts'
import type { Language } from '../../../base/common/language.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Translate } from '../../../db/office.ts'
import { findRestricted } from '../../../db/restrictedAddresses.ts'
import type { AddressFilter, AddressPageInput, AddressRow } from '../common/addressSchemas.ts'
import type { ExportColumn } from '../common/contract.ts'
import { listAddressIds, readAddressRows } from './addressListRepo.ts'

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export interface RegisterExport {
  filter: AddressFilter
  sort: AddressPageInput['sort']
  descending: boolean
  columns: ExportColumn[]
  language: Language
  today: Day
}

/** Read and written in slices, so the core answers in between and memory stays flat. */
const ROWS_AT_ONCE = 500
const MONEY_COLUMNS: ReadonlySet<ExportColumn> = new Set(['monthlySupport', 'monthlyNeed'])
const WIDTHS: Partial<Record<ExportColumn, number>> = { name: 28, category: 24, donors: 28, situation: 40, needs: 30 }

/** Writes the filtered register as a workbook of one sheet: a heading row and one row per address. */
export async function writeRegisterXlsx(
  db: ReadDb,
  { input, words }: { input: RegisterExport; words: Translate },
): Promise<{ bytes: Uint8Array; rows: number; withheld: number }> {
  const heading = input.columns.map((column) => words(`addresses:columns.${column}`))
  let rows = -1
  const left = { out: 0 }
  async function* lines() {
    for await (const line of sheetRows(db, { input, words, heading, left })) {
      rows += 1
      yield line
    }
  }
  const stream = writeXlsxStream(lines(), {
    name: words('addresses:title'),
    columns: input.columns.map((column) => ({
      width: WIDTHS[column] ?? 16,
      // Figures of money are numbers a person can sum; everything else is text, so a leading zero or "=" stays as written.
      style: { numFmt: MONEY_COLUMNS.has(column) ? '#,##0' : '@' },
    })),
    freezePane: { rows: 1, columns: 1 },
  })
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  return { bytes, rows, withheld: left.out }
}

interface SheetSource {
  input: RegisterExport
  words: Translate
  heading: string[]
  /** Counts whom the file leaves out: their data are only kept. */
  left: { out: number }
}

async function* sheetRows(
  db: ReadDb,
  { input, words, heading, left }: SheetSource,
): AsyncGenerator<(string | number | null)[]> {
  yield heading
  const categories = await categoryNames(db, input.language)
  for (let offset = 0; ; offset += ROWS_AT_ONCE) {
    const ids = await listAddressIds(db, { ...input, offset, limit: ROWS_AT_ONCE })
    const restricted = await findRestricted(db, ids)
    left.out += restricted.size
    const told = ids.filter((id) => !restricted.has(id))
    const details = await readDetails(db, told)
    for (const row of await readAddressRows(db, { ids: told, today: input.today })) {
      const cells = exportCells({ row, detail: details.get(row.id), words, categories })
      yield input.columns.map((column) => cells[column])
    }
    if (ids.length < ROWS_AT_ONCE) return
  }
}

interface CellSource {
  row: AddressRow
  detail: Detail | undefined
  words: Translate
  categories: Map<string, string>
}

function exportCells({ row, detail, words, categories }: CellSource): Record<ExportColumn, string | number | null> {
  return {
    name: row.displayName,
    sex: row.sex === null ? null : words(`addresses:sex.${row.sex}`),
    birthDay: row.birthDay === null ? null : formatDay(row.birthDay),
    idNumber: detail?.idNumber ?? null,
    phone: detail?.phone ?? null,
    village: row.villageName,
    commune: row.communeName,
    category: categories.get(row.mainCategory) ?? row.mainCategory,
    state: words(`addresses:states.${row.state}`),
    stateSince: formatDay(row.stateSince),
    donors: row.donors.join('; ') || null,
    monthlySupport: row.monthlySupport,
    monthlyNeed: row.monthlyNeed,
    situation: detail?.situation ?? null,
    needs: detail?.needs ?? null,
    note: detail?.note ?? null,
    responsible: row.responsible,
    latitude: detail?.latitude ?? null,
    longitude: detail?.longitude ?? null,
  }
}

type Detail = Awaited<ReturnType<typeof selectDetails>>[number]

async function readDetails(db: ReadDb, ids: string[]): Promise<Map<string, Detail>> {
  const rows = ids.length === 0 ? [] : await selectDetails(db, ids)
  return new Map(rows.map((row) => [row.id, row]))
}

function selectDetails(db: ReadDb, ids: string[]) {
  return db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select([
      'address.id',
      'person.id_number as idNumber',
      'person.phone',
      'address.situation',
      'address.needs',
      'address.note',
      'address.latitude',
      'address.longitude',
    ])
    .where('address.id', 'in', ids)
    .execute()
}

/** Categories by code, in the language of a file. */
export async function categoryNames(db: ReadDb, language: Language): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('vocabulary')
    .select(['code', 'name_vi', 'name_en', 'name_lo'])
    .where('kind', '=', 'category')
    .execute()
  return new Map(rows.map((row) => [row.code, row[`name_${language}`] ?? row.name_vi]))
}
