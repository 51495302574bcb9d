import type { i18n as I18n } from 'i18next'
import { formatNumber } from './formatMoney.ts'
import { languageSchema } from './language.ts'

/** `{{count, number}}` in a sentence is grouped by our own rules: Chromium's have no Lao and would write it the English way. */
export function addOwnNumbers(instance: Pick<I18n, 'services'>): void {
  instance.services.formatter?.add('number', (value: unknown, tag) => {
    const language = languageSchema.safeParse(tag)
    return typeof value === 'number' ? formatNumber(value, language.success ? language.data : 'vi') : String(value)
  })
}
