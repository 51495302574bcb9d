import { describe, expect, test } from 'vitest'
import { formatMoment, formatTime } from '../../../src/base/ui/formatMoment.ts'
import { readAllRows } from '../../../src/base/ui/readAllRows.ts'
import { remainingSeconds } from '../../../src/base/ui/remainingSeconds.ts'
import { rowTarget } from '../../../src/base/ui/rowKeys.ts'
import { relativeDay } from '../../../src/base/ui/useFormat.ts'

describe('the time still needed', () => {
  test('is not guessed in the first ten seconds, before the first row or without a total', () => {
    expect(remainingSeconds({ done: 500, total: 1000, elapsed: 9 })).toBeUndefined()
    expect(remainingSeconds({ done: 0, total: 1000, elapsed: 60 })).toBeUndefined()
    expect(remainingSeconds({ done: 500, total: undefined, elapsed: 60 })).toBeUndefined()
  })

  test('follows the pace so far, in steps of five seconds', () => {
    expect(remainingSeconds({ done: 500, total: 1000, elapsed: 12 })).toBe(15)
    expect(remainingSeconds({ done: 999, total: 1000, elapsed: 12 })).toBe(5)
    expect(remainingSeconds({ done: 1000, total: 1000, elapsed: 12 })).toBeUndefined()
  })
})

test.each([
  { key: 'ArrowDown', from: 0, count: 3, to: 1 },
  { key: 'ArrowDown', from: 2, count: 3, to: 2 },
  { key: 'ArrowUp', from: 0, count: 3, to: 0 },
  { key: 'Home', from: 2, count: 3, to: 0 },
  { key: 'End', from: 0, count: 3, to: 2 },
  { key: 'ArrowDown', from: 0, count: 0, to: undefined },
  { key: 'x', from: 1, count: 3, to: undefined },
])('$key on row $from of $count leads to row $to', ({ key, from, count, to }) => {
  expect(rowTarget(key, from, count)).toBe(to)
})

test.each([
  ['2026-11-21', 'today', 0],
  ['2026-11-20', 'yesterday', 1],
  ['2026-11-22', 'tomorrow', 1],
  ['2026-11-18', 'daysAgo', 3],
  ['2026-12-01', 'inDays', 10],
  ['2026-06-15', 'monthsAgo', 5],
  ['2027-03-01', 'inMonths', 4],
])('%s is said from 21 November 2026 as one would say it', (day, key, count) => {
  expect(relativeDay(day, '2026-11-21')).toEqual({ key, count })
})

test('a moment is shown by the clock of this office', () => {
  const local = new Date(2026, 10, 5, 9, 7)
  expect(formatMoment(local.toISOString())).toBe('09:07 05/11/2026')
  expect(formatTime(local.toISOString())).toBe('09:07')
})

test('everything a filter lets through is read slice by slice, also when the last slice is full', async () => {
  for (const count of [0, 1, 499, 500, 501, 1000, 1203]) {
    const rows = Array.from({ length: count }, (_, index) => index)
    const read = async ({ offset, limit }: { offset: number; limit: number }) => rows.slice(offset, offset + limit)
    expect(await readAllRows(read)).toEqual(rows)
  }
})
