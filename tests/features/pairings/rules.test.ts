import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths } from '../../../src/base/common/day.ts'
import {
  addressStateAfter,
  instalmentState,
  isOverdue,
  periodsOverlap,
  remainderOf,
} from '../../../src/features/pairings/common/rules.ts'

const TODAY = '2026-11-21'

function instalment(month: string, past: 'delivered' | 'unknown' | null = null) {
  return { firstMonth: month, dueOn: `${month}-28`, amount: 500_000, past }
}

describe('the state of a kỳ', () => {
  test.each([
    ['2026-10', 0, 'late'],
    ['2026-11', 0, 'due'],
    ['2026-12', 0, 'future'],
    ['2026-10', 200_000, 'part'],
    ['2026-12', 500_000, 'paid'],
    ['2026-10', 600_000, 'paid'],
  ])('of %s with %d given is %s', (month, delivered, state) => {
    expect(instalmentState(instalment(month), delivered, TODAY)).toBe(state)
  })

  test('taken over as given or as unknown is neither due nor overdue', () => {
    for (const past of ['delivered', 'unknown'] as const) {
      const old = instalment('2026-01', past)
      expect(instalmentState(old, 0, TODAY)).toBe(past === 'delivered' ? 'past' : 'unknown')
      expect(isOverdue(old, 0, TODAY)).toBe(false)
      expect(remainderOf(old, 0)).toBe(0)
    }
  })

  test('a part payment leaves the exact remainder, still overdue when its day is over', () => {
    const late = instalment('2026-10')
    expect(remainderOf(late, 199_999)).toBe(300_001)
    expect(isOverdue(late, 199_999, TODAY)).toBe(true)
    expect(isOverdue(late, 500_000, TODAY)).toBe(false)
  })
})

describe('periods of one donor, address and form of help', () => {
  const period = fc
    .record({
      first: fc.integer({ min: 0, max: 60 }),
      months: fc.option(fc.integer({ min: 1, max: 30 })),
      ended: fc.option(fc.integer({ min: -5, max: 40 })),
    })
    .map(({ first, months, ended }) => {
      const firstMonth = addMonths('2024-01', first)
      return {
        state: ended === null ? ('active' as const) : ('ended' as const),
        firstMonth,
        lastMonth: months === null ? null : addMonths(firstMonth, months - 1),
        endedOn: ended === null ? null : `${addMonths(firstMonth, ended)}-15`,
      }
    })

  const monthsHeld = (each: Parameters<typeof periodsOverlap>[0]) =>
    Array.from({ length: 160 }, (_, index) => addMonths('2023-06', index)).filter(
      (month) =>
        month >= each.firstMonth &&
        (each.lastMonth === null || month <= each.lastMonth) &&
        (each.endedOn === null || month <= each.endedOn.slice(0, 7)),
    )

  test('overlap exactly when they share a month', () => {
    fc.assert(
      fc.property(period, period, (first, second) => {
        const share = monthsHeld(first).some((month) => monthsHeld(second).includes(month))
        expect(periodsOverlap(first, second)).toBe(share)
        expect(periodsOverlap(second, first)).toBe(share)
      }),
    )
  })
})

describe('an address', () => {
  test('is active while a sponsor is engaged and looks for one again when the last has ended', () => {
    expect(addressStateAfter('announced', { engaged: 1, intended: 0 })).toBe('active')
    expect(addressStateAfter('active', { engaged: 0, intended: 0 })).toBe('announced')
    expect(addressStateAfter('approved', { engaged: 0, intended: 1 })).toBe('paired')
    expect(addressStateAfter('paired', { engaged: 0, intended: 0 })).toBe('announced')
  })

  test('is left alone before approval, while it rests and after it ended', () => {
    for (const state of ['proposed', 'verified', 'suspended', 'ended', 'refused'] as const) {
      expect(addressStateAfter(state, { engaged: 1, intended: 1 })).toBeUndefined()
    }
    expect(addressStateAfter('active', { engaged: 2, intended: 0 })).toBeUndefined()
  })
})
