const DAY = /^(\d{4})-(\d{2})-(\d{2})$/
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/
const YEAR = /^\d{4}$/

/** A calendar day `YYYY-MM-DD` that exists. Days of one precision compare as text. */
export type Day = string

/** A month `YYYY-MM`. */
export type Month = string

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: many older people have only a year of birth. */
export type PartialDay = string

export type DayPrecision = 'year' | 'month' | 'day'
export type Quarter = { year: number; quarter: 1 | 2 | 3 | 4 }

/** True for `YYYY-MM-DD` that stands in the Gregorian calendar. */
export function isDay(text: string): boolean {
  const [, year, month, day] = DAY.exec(text) ?? []
  if (year === undefined) return false
  return (
    Number(month) >= 1 &&
    Number(month) <= 12 &&
    Number(day) >= 1 &&
    Number(day) <= daysInMonth(Number(year), Number(month))
  )
}

/** True for `YYYY-MM`. */
export function isMonth(text: string): boolean {
  return MONTH.test(text)
}

/** True for a year, a month or a day that exists. */
export function isPartialDay(text: string): boolean {
  return YEAR.test(text) || MONTH.test(text) || isDay(text)
}

export function dayPrecision(partialDay: PartialDay): DayPrecision {
  if (partialDay.length === 4) return 'year'
  return partialDay.length === 7 ? 'month' : 'day'
}

/** The month a day lies in. */
export function monthOf(day: Day): Month {
  return day.slice(0, 7)
}

/** The month `count` months later (earlier when negative). */
export function addMonths(month: Month, count: number): Month {
  const index = monthIndex(month) + count
  return monthText(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1)
}

/** How many months `to` lies after `from`: 0 for the same month, negative when it lies before. */
export function monthsBetween(from: Month, to: Month): number {
  return monthIndex(to) - monthIndex(from)
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return dayOfNumber(dayNumber(day) + count)
}

/** How many days `to` lies after `from`. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from)
}

export function lastDayOfMonth(month: Month): Day {
  return `${month}-${two(daysInMonth(Number(month.slice(0, 4)), Number(month.slice(5, 7))))}`
}

/** The calendar quarter a day lies in. */
export function quarterOf(day: Day): Quarter {
  // The month of a valid day is 1–12, so the quotient is 1–4.
  const quarter = Math.ceil(Number(day.slice(5, 7)) / 3) as Quarter['quarter']
  return { year: Number(day.slice(0, 4)), quarter }
}

/** The first and last day of a quarter, both included. */
export function quarterWindow({ year, quarter }: Quarter): { from: Day; to: Day } {
  const from = monthText(year, quarter * 3 - 2)
  return { from: `${from}-01`, to: lastDayOfMonth(addMonths(from, 2)) }
}

/**
 * Full years lived on `day`. With only a year of birth the difference of the years, as offices count; with a month the
 * birthday counts from the first of that month. Negative when the birth lies after `day`.
 */
export function ageOn(birthDay: PartialDay, day: Day): number {
  const years = Number(day.slice(0, 4)) - Number(birthDay.slice(0, 4))
  const birthdayToCome = day.slice(5, birthDay.length) < birthDay.slice(5)
  return birthdayToCome ? years - 1 : years
}

/**
 * Negative, zero or positive, for sorting. A coarser day sorts before the finer days inside it (2026 < 2026-05 <
 * 2026-05-01).
 */
export function compareDays(first: PartialDay, second: PartialDay): number {
  if (first === second) return 0
  return first < second ? -1 : 1
}

/** As Viet Nam and Laos write it: 21/11/2026, 11/2026 or 2026. */
export function formatDay(partialDay: PartialDay): string {
  return partialDay.split('-').reverse().join('/')
}

/** Days since 1970-01-01. */
function dayNumber(day: Day): number {
  // A date-only ISO text is read as UTC midnight, so no local time comes in.
  return Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000)
}

function dayOfNumber(number: number): Day {
  return new Date(number * 86_400_000).toISOString().slice(0, 10)
}

function daysInMonth(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (month === 2) return leap ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

function monthIndex(month: Month): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
}

function monthText(year: number, month: number): Month {
  return `${String(year).padStart(4, '0')}-${two(month)}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
