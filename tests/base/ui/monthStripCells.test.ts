import { describe, expect, test } from 'vitest'
import { type MonthCell, monthsByYear, stripTarget } from '../../../src/base/ui/monthStripCells.ts'

const months: MonthCell[] = ['2025-11', '2025-12', '2026-01', '2026-02', '2026-11'].map((month) => ({
  month,
  state: 'paid',
}))

test('the same month of two years stands under itself', () => {
  const [first, second] = monthsByYear(months)
  expect([first?.year, second?.year]).toEqual(['2025', '2026'])
  expect(first?.cells[10]?.month).toBe('2025-11')
  expect(second?.cells[10]?.month).toBe('2026-11')
  expect(first?.cells.filter(Boolean)).toHaveLength(2)
})

describe('the keys of the strip', () => {
  test.each([
    ['ArrowRight', '2025-12', '2026-01'],
    ['ArrowLeft', '2026-01', '2025-12'],
    ['ArrowRight', '2026-02', '2026-11'],
    ['ArrowDown', '2025-11', '2026-11'],
    ['ArrowUp', '2026-11', '2025-11'],
    ['ArrowDown', '2025-12', undefined],
    ['ArrowRight', '2026-11', undefined],
    ['ArrowLeft', '2025-11', undefined],
    ['Home', '2026-02', '2025-11'],
    ['End', '2025-11', '2026-11'],
    ['a', '2025-11', undefined],
  ])('%s from %s leads to %s', (key, from, to) => {
    expect(stripTarget(months, from, key)).toBe(to)
  })
})
