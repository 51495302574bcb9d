import { writeXlsx } from 'hucre/xlsx'
import { formatDay } from '../../../base/common/day.ts'
import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { formatNumber } from '../../../base/common/formatMoney.ts'
import type { Language } from '../../../base/common/language.ts'
import { type Currency, MINOR_DIGITS } from '../../../base/common/money.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import type { CashBook, CashEntry, Period } from '../common/bookSchemas.ts'
import { readCashBook } from './cashBook.ts'

const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const COLUMNS = [
  { column: 'day', width: 12 },
  { column: 'voucher', width: 26 },
  { column: 'what', width: 60 },
  { column: 'in', width: 18 },
  { column: 'out', width: 18 },
  { column: 'balance', width: 18 },
] as const
const FIGURES: readonly string[] = ['in', 'out', 'balance']

/** The cash book of a period as a workbook: a sheet per currency, with its opening, its lines, their totals and the closing. */
export async function writeCashBookXlsx(
  { db, office, services }: Pick<OfficeContext, 'db' | 'office' | 'services'>,
  { from, to, language }: Period & { language: Language },
): Promise<{ ticket: string; name: string }> {
  const t = services.translator(language)
  const title = t('ledger:books.tabs.cash')
  const heading = COLUMNS.map(({ column }) => t(`ledger:books.columns.${column}`))
  const lineOf = (entry: CashEntry) => {
    const people = formatNumber(entry.people ?? 0, language)
    const what = t(`ledger:books.kinds.${entry.kind}`, { who: entry.who ?? '', people })
    return [formatDay(entry.day), entry.voucher, [what, entry.purpose].filter(Boolean).join(' · ')]
  }
  const sheetOf = ({ currency, opening, received, paid, closing, entries }: CashBook) => {
    const units = (amount: number) => amount / 10 ** MINOR_DIGITS[currency]
    const figure = (amount: number) => (amount === 0 ? null : units(amount))
    return {
      name: `${title} ${currency}`.slice(0, 31),
      rows: [
        heading,
        [formatDay(from), '', t('ledger:books.opening'), null, null, units(opening)],
        ...entries.map((entry) => [...lineOf(entry), figure(entry.in), figure(entry.out), units(entry.balance)]),
        [formatDay(to), '', t('ledger:books.closing'), units(received), units(paid), units(closing)],
      ],
      columns: columnsFor(currency),
      freezePane: { rows: 1 },
    }
  }
  const books = await readCashBook(db, { from, to, unitId: office.unitId })
  const sheets = books.length === 0 ? [{ name: title, rows: [heading] }] : books.map(sheetOf)
  const bytes = await writeXlsx({ sheets })
  const name = `${foldForSearch(title).replaceAll(' ', '-')}-${from}-${to}.xlsx`
  return { ticket: services.tickets.put({ name, type: XLSX_TYPE, bytes }), name }
}

function columnsFor(currency: Currency) {
  const money = MINOR_DIGITS[currency] === 0 ? '#,##0' : '#,##0.00'
  return COLUMNS.map(({ column, width }) => ({
    width,
    style: { numFmt: FIGURES.includes(column) ? money : '@' },
  }))
}
