import * as z from 'zod'
import type { BookKindName } from './bookColumns.ts'

/** A row as the tables hold it. */
export type BookRow = Readonly<Record<string, unknown>>
type BookRows = ReadonlyMap<BookKindName, readonly BookRow[]>

/** Rows of one kind, currency, use and quarter: how many, how much money, how much in goods (minor units). */
export const bookTotalSchema = z.strictObject({
  of: z.string().max(40),
  currency: z.string().max(3),
  use: z.string().max(500),
  period: z.string().max(7),
  rows: z.int().min(0),
  amount: z.int(),
  goods: z.int(),
})
export type BookTotal = z.infer<typeof bookTotalSchema>

/** By what the money of each kind is told apart, and the day it counts for. */
const MONEY: Partial<Record<BookKindName, { use: (row: BookRow) => string; day: string | undefined }>> = {
  receipt: { use: (row) => `${row.source} ${row.method} ${row.purpose ?? ''}`, day: 'on_day' },
  allocation: { use: purseOf, day: undefined },
  delivery: { use: (row) => `${row.channel} ${row.source} ${row.purpose ?? row.help_form}`, day: 'on_day' },
  payout: { use: (row) => `${row.kind} ${purseOf(row)}`, day: 'on_day' },
  advance: { use: (row) => (row.settled_on === null ? 'open' : 'settled'), day: 'given_on' },
  instalment: { use: () => '', day: 'due_on' },
  roundLine: { use: (row) => String(row.state), day: undefined },
  roundLineInstalment: { use: () => '', day: undefined },
  houseFunding: { use: (row) => String(row.kind), day: undefined },
  jointActivity: { use: (row) => String(row.kind), day: 'on_day' },
  housePayment: { use: (row) => (row.paid_on === null ? 'planned' : 'paid'), day: 'paid_on' },
}

/**
 * What a book comes to: the number of rows of every kind and, where there is money, its sums by currency, use (channel, purse,
 * purpose) and quarter. Two books of equal totals differ in no dong.
 */
export function totalsOf(rows: BookRows): BookTotal[] {
  const totals = new Map<string, BookTotal>()
  for (const [kind, list] of rows) for (const row of list) addRow(totals, kind, row)
  return [...totals.values()].filter(isSomething).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

/** `later` less `earlier`, without what is zero. */
export function totalsBetween(earlier: readonly BookTotal[], later: readonly BookTotal[]): BookTotal[] {
  const totals = new Map(later.map((total) => [keyOf(total), total]))
  for (const total of earlier) {
    const known = totals.get(keyOf(total)) ?? { ...total, rows: 0, amount: 0, goods: 0 }
    totals.set(keyOf(total), {
      ...known,
      rows: known.rows - total.rows,
      amount: known.amount - total.amount,
      goods: known.goods - total.goods,
    })
  }
  return [...totals.values()].filter(isSomething).sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1))
}

export function sameTotals(one: readonly BookTotal[], other: readonly BookTotal[]): boolean {
  return totalsBetween(one, other).length === 0
}

function addRow(totals: Map<string, BookTotal>, kind: BookKindName, row: BookRow): void {
  const money = MONEY[kind]
  const at = money?.day === undefined ? null : row[money.day]
  const empty = {
    of: kind,
    currency: typeof row.currency === 'string' ? row.currency : '',
    use: money?.use(row) ?? '',
    period: typeof at === 'string' ? quarterOf(at) : '',
    rows: 0,
    amount: 0,
    goods: 0,
  }
  const known = totals.get(keyOf(empty)) ?? empty
  known.rows += 1
  if (money !== undefined) {
    known.amount += Number(row.amount ?? 0)
    known.goods += Number(row.goods_value ?? 0)
  }
  totals.set(keyOf(empty), known)
}

function purseOf(row: BookRow): string {
  if (row.pairing_id !== null) return 'pairing'
  return row.house_id === null ? `purpose ${row.purpose ?? ''}` : 'house'
}

function quarterOf(day: string): string {
  return `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`
}

function keyOf({ of, currency, use, period }: BookTotal): string {
  return [of, currency, period, use].join('|')
}

function isSomething({ rows, amount, goods }: BookTotal): boolean {
  return rows !== 0 || amount !== 0 || goods !== 0
}
