import type { Currency } from '../../../base/common/money.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'

/** Only known currencies are ever written. */
export function currencyOf(row: { currency: string }): Currency {
  return currencySchema.parse(row.currency)
}
