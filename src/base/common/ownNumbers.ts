import type { i18n as I18n } from 'i18next'
import { formatMoney, formatNumber } from './formatMoney.ts'
import { isLanguage } from './language.ts'
import { CURRENCIES } from './money.ts'

/**
 * `{{count, number}}` in a sentence is grouped by our own rules: Chromium's have no Lao and would write it the English way.
 * `{{amount, money}}` is an amount in minor units of the currency beside it (`currency`, dong unless told).
 */
export function addOwnNumbers(instance: Pick<I18n, 'services'>): void {
  const languageOf = (tag: string | undefined) => (isLanguage(tag) ? tag : 'vi')
  instance.services.formatter?.add('number', (value: unknown, tag) => {
    return typeof value === 'number' ? formatNumber(value, languageOf(tag)) : String(value)
  })
  instance.services.formatter?.add('money', (amount: unknown, tag, { currency }: { currency?: unknown }) => {
    if (typeof amount !== 'number') return String(amount)
    return formatMoney({ amount, currency: CURRENCIES.find((each) => each === currency) ?? 'VND' }, languageOf(tag))
  })
}
