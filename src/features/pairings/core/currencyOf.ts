import { type Currency, currencySchema } from '../../../base/common/money.ts'

/** Only known currencies are ever written. */
export function currencyOf(row: { currency: string }): Currency {
  return currencySchema.parse(row.currency)
}
