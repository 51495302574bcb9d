import { addDays, type Day, isPartialDay, type PartialDay } from './day.ts'
import { laoDigitsToAscii } from './foldForSearch.ts'

export type DayReading =
  | { kind: 'day'; day: PartialDay }
  | { kind: 'ambiguous'; readings: PartialDay[] }
  | { kind: 'unreadable' }

/** Readings outside the window are set aside where the text allows several, e.g. births: `{ latest: today }`. */
export type DayWindow = { earliest?: Day; latest?: Day }

const UNREADABLE = { kind: 'unreadable' } as const
const EARLIEST_YEAR = 1850
const LATEST_YEAR = 2100
/** Serials from 18 May 1927 on: older people's births are stored as spreadsheet days too, and none looks like a year. */
const FIRST_SERIAL = 10_000
const LAST_SERIAL = 60_000
/** A longer cell is a sentence, and not worth the regular expressions. */
const LONGEST_TEXT = 100

/**
 * Reads a day, month or year as office clerks type it, day before month: "21/11/2026", "21.11.26", "tháng 5/2025",
 * "1945 (ghi năm)", "00/00/1945" (only the year known), ISO, Lao digits. A number comes from a spreadsheet cell: a year, or
 * a serial day of the 1900 calendar. Two-digit years, month before day, and run-together digits are ambiguous unless
 * `window` leaves one reading of several; a single reading of an ambiguous text is still to be confirmed.
 */
export function parseDayText(input: string | number, window: DayWindow = {}): DayReading {
  if (typeof input === 'number') return readCell(input)
  if (input.length > LONGEST_TEXT) return UNREADABLE
  const text = plainText(input)
  if (/^\d+$/.test(text)) return readDigits(text)
  const iso = readIso(text)
  if (iso !== undefined) return iso
  const [, first = '', second, third] = /^(\d{1,4})(?:[/\-. ](\d{1,4}))?(?:[/\-. ](\d{1,4}))?$/.exec(text) ?? []
  if (second === undefined) return UNREADABLE
  return third === undefined ? readMonth(first, second) : readThreeParts([first, second, third], window)
}

/** Lower case, no Vietnamese marks, and the words that only name the parts taken out: "ngày 5 tháng 6 năm 2020" → "5/6/2020". */
function plainText(input: string): string {
  const plain = laoDigitsToAscii(input)
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
  return plain
    .replace(/\((chi )?(ghi|co|biet|ro)? ?nam( sinh)?\)/g, '')
    .replace(/,/g, ' ')
    .replace(/ \d{1,2}:\d{2}(:\d{2})?( ?[ap]m)?\s*$/, '')
    .replace(/[.;\s]+$/, '')
    .trim()
    .replace(/^(sinh nam|nam sinh|sn|nam|ngay)\b[ :.]*/, '')
    .replace(/^(thang ?|t\.? ?)(?=\d)/, '')
    .replace(/\s*(thang|nam)\s*/g, '/')
    .replace(/\s*([/\-.])\s*/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

function readCell(value: number): DayReading {
  const whole = Math.floor(value)
  if (whole >= EARLIEST_YEAR && whole <= LATEST_YEAR) return whole === value ? certain(String(value)) : UNREADABLE
  if (whole >= FIRST_SERIAL && whole <= LAST_SERIAL) return certain(dayOfSerial(whole))
  return Number.isInteger(value) ? readDigits(String(value)) : UNREADABLE
}

/** Serial 60 is the 29 February 1900 that never was, so later serials count from 30 December 1899. */
function dayOfSerial(serial: number): Day {
  return addDays('1899-12-30', serial)
}

/** 2026 is a year; 21112026, 20261121 and the serial 46347 as text only propose a reading. */
function readDigits(digits: string): DayReading {
  if (digits.length === 4) return certain(digits)
  if (digits.length === 5) {
    const serial = Number(digits)
    return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? choose([dayOfSerial(serial)]) : UNREADABLE
  }
  if (digits.length !== 7 && digits.length !== 8) return UNREADABLE
  const eight = digits.padStart(8, '0')
  return choose([
    `${eight.slice(4)}-${eight.slice(2, 4)}-${eight.slice(0, 2)}`,
    `${eight.slice(0, 4)}-${eight.slice(4, 6)}-${eight.slice(6)}`,
  ])
}

/** 2026-11-21, 2026/11, with or without a time of day. */
function readIso(text: string): DayReading | undefined {
  const match = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2})(?:[t ](\d{1,2}):\d{2}(?::\d{2}(?:\.\d+)?)?(z)?)?)?$/.exec(text)
  if (match === null) return undefined
  const [, year = '', month = '', day, hour, utc] = match
  const written = join(year, month, day)
  if (!isPlausible(written)) return UNREADABLE
  // Evening in UTC is already tomorrow in Hà Nội and Vientiane, and often stands for that midnight.
  return utc !== undefined && Number(hour) >= 17 ? choose([written, addDays(written, 1)]) : certain(written)
}

function readMonth(month: string, year: string): DayReading {
  if (year.length !== 4 || month.length > 2) return UNREADABLE
  return certain(Number(month) === 0 ? year : join(year, month))
}

function readThreeParts([day, month, year]: [string, string, string], window: DayWindow): DayReading {
  if (day.length > 2 || month.length > 2 || year.length === 3 || year.length === 1) return UNREADABLE
  if (year.length === 4) {
    if (Number(day) === 0) return readMonth(month, year)
    const written = join(year, month, day)
    return isPlausible(written) ? certain(written) : choose([join(year, day, month)])
  }
  const readings = [join(`19${year}`, month, day), join(`20${year}`, month, day)].filter(isPlausible)
  const within = readings.filter((reading) => isWithin(reading, window))
  const [only] = within
  return within.length === 1 && only !== undefined ? certain(only) : choose(within.length > 0 ? within : readings)
}

function isWithin(day: Day, { earliest = '', latest = '9999-12-31' }: DayWindow): boolean {
  return earliest <= day && day <= latest
}

function join(year: string, month: string, day?: string): PartialDay {
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-')
}

function isPlausible(day: PartialDay): boolean {
  const year = Number(day.slice(0, 4))
  return isPartialDay(day) && year >= EARLIEST_YEAR && year <= LATEST_YEAR
}

function certain(day: PartialDay): DayReading {
  return isPlausible(day) ? { kind: 'day', day } : UNREADABLE
}

function choose(days: readonly PartialDay[]): DayReading {
  const readings = days.filter(isPlausible)
  return readings.length > 0 ? { kind: 'ambiguous', readings } : UNREADABLE
}
