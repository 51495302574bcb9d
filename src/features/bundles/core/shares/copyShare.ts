import { formatDay } from '../../../../base/common/day.ts'
import { formatNumber } from '../../../../base/common/formatMoney.ts'
import { SHEET_TYPES, writeSheet } from '../../../../base/core/sheetFile.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { ShareInput } from '../../common/sharesContract.ts'
import { plainName } from '../seal/bundleFileName.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { takeShare } from './makeShare.ts'
import { readShareWords, SHARE_SECTIONS, type ShareRow, type ShareWords, shareRows } from './shareTable.ts'
import { WORD_TYPE, writeWordDocument } from './wordDocument.ts'

type Column = Exclude<keyof ShareRow, 'section'>

const COLUMNS: readonly Column[] = [
  'when',
  'district',
  'village',
  'what',
  'families',
  'people',
  'times',
  'amount',
  'goodsValue',
  'currency',
  'rate',
]
const FIGURES: readonly Column[] = ['families', 'people', 'times', 'amount', 'goodsValue']
const WIDTHS: Partial<Record<Column, number>> = { district: 30, village: 24, what: 44, rate: 30 }

/** The content of a share for a delegation without the program: it says what the file for the program says. */
export async function copyShare(context: OfficeContext, input: ShareInput & { format: 'docx' | 'xlsx' }) {
  const { db, services, office } = context
  const { lines } = await takeShare(context, input)
  const words = await readShareWords(db, lines, services.translator)
  const rows = shareRows(lines, words)
  const [from, to] = [await getUnitNames(db, office.unitId), await getUnitNames(db, input.toUnit)]
  const today = services.clock.today()
  const isHeldBack = lines.some((line) => line.kind === 'about' && line.heldBack)
  const intro = [
    words.word('from', { unit: `${from.vi} (${from.code})` }),
    `${words.word('toPartner')}: ${to.vi} / ${to.lo}`,
    words.word('through', { quarter: input.through.quarter, year: input.through.year, day: formatDay(today) }),
  ]
  const closing = [words.word(isHeldBack ? 'someHeldBack' : 'noneHeldBack'), words.word('reference')]
  const bytes =
    input.format === 'xlsx'
      ? await sheetOf(rows, words)
      : writeWordDocument({ title: words.word('paperTitle'), intro, tables: tablesOf(rows, words), closing })
  const name = `ChiaSe-${plainName(to.vi)}-${today}.${input.format}`
  const type = input.format === 'xlsx' ? SHEET_TYPES.xlsx : WORD_TYPE
  return { ticket: services.tickets.put({ name, type, bytes }), name, bytes: bytes.length }
}

function sheetOf(rows: readonly ShareRow[], words: ShareWords): Promise<Uint8Array> {
  const columns = [
    { label: words.word('columns.section'), width: 36 },
    ...COLUMNS.map((column) => ({
      label: words.word(`columns.${column}`),
      figures: FIGURES.includes(column),
      width: WIDTHS[column] ?? 16,
    })),
  ]
  const cells = rows.map((row) => [words.word(`sections.${row.section}`), ...COLUMNS.map((column) => row[column])])
  return writeSheet({ format: 'xlsx', title: words.word('sheetTitle'), columns, rows: cells })
}

/** One table for each section that says anything, with the columns in which anything stands. */
function tablesOf(rows: readonly ShareRow[], words: ShareWords) {
  return SHARE_SECTIONS.flatMap((section) => {
    const own = rows.filter((row) => row.section === section)
    if (own.length === 0) return []
    const columns = COLUMNS.filter((column) => own.some((row) => row[column] !== '' && row[column] !== null))
    return [
      {
        heading: words.word(`sections.${section}`),
        columns: columns.map((column) => words.word(`columns.${column}`)),
        rows: own.map((row) => columns.map((column) => textOf(row[column]))),
      },
    ]
  })
}

function textOf(value: string | number | null): string {
  return typeof value === 'number' ? formatNumber(value, 'vi') : (value ?? '')
}
