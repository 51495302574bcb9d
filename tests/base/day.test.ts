import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  ageOn,
  compareDays,
  dayPrecision,
  daysBetween,
  formatDay,
  lastDayOfMonth,
  monthOf,
  monthsBetween,
  quarterOf,
  quarterWindow,
} from '../../src/base/common/day.ts'
import { daySchema, monthSchema, partialDaySchema } from '../../src/base/common/daySchema.ts'

it.each(['2026-02-29', '2026-04-31', '2026-13-01', '2026-00-10', '2026-1-5', '1900-02-29', '', '2026-11-21T00:00'])(
  'refuses %j as a day',
  (text) => {
    expect(daySchema.safeParse(text).success).toBe(false)
  },
)

it.each(['2024-02-29', '2000-02-29', '2026-12-31'])('accepts %j as a day', (text) => {
  expect(daySchema.parse(text)).toBe(text)
})

it('accepts a year, a month or a day where only part is known', () => {
  expect(['1945', '1945-05', '1945-05-19'].map((day) => dayPrecision(partialDaySchema.parse(day)))).toEqual([
    'year',
    'month',
    'day',
  ])
  expect(partialDaySchema.safeParse('1945-13').success).toBe(false)
  expect(monthSchema.safeParse('2026-00').success).toBe(false)
})

describe('months', () => {
  it('crosses the year both ways', () => {
    expect(addMonths('2026-11', 3)).toBe('2027-02')
    expect(addMonths('2026-01', -1)).toBe('2025-12')
    expect(addMonths('2026-12', 0)).toBe('2026-12')
    expect(lastDayOfMonth('2024-02')).toBe('2024-02-29')
    expect(monthOf('2026-11-21')).toBe('2026-11')
  })

  it('counts back what it added', () => {
    fc.assert(
      fc.property(fc.integer({ min: -600, max: 600 }), (count) => {
        expect(monthsBetween('2026-05', addMonths('2026-05', count))).toBe(count)
      }),
    )
  })
})

describe('days', () => {
  it('counts calendar days without a local clock', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01')
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31')
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
  })

  it('gives real days and counts back what it added', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (count) => {
        const day = addDays('2026-11-21', count)
        expect(daySchema.safeParse(day).success).toBe(true)
        expect(daysBetween('2026-11-21', day)).toBe(count)
      }),
    )
  })
})

it('knows the quarter of a day and its window', () => {
  expect(quarterOf('2023-09-30')).toEqual({ year: 2023, quarter: 3 })
  expect(quarterOf('2023-10-01')).toEqual({ year: 2023, quarter: 4 })
  expect(quarterWindow({ year: 2023, quarter: 3 })).toEqual({ from: '2023-07-01', to: '2023-09-30' })
  expect(quarterWindow({ year: 2026, quarter: 1 })).toEqual({ from: '2026-01-01', to: '2026-03-31' })
})

it.each([
  ['1945', '2026-01-01', 81],
  ['2010-05', '2026-04-30', 15],
  ['2010-05', '2026-05-01', 16],
  ['2010-11-22', '2026-11-21', 15],
  ['2010-11-21', '2026-11-21', 16],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['2027', '2026-11-21', -1],
])('a person born %s is on %s aged %d', (birthDay, day, age) => {
  expect(ageOn(birthDay, day)).toBe(age)
})

it('sorts a coarser day before the days inside it', () => {
  const sorted = ['1945', '1945-05', '1945-05-19', '1946']
  expect(sorted.toReversed().sort(compareDays)).toEqual(sorted)
  expect(compareDays('1945', '1945')).toBe(0)
})

it('formats what is known, day first', () => {
  expect(['2026-11-21', '2026-11', '2026'].map(formatDay)).toEqual(['21/11/2026', '11/2026', '2026'])
})
