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
}

/**
 * Reads a block copied from a spreadsheet: cells between tabs, in the order day, payer, amount, purpose. A row without a day
 * in its first cell takes the usual one; a doubtful amount is left empty for the clerk rather than guessed.
 */
export function readPastedRows(
  text: string,
  { usualDay, currency, firstKey }: { usualDay: string | undefined; currency: Currency; firstKey: number },
): TypedRow[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.split('\t').map((cell) => cell.trim()))
    .filter((cells) => cells.some((cell) => cell !== ''))
    .map((cells, index) => {
      const day = parseDayText(cells[0] ?? '')
      const hasDay = day.kind === 'day' && day.day.length === 10
      const [payerName = '', amount = '', purpose = ''] = hasDay || (cells[0] ?? '') === '' ? cells.slice(1) : cells
      return {
        key: firstKey + index,
        onDay: hasDay ? day.day : usualDay,
        payerName,
        amount: certainAmount(amount, currency),
        purpose,
      }
    })
}

function certainAmount(text: string, currency: Currency): number | undefined {
  const found = readMoney(text, currency)
  const [only] = found
  return found.length === 1 && only?.certain ? only.amount : undefined
}
