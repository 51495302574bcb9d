import type { Currency } from '../common/money.ts'
import { parseMoneyText } from '../common/parseMoneyText.ts'

export interface MoneyChoice {
  /** Minor units of the field's currency. */
  amount: number
  certain: boolean
}

/** Reads an amount in the currency of its field; one that names another currency is not read at all. */
export function readMoney(text: string, currency: Currency): MoneyChoice[] {
  const bare = parseMoneyText(text)
  // A figure without a currency is read as đồng; kip and dollars have to be named to be read in their own units.
  const named = bare.kind !== 'unreadable' && bare.currency !== undefined
  const reading = currency === 'VND' || named ? bare : parseMoneyText(`${text} ${currency}`)
  if (reading.kind === 'unreadable') return []
  if (reading.currency !== undefined && reading.currency !== currency) return []
  if (reading.kind === 'amount') return [{ amount: reading.amount, certain: true }]
  return reading.readings.map((amount) => ({ amount, certain: false }))
}
