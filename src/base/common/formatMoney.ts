import type { Language } from './language.ts'
import { type Currency, MINOR_DIGITS, type Money } from './money.ts'

// Chromium has no Lao locale data and silently formats Lao the English way, so nothing here uses Intl.

const NBSP = '\u00a0'
const GROUP = { vi: '.', en: ',', lo: '.' } as const satisfies Record<Language, string>
const DECIMAL = { vi: ',', en: '.', lo: ',' } as const satisfies Record<Language, string>
const SYMBOL = { VND: '₫', LAK: '₭', USD: '$' } as const satisfies Record<Currency, string>
const CURRENCY_WORD = {
  vi: { VND: 'đồng', LAK: 'kíp', USD: 'đô la Mỹ' },
  en: { VND: 'VND', LAK: 'LAK', USD: 'USD' },
  lo: { VND: 'ດົ່ງ', LAK: 'ກີບ', USD: 'ໂດລາສະຫະລັດ' },
} as const satisfies Record<Language, Record<Currency, string>>
/** 10⁶, 10⁹ and 10¹²: tỷ is the English billion, and nghìn tỷ the English trillion. */
const SCALES = [
  { value: 1e12, vi: 'nghìn tỷ', en: 'trillion', lo: 'ພັນຕື້' },
  { value: 1e9, vi: 'tỷ', en: 'billion', lo: 'ຕື້' },
  { value: 1e6, vi: 'triệu', en: 'million', lo: 'ລ້ານ' },
] as const

/** Digits after the decimal sign: `min` are always written, more only where the number has them, up to `max`. */
type FractionDigits = { min?: number; max?: number }

/** A number grouped by thousands, rounded half away from zero to `max` (3) decimals: 1.234,5 · 1,234.5 · 1.234,5. */
export function formatNumber(value: number, language: Language, digits: FractionDigits = {}): string {
  const { min = 0, max = Math.max(3, min) } = digits
  const [whole = '0', fraction = ''] = roundedDecimal(Math.abs(value), max).split('.')
  const kept = fraction.replace(/0+$/, '').padEnd(min, '0')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, GROUP[language])
  const figure = kept === '' ? grouped : grouped + DECIMAL[language] + kept
  return value < 0 && /[1-9]/.test(figure) ? `-${figure}` : figure
}

/** A ratio as a percentage with at most one decimal: 2.49857 → "249,9%". */
export function formatPercent(ratio: number, language: Language): string {
  return `${formatNumber(shiftDecimal(ratio, 2), language, { max: 1 })}%`
}

/** The figure alone, for a column whose head names the currency. `amount` is in minor units: 150050 cents → "1.500,50". */
export function formatAmount(amount: number, currency: Currency, language: Language): string {
  const digits = MINOR_DIGITS[currency]
  return formatNumber(shiftDecimal(amount, -digits), language, { min: digits, max: digits })
}

/** The figure with its sign: "1.234.567 ₫" (vi, lo; the space does not break) or "₫1,234,567" (en). Dollars: "US$" in vi, lo. */
export function formatMoney(value: Money, language: Language): string {
  const figure = formatAmount(value.amount, value.currency, language)
  const symbol = SYMBOL[value.currency]
  if (language === 'en') return figure.startsWith('-') ? `-${symbol}${figure.slice(1)}` : symbol + figure
  return figure + NBSP + (value.currency === 'USD' ? 'US$' : symbol)
}

/**
 * A large number in words of scale with up to three decimals: "48,687 tỷ" · "48.687 billion" · "48,687 ຕື້". Below one
 * million the whole figure.
 */
export function formatLargeNumber(value: number, language: Language): string {
  for (const scale of SCALES) {
    // 999,9999 triệu would be rounded to "1.000 triệu"; it belongs to the next scale.
    const scaled = Number(roundedDecimal(Math.abs(value) / scale.value, 3))
    if (scaled >= 1) return formatNumber(Math.sign(value) * scaled, language) + NBSP + scale[language]
  }
  return formatNumber(value, language)
}

/** `formatLargeNumber` with its currency: "48,687 tỷ đồng" · "VND 48.687 billion" · "48,687 ຕື້ ດົ່ງ". */
export function formatLargeMoney(value: Money, language: Language): string {
  const figure = formatLargeNumber(shiftDecimal(value.amount, -MINOR_DIGITS[value.currency]), language)
  const word = CURRENCY_WORD[language][value.currency]
  return language === 'en' ? word + NBSP + figure : figure + NBSP + word
}

/** Rounds what is written (1.005 → "1.01"), not the binary neighbour that `toFixed` sees. `value` is not negative. */
function roundedDecimal(value: number, digits: number): string {
  return shiftDecimal(Math.round(shiftDecimal(value, digits)), -digits).toFixed(digits)
}

/** value × 10^places without the noise of a binary multiplication. */
function shiftDecimal(value: number, places: number): number {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  return Number(`${mantissa}e${Number(exponent) + places}`)
}
