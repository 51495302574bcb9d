import type { Currency } from './money.ts'

/** The time or the unit an amount is stated for; `each`: per gift, household, child … */
export type MoneyPeriod = 'month' | 'quarter' | 'year' | 'each'

/** How a single point or comma before three digits is taken. */
export type Separator = 'group' | 'decimal'
export type MoneyToken =
  | { kind: 'figure'; digits: number; read: (separator: Separator) => number | undefined }
  | { kind: 'scale'; value: number }
  | { kind: 'half' }

const SCALES: ReadonlyMap<string, number> = new Map([
  ['chuc', 10],
  ['tram', 100],
  ['nghin', 1e3],
  ['ngan', 1e3],
  ['k', 1e3],
  ['trieu', 1e6],
  ['tr', 1e6],
  ['ty', 1e9],
  ['ti', 1e9],
  ['ພັນ', 1e3],
  ['ໝື່ນ', 1e4],
  ['ແສນ', 1e5],
  ['ລ້ານ', 1e6],
  ['ຕື້', 1e9],
])
const CURRENCY_WORDS: ReadonlyMap<string, Currency> = new Map<string, Currency>([
  ['d', 'VND'],
  ['dong', 'VND'],
  ['vnd', 'VND'],
  ['₫', 'VND'],
  ['ດົ່ງ', 'VND'],
  ['kip', 'LAK'],
  ['lak', 'LAK'],
  ['₭', 'LAK'],
  ['ກີບ', 'LAK'],
  ['$', 'USD'],
  ['usd', 'USD'],
  ['us$', 'USD'],
  ['do la my', 'USD'],
  ['do la', 'USD'],
  ['do', 'USD'],
])
const PERIODS: ReadonlyMap<string, MoneyPeriod> = new Map<string, MoneyPeriod>([
  ['thang', 'month'],
  ['th', 'month'],
  ['quy', 'quarter'],
  ['nam', 'year'],
  ['suat', 'each'],
  ['ho', 'each'],
  ['em', 'each'],
  ['chau', 'each'],
  ['nguoi', 'each'],
  ['nha', 'each'],
  ['lan', 'each'],
])
const PERIOD = new RegExp(
  `^(.*?\\S)\\s*(?:/|\\bmoi\\s|\\bmot\\s|\\b1\\s)\\s*(?:1\\s*)?(${[...PERIODS.keys()].join('|')})$`,
)
const TOKEN =
  /\s*(?:(\d{1,3}(?:[ '’]\d{3})+(?!\d)(?:,\d+)?|\d[\d.,]*)|(us\$|do la my|do la|(?:k|tr)(?=d\b)|[a-z]+|[₫₭$]|ພັນ|ໝື່ນ|ແສນ|ລ້ານ|ຕື້|ດົ່ງ|ກີບ)\.?)\s*/y

/** Takes "/tháng", "mỗi suất" … from the end; the rest comes back lower-cased and without Vietnamese marks. */
export function stripPeriod(input: string): { text: string; per?: MoneyPeriod } {
  const plain = input
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
  const text = plain
    .replace(/\s+/g, ' ')
    .replace(/[.;:,]*\s*$/, '')
    .trim()
  const [, rest, word = ''] = PERIOD.exec(text) ?? []
  const per = PERIODS.get(word)
  if (rest === undefined || per === undefined) return { text }
  // "500.000đ/em/tháng": the time says more than the unit.
  const inner = stripPeriod(rest)
  return { text: inner.text, per: per === 'each' ? (inner.per ?? per) : per }
}

/** Figures, scale words and at most one currency (before or after); undefined when anything else stands in the text. */
export function readMoneyTokens(text: string): { tokens: MoneyToken[]; currency: Currency | undefined } | undefined {
  const tokens: MoneyToken[] = []
  let currency: Currency | undefined
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const [, figure, word = ''] = TOKEN.exec(text) ?? []
    const token = figure === undefined ? wordToken(word) : figureToken(figure)
    if (token !== undefined) tokens.push(token)
    else if (CURRENCY_WORDS.has(word) && currency === undefined) currency = CURRENCY_WORDS.get(word)
    else if (word !== 'chan' || tokens.length === 0) return undefined
  }
  return { tokens, currency }
}

function wordToken(word: string): MoneyToken | undefined {
  const value = SCALES.get(word)
  if (value !== undefined) return { kind: 'scale', value }
  return word === 'ruoi' ? { kind: 'half' } : undefined
}

function figureToken(figure: string): MoneyToken {
  const spaceless = figure.replace(/[ '’]/g, '')
  // A figure grouped by spaces can only have a comma for its decimals.
  const read = (separator: Separator) =>
    spaceless === figure ? readFigure(figure, separator) : Number(spaceless.replace(',', '.'))
  return { kind: 'figure', digits: /^\d+$/.test(figure) ? figure.length : Number.POSITIVE_INFINITY, read }
}

/** 1.234.567 · 1,234,567 · 1.234,5 · 1,234.5 · 0,5; `separator` decides only where three digits follow a lone sign. */
function readFigure(figure: string, separator: Separator): number | undefined {
  const signs = figure.match(/[.,]/g) ?? []
  if (signs.length === 0) return Number(figure)
  const last = signs.at(-1) ?? ''
  const kinds = new Set(signs).size
  if (kinds === 2) return readMixed(figure, last)
  const grouped = isGrouped(figure, last)
  if (signs.length > 1) return grouped ? Number(figure.replaceAll(last, '')) : undefined
  if (grouped && separator === 'group') return Number(figure.replace(last, ''))
  const decimal = Number(figure.replace(last, '.'))
  const mustBeDecimal = !/[.,]\d{3}$/.test(figure) || figure.startsWith('0')
  return mustBeDecimal || separator === 'decimal' ? decimal : undefined
}

function readMixed(figure: string, last: string): number | undefined {
  const [whole = '', fraction = '', ...more] = figure.split(last)
  const group = last === ',' ? '.' : ','
  // Three digits after the second kind of sign is a slip of the hand, not a thousandth of a đồng.
  if (more.length > 0 || fraction.length === 3 || fraction === '' || !isGrouped(whole, group)) return undefined
  return Number(`${whole.replaceAll(group, '')}.${fraction}`)
}

function isGrouped(figure: string, sign: string): boolean {
  const [head = '', ...groups] = figure.split(sign)
  return /^[1-9]\d{0,2}$/.test(head) && groups.length > 0 && groups.every((group) => /^\d{3}$/.test(group))
}
