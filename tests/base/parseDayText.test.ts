import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, formatDay } from '../../src/base/common/day.ts'
import { parseDayText } from '../../src/base/common/parseDayText.ts'

it.each<[string | number, string]>([
  ['21/11/2026', '2026-11-21'],
  ['1/5/2026', '2026-05-01'],
  ['21-11-2026', '2026-11-21'],
  ['21.11.2026', '2026-11-21'],
  [' 21 / 11 / 2026. ', '2026-11-21'],
  ['05/04/2026', '2026-04-05'],
  ['ngày 21 tháng 11 năm 2026', '2026-11-21'],
  ['Ngày 5 tháng 6 năm 2020'.normalize('NFD'), '2020-06-05'],
  ['21 tháng 11, 2026', '2026-11-21'],
  ['2026', '2026'],
  [1945, '1945'],
  ['năm 1945', '1945'],
  ['Sinh năm 1945', '1945'],
  ['1945 (ghi năm)', '1945'],
  ['00/00/1945', '1945'],
  ['00/05/1945', '1945-05'],
  ['11/2026', '2026-11'],
  ['05/2025', '2025-05'],
  ['tháng 5/2025', '2025-05'],
  ['Tháng 5 năm 2025', '2025-05'],
  ['T5/2025', '2025-05'],
  ['T.12-2025', '2025-12'],
  ['2026-11-21', '2026-11-21'],
  ['2026/11/21', '2026-11-21'],
  ['2026-11', '2026-11'],
  ['21/11/2026 00:00:00', '2026-11-21'],
  ['2026-11-21 00:00', '2026-11-21'],
  ['2026-11-21T00:00:00.000Z', '2026-11-21'],
  ['໒໑/໑໑/໒໐໒໖', '2026-11-21'],
  [46347, '2026-11-21'],
  [46347.75, '2026-11-21'],
  [16438, '1945-01-01'],
  [20000, '1954-10-03'],
])('%j is %s', (text, day) => {
  expect(parseDayText(text)).toEqual({ kind: 'day', day })
})

it.each<[string | number, string[]]>([
  ['21-11-26', ['1926-11-21', '2026-11-21']],
  ['05/21/2026', ['2026-05-21']],
  ['21112026', ['2026-11-21']],
  [1112026, ['2026-11-01']],
  ['20261121', ['2026-11-21']],
  ['46347', ['2026-11-21']],
  ['2026-11-20T17:00:00.000Z', ['2026-11-20', '2026-11-21']],
])('%j has to be confirmed among %j', (text, readings) => {
  expect(parseDayText(text)).toEqual({ kind: 'ambiguous', readings })
})

it.each([
  '',
  'không rõ',
  'khoảng 1945',
  '31/02/2026',
  '13/2026',
  '5/25',
  '21/11',
  '21/11/226',
  '15/00/1945',
  '0199',
  3,
  61000,
  -1,
  0.5,
  Number.NaN,
])('%j is unreadable', (text) => {
  expect(parseDayText(text)).toEqual({ kind: 'unreadable' })
})

it('lets the window decide a two-digit year, and asks where it cannot', () => {
  expect(parseDayText('21.11.45', { latest: '2026-11-21' })).toEqual({ kind: 'day', day: '1945-11-21' })
  expect(parseDayText('21.11.25', { earliest: '2000-01-01' })).toEqual({ kind: 'day', day: '2025-11-21' })
  expect(parseDayText('21.11.10', { latest: '2026-11-21' })).toEqual({
    kind: 'ambiguous',
    readings: ['1910-11-21', '2010-11-21'],
  })
})

it('reads back every day the app itself prints', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60_000 }), fc.constantFrom(4, 7, 10), (days, precision) => {
      const day = addDays('1900-01-01', days).slice(0, precision)
      expect(parseDayText(formatDay(day))).toEqual({ kind: 'day', day })
    }),
  )
})
