import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '../../../src/base/common/day.ts'
import { moveRemainder, type ScheduledInstalment } from '../../../src/features/pairings/common/moveRemainder.ts'
import { type SupportPeriod, supportLine } from '../../../src/features/pairings/common/supportLine.ts'

const instalment = fc
  .record({ amount: fc.integer({ min: 1, max: 5_000_000 }), given: fc.nat({ max: 5_000_000 }), fixed: fc.boolean() })
  .map(({ amount, given, fixed }) => ({ amount, delivered: Math.min(given, amount), fixed: fixed || given >= amount }))

test('row 22: moving a remainder keeps the sum to the dong, closes the kỳ at what was given and touches nothing fixed', () => {
  fc.assert(
    fc.property(fc.array(instalment, { minLength: 1, maxLength: 30 }), fc.nat(), fc.boolean(), (kys, at, next) => {
      const schedule: ScheduledInstalment[] = kys.map((each, index) => ({ id: String(index), ...each }))
      const id = String(at % schedule.length)
      const moved = moveRemainder(schedule, { id, way: next ? 'next' : 'spread' })
      if (moved === undefined) return
      const after = schedule.map((each) => moved.get(each.id) ?? each.amount)
      expect(after.reduce((sum, amount) => sum + amount, 0)).toBe(schedule.reduce((sum, each) => sum + each.amount, 0))
      expect(moved.get(id)).toBe(schedule[Number(id)]?.delivered)
      for (const each of schedule) if (each.fixed) expect(moved.has(each.id)).toBe(false)
      const taken = schedule.flatMap((each) =>
        each.id !== id && moved.has(each.id) ? [(moved.get(each.id) ?? 0) - each.amount] : [],
      )
      expect(Math.max(...taken) - Math.min(...taken)).toBeLessThanOrEqual(next ? 0 : 1)
    }),
  )
})

const period = fc
  .record({ start: fc.nat({ max: 60 }), months: fc.option(fc.integer({ min: 1, max: 24 })) })
  .map(({ start, months }): Omit<SupportPeriod, 'pairingId'> => {
    const firstMonth = addMonths('2024-01', start)
    const lastMonth = months === null ? null : addMonths(firstMonth, months - 1)
    return { state: 'active', firstMonth, lastMonth, endedOn: null, monthly: 100_000 }
  })

test('row 17: the line of support covers exactly the months in which somebody helps', () => {
  fc.assert(
    fc.property(fc.array(period, { maxLength: 8 }), (periods) => {
      const named = periods.map((each, index) => ({ ...each, pairingId: String(index) }))
      const line = supportLine(named)
      const covers = (from: string, to: string | null, month: string) => from <= month && (to === null || month <= to)
      for (let index = -1; index < 90; index += 1) {
        const month = addMonths('2024-01', index)
        const helped = named.some(({ firstMonth, lastMonth }) => covers(firstMonth, lastMonth, month))
        expect(line.some(({ from, to }) => covers(from, to, month))).toBe(helped)
      }
      for (let index = 1; index < line.length; index += 1) {
        expect(line[index]!.from > addMonths(line[index - 1]!.to ?? '9999-01', 1)).toBe(true)
      }
    }),
  )
})
