import type { i18n as I18n } from 'i18next'
import { formatNumber } from './formatMoney.ts'
import { isLanguage } from './language.ts'

/** `{{count, number}}` in a sentence is grouped by our own rules: Chromium's have no Lao and would write it the English way. */
export function addOwnNumbers(instance: Pick<I18n, 'services'>): void {
  instance.services.formatter?.add('number', (value: unknown, tag) => {
    return typeof value === 'number' ? formatNumber(value, isLanguage(tag) ? tag : 'vi') : String(value)
  })
}
