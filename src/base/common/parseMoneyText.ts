import { laoDigitsToAscii } from './foldForSearch.ts'
import { type Currency, MINOR_DIGITS } from './money.ts'
import { type MoneyPeriod, type MoneyToken, readMoneyTokens, type Separator, stripPeriod } from './moneyTokens.ts'

/**
 * `amount` and `readings` are in minor units (đồng, kip, cents). `currency` is set when the text names one, otherwise the
 * figure was read as đồng; `per` when the text says "/tháng", "/quý", "/năm" or "/suất" (each).
 */
export type MoneyReading =
  | { kind: 'amount'; amount: number; currency?: Currency; per?: MoneyPeriod }
  | { kind: 'ambiguous'; readings: number[]; currency?: Currency; per?: MoneyPeriod }
  | { kind: 'unreadable' }

/** Below this a figure without a unit may be meant in thousands or millions, as sheets headed "nghìn đồng" are. */
const SMALLEST_CLEAR_AMOUNT = 10_000
/** Even "500đ" is said for 500.000; only notes from 1.000 up are believed when the currency is written. */
const SMALLEST_NAMED_AMOUNT = 1_000
const LARGEST_GUESS = 100_000_000
/** A longer cell is a sentence, and not worth the regular expressions. */
const LONGEST_TEXT = 100

const UNREADABLE = { kind: 'unreadable' } as const

/**
 * Reads an amount as office clerks type it: "500.000", "500,000 đ", "500k", "0,5 triệu", "1tr5", "1 triệu rưỡi". A number
 * comes from a spreadsheet cell. Nothing is guessed: a point that may group or divide ("1.500 triệu"), a bare small
 * figure (500: đồng or thousands?) and a fraction of a đồng are ambiguous, with the readings to choose from (a single one
 * is still to be confirmed). Ranges, negative and approximate amounts ("gần 5 triệu") are unreadable.
 */
export function parseMoneyText(input: string | number): MoneyReading {
  if (typeof input === 'number') return readCell(input)
  if (input.length > LONGEST_TEXT) return UNREADABLE
  const { text, per } = stripPeriod(laoDigitsToAscii(input))
  const found = readMoneyTokens(text)
  if (found === undefined) return UNREADABLE
  const { tokens, currency } = found
  const reading = judge(tokens, currency)
  return reading.kind === 'unreadable' || per === undefined ? reading : { ...reading, per }
}

function readCell(value: number): MoneyReading {
  if (!Number.isFinite(value) || value < 0 || value > Number.MAX_SAFE_INTEGER) return UNREADABLE
  return decide([withoutNoise(value)], {})
}

type Context = { currency?: Currency; scaled?: boolean }

function judge(tokens: readonly MoneyToken[], currency: Currency | undefined): MoneyReading {
  const scaled = tokens.some((token) => token.kind === 'scale' && token.value >= 1000)
  const minorDigits = MINOR_DIGITS[currency ?? 'VND']
  // Where neither a scale nor cents can follow, three digits behind a point are thousands: 500.000 is never 500.
  const asGroup = evaluate(tokens, 'group')
  const asDecimal = scaled || minorDigits > 0 || asGroup === undefined ? evaluate(tokens, 'decimal') : undefined
  const values = [asGroup, asDecimal].filter((value) => value !== undefined)
  const amounts = new Set(values.map((value) => withoutNoise(value * 10 ** minorDigits)))
  return decide([...amounts], { scaled, ...(currency === undefined ? {} : { currency }) })
}

/** The amounts the figure may stand for → one amount, or the choices. */
function decide(amounts: readonly number[], { currency, scaled = false }: Context): MoneyReading {
  const named = currency === undefined ? {} : { currency }
  const smallest = currency === undefined ? SMALLEST_CLEAR_AMOUNT : SMALLEST_NAMED_AMOUNT
  const isSmall = (amount: number) => !scaled && currency !== 'USD' && amount > 0 && amount < smallest
  const readings = amounts.flatMap((amount) => (isSmall(amount) ? inLargerUnits(amount) : wholeAmounts(amount)))
  const choices = [...new Set(readings)].filter(Number.isSafeInteger).sort((first, second) => first - second)
  const [only] = choices
  if (only === undefined) return UNREADABLE
  const certain = choices.length === 1 && amounts.length === 1 && only === amounts[0]
  return certain ? { kind: 'amount', amount: only, ...named } : { kind: 'ambiguous', readings: choices, ...named }
}

/** 500 → 500 or 500 000; 0.5 → 500 or 500 000: đồng, thousands or millions, as far as that gives a whole, likely amount. */
function inLargerUnits(amount: number): number[] {
  const readings = [1, 1000, 1_000_000].map((unit) => withoutNoise(amount * unit))
  return readings.filter((reading) => Number.isInteger(reading) && reading < LARGEST_GUESS)
}

function wholeAmounts(amount: number): number[] {
  return Number.isInteger(amount) ? [amount] : [Math.floor(amount), Math.ceil(amount)]
}

/** `part` still waits for its nghìn, triệu or tỷ; `small` and `big` are the last words of scale in it and before it. */
type Sum = { total: number; part?: number; small?: number; big?: number }

/** Adds up "1 triệu 200 nghìn", "5 trăm nghìn", "1 tr 5", "1 triệu rưỡi"; undefined where the words make no amount. */
function evaluate(tokens: readonly MoneyToken[], separator: Separator): number | undefined {
  let sum: Sum | undefined = { total: 0 }
  for (const token of tokens) {
    sum = addToken(sum, token, separator)
    if (sum === undefined) return undefined
  }
  if (sum.part === undefined) return sum.big === undefined ? undefined : sum.total
  const closing = closingPart(sum, sum.part, tokens.at(-1))
  return closing === undefined ? undefined : sum.total + closing
}

function addToken(sum: Sum, token: MoneyToken, separator: Separator): Sum | undefined {
  if (token.kind === 'half') return addHalf(sum)
  if (token.kind === 'scale') return addScale(sum, token.value)
  const value = token.read(separator)
  if (value === undefined) return undefined
  if (sum.part === undefined) return { ...sum, part: value }
  // A second figure in one part only follows trăm: "1 trăm 50 nghìn".
  return sum.small === 100 && value < 100 ? { ...sum, part: sum.part + value, small: 1 } : undefined
}

function addHalf(sum: Sum): Sum | undefined {
  if (sum.part !== undefined) {
    return sum.small === 100 ? { ...sum, part: sum.part + sum.small / 2, small: 1 } : undefined
  }
  return sum.big === undefined ? undefined : { total: sum.total + sum.big / 2, big: 1 }
}

function addScale(sum: Sum, scale: number): Sum | undefined {
  if (sum.part === undefined) {
    const isThousandBillion = sum.big === 1e3 && scale === 1e9 && sum.total < 1e6
    return isThousandBillion ? { total: sum.total * scale, big: scale } : undefined
  }
  if (scale < 1000) return sum.small === undefined ? { ...sum, part: sum.part * scale, small: scale } : undefined
  return sum.big !== undefined && scale >= sum.big ? undefined : { total: sum.total + sum.part * scale, big: scale }
}

/**
 * What stands last without a scale. "1tr5" and "1 tr 250" count in tenths and thousandths of the triệu, "1 triệu 500.000"
 * in đồng; "1 triệu 5 trăm" is said for two different amounts.
 */
function closingPart(sum: Sum, part: number, last: MoneyToken | undefined): number | undefined {
  if (sum.big === undefined) return part
  if (last?.kind !== 'figure' || sum.small !== undefined) return undefined
  if (last.digits <= 3) return (part * sum.big) / 10 ** last.digits
  // Only đồng can follow here, so its points group whatever those of the first figure do.
  const whole = last.read('group')
  return whole !== undefined && whole < sum.big ? whole : undefined
}

/** Removes the noise of binary fractions (499999.99999999994), keeping up to four decimals. */
function withoutNoise(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
