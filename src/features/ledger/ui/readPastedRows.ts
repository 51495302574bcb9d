import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { Currency } from '../../../base/common/money.ts'
import { parseDayText } from '../../../base/common/parseDayText.ts'
import { readMoney } from '../../../base/ui/readMoney.ts'

/** One row as it stands in the table: what was typed, and what it was read as. */
export interface TypedRow {
  key: number
  onDay: string | undefined
  payerName: string
  amount: number | undefined
  purpose: string
  /** The cells that could not be read, as they stood in the spreadsheet; empty when they were read or nothing stood there. */
  unread: { day: string; amount: string }
}

export interface PasteOptions {
  /** For rows that carry no day. */
  usualDay: string | undefined
  currency: Currency
  firstKey: number
}

const COLUMNS = ['number', 'day', 'payer', 'amount', 'purpose'] as const
type Column = (typeof COLUMNS)[number]

/** How offices head these columns, folded, in three languages; the longer heading stands before the one it contains. */
const HEADINGS: readonly (readonly [Column, RegExp])[] = [
  ['amount', /^(so tien|tien|amount|thanh tien)|ຈຳນວນ/],
  ['day', /^(ngay|day|date)|ວັນທີ/],
  ['payer', /^(nguoi nop|nha hao tam|nguoi ung ho|ho (va )?ten|ten|don vi|payer|donor|name)|ຜູ້/],
  ['purpose', /^(noi dung|muc dich|ghi chu|purpose|note)|ຈຸດປະສົງ/],
  ['number', /^(stt|tt|so tt|so phieu|no)\b|ລ\/ດ/],
]
const SUM_LINE = /^((tong|cong|tong cong)( so)?( tien)?|total|sum|(ຍອດ)?ລວມ(ທັງໝົດ)?)[:.]?$/

/**
 * Reads a block copied from a spreadsheet: cells between tabs, under a heading if it has one, else in the order (running
 * number,) day, payer, amount, purpose. Headings and the line of the sum are left out. A row without a day takes the usual
 * one; a day or an amount that is doubtful stays empty, with what stood there, for the clerk to write rather than guessed.
 */
export function readPastedRows(text: string, options: PasteOptions): TypedRow[] {
  const lines = text
    .normalize('NFC')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ''))
  const heading = readHeading(lines[0] ?? [])
  const body = (heading === undefined ? lines : lines.slice(1)).filter((cells) => !isSumLine(cells))
  const numbered = heading === undefined && areNumbered(body)
  return body.map((cells, index) => {
    const columns = heading ?? columnsOf(cells, numbered)
    const cell = (column: Column) => (columns.includes(column) ? (cells[columns.indexOf(column)] ?? '') : '')
    return readRow(cell, { ...options, firstKey: options.firstKey + index })
  })
}

function readRow(cell: (column: Column) => string, { usualDay, currency, firstKey }: PasteOptions): TypedRow {
  const day = cell('day')
  const amount = cell('amount')
  const onDay = day === '' ? usualDay : certainDay(day)
  const certain = certainAmount(amount, currency)
  return {
    key: firstKey,
    onDay,
    payerName: cell('payer'),
    amount: certain,
    purpose: cell('purpose'),
    unread: { day: onDay === undefined ? day : '', amount: certain === undefined ? amount : '' },
  }
}

/** The columns of a first line that is a heading: no day or amount in it, and payer and amount among its words. */
function readHeading(cells: readonly string[]): (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => {
    const folded = foldForSearch(cell)
    return HEADINGS.find(([, words]) => words.test(folded) || words.test(cell))?.[0]
  })
  const isHeading = columns.includes('payer') && columns.includes('amount') && cells.every((cell) => !/\d/.test(cell))
  return isHeading ? columns : undefined
}

/** One word for the sum and one figure, whatever else is empty. */
function isSumLine(cells: readonly string[]): boolean {
  const full = cells.filter((cell) => cell !== '')
  const [first = ''] = full
  return full.length <= 2 && (SUM_LINE.test(foldForSearch(first)) || SUM_LINE.test(first))
}

/** Every row starts with a small number one higher than the row before: the numbering of a list, not a payer. */
function areNumbered(rows: readonly (readonly string[])[]): boolean {
  const [first] = rows
  if (first === undefined || !/^\d{1,4}$/.test(first[0] ?? '') || rows.some((cells) => cells.length < 3)) return false
  return rows.every((cells, index) => Number(cells[0]) === Number(first[0]) + index)
}

function columnsOf(cells: readonly string[], numbered: boolean): readonly Column[] {
  const columns = numbered ? COLUMNS : COLUMNS.slice(1)
  const day = cells[numbered ? 1 : 0] ?? ''
  // A day that does not exist (31/02) is still where the day stands.
  const hasDay = day === '' || certainDay(day) !== undefined || /^[\d\s/.-]+$/.test(day)
  return hasDay ? columns : columns.filter((column) => column !== 'day')
}

function certainDay(text: string): string | undefined {
  const found = parseDayText(text)
  return found.kind === 'day' && found.day.length === 10 ? found.day : undefined
}

function certainAmount(text: string, currency: Currency): number | undefined {
  const found = readMoney(text, currency)
  const [only] = found
  return found.length === 1 && only?.certain ? only.amount : undefined
}
