/** Đồng, kip and US dollar: the currencies of a Vietnamese branch and of its Lao partner. */
export const CURRENCIES = ['VND', 'LAK', 'USD'] as const
export type Currency = (typeof CURRENCIES)[number]

/** How many decimal digits the smallest unit has: đồng and kip have none, the dollar has cents. */
export const MINOR_DIGITS = { VND: 0, LAK: 0, USD: 2 } as const satisfies Record<Currency, number>

/** `amount` is a safe integer in the smallest unit (đồng, kip, cent); negative only in reversals. */
export type Money<C extends Currency = Currency> = { readonly amount: number; readonly currency: C }

/** A thousand billion dong: far above what any office holds, far below where sums stop being exact. */
export const LARGEST_AMOUNT = 1_000_000_000_000

/** Throws when the amount is not a safe integer: a fraction of a đồng is a bug of the caller. */
export function money<C extends Currency>(amount: number, currency: C): Money<C> {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not an amount in minor units: ${amount}`)
  return { amount, currency }
}

/** The sum of two amounts of one currency. Two known currencies do not compile; two that meet at run time throw. */
export function addMoney<C extends Currency>(first: Money<C>, second: Money<NoInfer<C>>): Money<C> {
  if (first.currency !== second.currency) {
    throw new TypeError(`Cannot add ${second.currency} to ${first.currency}`)
  }
  return money(first.amount + second.amount, first.currency)
}

/** The sum of a list, zero of `currency` when it is empty. Throws on another currency, as `addMoney` does. */
export function sumMoney<C extends Currency>(amounts: readonly Money<NoInfer<C>>[], currency: C): Money<C> {
  return amounts.reduce<Money<C>>((total, next) => addMoney(total, next), money(0, currency))
}
