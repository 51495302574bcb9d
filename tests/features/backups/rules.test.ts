import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseKept, KEPT, newestFirst } from '../../../src/features/backups/common/rules.ts'

const NOW = '2026-11-21T02:00:00.000Z'
const DAY_MS = 86_400_000

function daysBefore(days: number, hour = 2): string {
  return new Date(Date.parse('2026-11-21T00:00:00.000Z') - days * DAY_MS + hour * 3_600_000).toISOString()
}

describe('which backups are kept', () => {
  test('all of today, and of a year of daily ones 7 days, 4 weeks and 12 months', () => {
    const daily = Array.from({ length: 400 }, (_, days) => daysBefore(days))
    const morning = daysBefore(0, 1)
    const kept = chooseKept([...daily, morning], NOW)
    expect(kept.has(morning)).toBe(true)
    for (const days of [0, 1, 2, 3, 4, 5, 6]) expect(kept.has(daysBefore(days)), `${days} days ago`).toBe(true)
    expect(kept.has(daysBefore(7))).toBe(false)
    expect(new Set([...kept].map((moment) => moment.slice(0, 7))).size).toBe(KEPT.months)
    expect(kept.size).toBeLessThanOrEqual(1 + KEPT.days + KEPT.weeks + KEPT.months)
  })

  test('an office that opens its book twice a month keeps a year of them', () => {
    const seldom = Array.from({ length: 40 }, (_, index) => daysBefore(index * 15))
    const kept = chooseKept(seldom, NOW)
    expect([...kept].sort()[0]?.slice(0, 7)).toBe('2025-12')
  })

  test('the newest is always kept, nothing is kept that was not there, and keeping again changes nothing', () => {
    const moments = fc.array(
      fc.integer({ min: 0, max: 800 }).map((days) => daysBefore(days)),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(moments, (made) => {
        const kept = chooseKept(made, NOW)
        expect(kept.has([...made].sort().at(-1) ?? '')).toBe(true)
        expect([...kept].every((moment) => made.includes(moment))).toBe(true)
        expect(chooseKept([...kept], NOW)).toEqual(kept)
      }),
    )
  })

  test('a clock that was years ahead takes no true backup’s place, nor is its backup the newest', () => {
    const ahead = Array.from({ length: 20 }, (_, days) => `2036-03-${String(days + 1).padStart(2, '0')}T02:00:00.000Z`)
    const real = Array.from({ length: 400 }, (_, days) => daysBefore(days))
    expect([...chooseKept([...ahead, ...real], NOW)].filter((moment) => moment <= NOW)).toEqual([
      ...chooseKept(real, NOW),
    ])
    expect(newestFirst([...ahead, ...real], NOW)[0]).toBe(daysBefore(0))
  })

  test('a clock that fell back years keeps every backup the rule kept before', () => {
    const real = [
      ...chooseKept(
        Array.from({ length: 400 }, (_, days) => daysBefore(days)),
        NOW,
      ),
    ]
    const fallen = '2009-01-01T00:10:00.000Z'
    const kept = chooseKept([...real, fallen], '2009-01-01T01:00:00.000Z')
    expect(real.filter((moment) => !kept.has(moment))).toEqual([])
    expect(newestFirst([...real, fallen], '2009-01-01T01:00:00.000Z')[0]).toBe(fallen)
  })
})
