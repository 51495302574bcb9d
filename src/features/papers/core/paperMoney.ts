import { amountInWords } from '../../../base/common/amountInWords.ts'
import { formatAmount, formatMoney } from '../../../base/common/formatMoney.ts'
import type { Language } from '../../../base/common/language.ts'
import { CURRENCIES, type Currency } from '../../../base/common/money.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'

/** Amounts as a signed paper needs them: the figures and the words are made of one number, the sum of the rows. */
export interface WrittenSum {
  figures: string
  words: string
}

/** Minor units by currency; currencies are never added to each other. */
export type Sums = ReadonlyMap<Currency, number>

export function sumUp(rows: readonly { amount: number; currency: string }[]): Sums {
  const sums = new Map<Currency, number>()
  for (const row of rows) {
    const currency = currencySchema.parse(row.currency)
    sums.set(currency, (sums.get(currency) ?? 0) + row.amount)
  }
  return sums
}

/** "12.000.000 ₫" and its words; several currencies stand side by side. Nothing at all is zero dong. */
export function writeSum(sums: Sums, language: Language): WrittenSum {
  const present = CURRENCIES.filter((currency) => (sums.get(currency) ?? 0) !== 0)
  const currencies: readonly Currency[] = present.length === 0 ? ['VND'] : present
  const amounts = currencies.map((currency) => ({ amount: sums.get(currency) ?? 0, currency }))
  return {
    figures: amounts.map((value) => formatMoney(value, language)).join('; '),
    words: amounts.map((value) => amountInWords(value, language)).join('; '),
  }
}

/** "500.000 ₫"; nothing where there is nothing. */
export function moneyText(row: { amount: number; currency: string }, language: Language): string {
  return row.amount === 0
    ? ''
    : formatMoney({ amount: row.amount, currency: currencySchema.parse(row.currency) }, language)
}

/** The figure alone, for a column whose head names the currency. */
export function figureText(row: { amount: number; currency: string }, language: Language): string {
  return formatAmount(row.amount, currencySchema.parse(row.currency), language)
}
