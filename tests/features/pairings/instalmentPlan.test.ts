import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMonths, lastDayOfMonth, monthsBetween } from '../../../src/base/common/day.ts'
import {
  committedAmount,
  openHorizon,
  PERIOD_MONTHS,
  type PlanTerms,
  planInstalments,
} from '../../../src/features/pairings/common/instalmentPlan.ts'
import {
  cutInstalments,
  extendInstalments,
  type PresentInstalment,
  replanInstalments,
} from '../../../src/features/pairings/common/replanInstalments.ts'

const TODAY = '2026-11-21'

const month = fc.integer({ min: 0, max: 120 }).map((count) => addMonths('2022-01', count))
const rhythm = fc.constantFrom('monthly', 'quarterly', 'halfYearly', 'yearly')
const amount = fc.integer({ min: 1, max: 50_000_000 })
const closedTerms = fc
  .record({ frequency: rhythm, firstMonth: month, months: fc.integer({ min: 1, max: 60 }), amount })
  .map(({ months, ...terms }) => ({ ...terms, lastMonth: addMonths(terms.firstMonth, months - 1), today: TODAY }))
const openTerms = fc
  .record({ frequency: rhythm, firstMonth: month, amount })
  .map((terms) => ({ ...terms, lastMonth: null, today: TODAY }))

interface Span {
  firstMonth: string
  lastMonth: string
}

/** Every month from `from` to `to` is covered exactly once, in order. */
function expectCovers(spans: readonly Span[], from: string, to: string): void {
  expect(spans[0]?.firstMonth).toBe(from)
  expect(spans.at(-1)?.lastMonth).toBe(to)
  for (const [index, span] of spans.entries()) {
    expect(span.lastMonth >= span.firstMonth).toBe(true)
    if (index > 0) expect(span.firstMonth).toBe(addMonths(spans[index - 1]!.lastMonth, 1))
  }
}

describe('a plan', () => {
  test('of twelve months at 500.000 is twelve kỳ, each due on the last day of its month', () => {
    const plan = planInstalments({
      frequency: 'monthly',
      firstMonth: '2026-01',
      lastMonth: '2026-12',
      amount: 500_000,
      today: TODAY,
    })
    expect(plan).toHaveLength(12)
    expect(plan[1]).toEqual({
      firstMonth: '2026-02',
      lastMonth: '2026-02',
      dueOn: '2026-02-28',
      amount: 500_000,
      past: null,
    })
  })

  test('covers its months without gap or overlap, and its kỳ sum to the commitment to the đồng', () => {
    fc.assert(
      fc.property(closedTerms, (terms) => {
        const plan = planInstalments(terms)
        expectCovers(plan, terms.firstMonth, terms.lastMonth)
        expect(plan.reduce((sum, each) => sum + each.amount, 0)).toBe(committedAmount(terms))
        expect(plan.every((each) => each.dueOn === lastDayOfMonth(each.lastMonth))).toBe(true)
      }),
    )
  })

  test('gives whole kỳ their full amount and only a last kỳ cut short its share', () => {
    const plan = planInstalments({
      frequency: 'quarterly',
      firstMonth: '2026-01',
      lastMonth: '2026-07',
      amount: 900_000,
      today: TODAY,
    })
    expect(plan.map((each) => each.amount)).toEqual([900_000, 900_000, 300_000])
  })

  test('without an end is planned in whole kỳ to the end of the year', () => {
    fc.assert(
      fc.property(openTerms, (terms) => {
        const plan = planInstalments(terms)
        const horizon = openHorizon(terms)
        expectCovers(plan, terms.firstMonth, plan.at(-1)!.lastMonth)
        expect(plan.at(-1)!.firstMonth <= horizon && plan.at(-1)!.lastMonth >= horizon).toBe(true)
        expect(plan.every((each) => each.amount === terms.amount)).toBe(true)
      }),
    )
  })

  test('a single gift is one kỳ of the full amount', () => {
    const terms = { frequency: 'once', firstMonth: '2026-09', lastMonth: '2027-05', amount: 1_500_000 } as const
    expect(planInstalments({ ...terms, today: TODAY })).toEqual([
      { firstMonth: '2026-09', lastMonth: '2027-05', dueOn: '2027-05-31', amount: 1_500_000, past: null },
    ])
    expect(committedAmount(terms)).toBe(1_500_000)
  })

  test('marks only months that were over before this one as taken over from the old register', () => {
    const plan = planInstalments({
      frequency: 'monthly',
      firstMonth: '2026-09',
      lastMonth: '2026-12',
      amount: 300_000,
      today: TODAY,
      past: 'unknown',
    })
    expect(plan.map((each) => each.past)).toEqual(['unknown', 'unknown', null, null])
    const owed = planInstalments({
      frequency: 'monthly',
      firstMonth: '2026-09',
      lastMonth: '2026-09',
      amount: 1,
      today: TODAY,
      past: 'owed',
    })
    expect(owed[0]?.past).toBeNull()
  })

  test('is carried on year by year as if it had been planned at once', () => {
    fc.assert(
      fc.property(openTerms, fc.integer({ min: 1, max: 4 }), (terms, years) => {
        let plan = planInstalments(terms)
        for (let year = 1; year <= years; year += 1) {
          const today = `${2026 + year}-01-02`
          plan = [...plan, ...extendInstalments({ ...terms, today }, plan.at(-1)!.lastMonth)]
          expect(extendInstalments({ ...terms, today }, plan.at(-1)!.lastMonth)).toEqual([])
        }
        expect(plan).toEqual(planInstalments({ ...terms, today: `${2026 + years}-01-02` }))
      }),
    )
  })
})

/** A plan as it stands in the middle of its life: some kỳ settled. */
const lived = fc.tuple(closedTerms, fc.array(fc.boolean(), { minLength: 60, maxLength: 60 })).map(([terms, marks]) => ({
  terms,
  present: planInstalments(terms).map(
    (each, index): PresentInstalment => ({ ...each, id: `kỳ ${index}`, settled: marks[index] === true }),
  ),
}))

function standing(present: readonly PresentInstalment[], replan: ReturnType<typeof replanInstalments>) {
  const kept = present.filter(({ id }) => !replan.removed.includes(id))
  const spans: (Span & { amount: number })[] = [...kept, ...replan.added]
  return spans.sort((first, second) => (first.firstMonth < second.firstMonth ? -1 : 1))
}

describe('a new plan for the months to come', () => {
  test('keeps every settled kỳ and what was over before, and leaves no gap and no overlap', () => {
    fc.assert(
      fc.property(lived, fc.record({ frequency: rhythm, amount }), month, (...[life, changed, fromMonth]) => {
        const terms: PlanTerms = { ...life.terms, ...changed }
        const replan = replanInstalments({ present: life.present, terms, fromMonth })
        for (const each of life.present) {
          const stays = each.settled || each.lastMonth < fromMonth
          expect(replan.removed.includes(each.id)).toBe(!stays)
        }
        expectCovers(standing(life.present, replan), life.terms.firstMonth, life.terms.lastMonth)
      }),
    )
  })

  test('on the same terms changes nothing in what is owed', () => {
    fc.assert(
      fc.property(closedTerms, month, (terms, fromMonth) => {
        const present = planInstalments(terms).map((each, index) => ({ ...each, id: String(index), settled: false }))
        const replan = replanInstalments({ present, terms, fromMonth })
        const sum = standing(present, replan).reduce((total, each) => total + each.amount, 0)
        expect(sum).toBe(committedAmount(terms))
      }),
    )
  })

  test('opened at the end goes on in whole kỳ to the end of the year, behind what was paid ahead', () => {
    const present = planInstalments({
      frequency: 'monthly',
      firstMonth: '2026-09',
      lastMonth: '2026-11',
      amount: 300_000,
      today: TODAY,
    }).map((each) => ({ ...each, id: each.firstMonth, settled: each.firstMonth !== '2026-10' }))
    const terms = {
      frequency: 'monthly',
      firstMonth: '2026-09',
      lastMonth: null,
      amount: 500_000,
      today: TODAY,
    } as const
    const replan = replanInstalments({ present, terms, fromMonth: '2026-11' })
    expect(replan).toMatchObject({ removed: [], added: [{ firstMonth: '2026-12', amount: 500_000 }] })
  })

  test('a single gift given in part is not promised a second time', () => {
    const terms = {
      frequency: 'once',
      firstMonth: '2026-11',
      lastMonth: null,
      amount: 2_000_000,
      today: TODAY,
    } as const
    const present = [{ id: 'gift', firstMonth: '2026-11', lastMonth: '2026-11', amount: 1_000_000, settled: true }]
    expect(replanInstalments({ present, terms, fromMonth: '2026-11' })).toEqual({ removed: [], added: [] })
  })

  test('cut at a month keeps what is settled and leaves nothing unpaid behind that month', () => {
    fc.assert(
      fc.property(lived, month, (life, endMonth) => {
        const replan = cutInstalments({ present: life.present, terms: life.terms, endMonth })
        const left = standing(life.present, replan)
        const settled = life.present.filter((each) => each.settled)
        expect(settled.filter(({ id }) => replan.removed.includes(id))).toEqual([])
        const behind = left.filter((each) => each.lastMonth > endMonth)
        expect(behind.every((each) => settled.some((kept) => kept.firstMonth === each.firstMonth))).toBe(true)
        const months = left.reduce((count, each) => count + monthsBetween(each.firstMonth, each.lastMonth) + 1, 0)
        const distinct = new Set(left.map((each) => each.firstMonth))
        expect(distinct.size).toBe(left.length)
        expect(months).toBeLessThanOrEqual(monthsBetween(life.terms.firstMonth, life.terms.lastMonth) + 1)
      }),
    )
  })

  test('cut inside a quarter leaves the months before by their share', () => {
    const terms = {
      frequency: 'quarterly',
      firstMonth: '2026-10',
      lastMonth: null,
      amount: 900_000,
      today: TODAY,
    } as const
    const present = planInstalments(terms).map((each) => ({ ...each, id: each.firstMonth, settled: false }))
    const replan = cutInstalments({ present, terms, endMonth: '2026-11' })
    expect(replan.removed).toEqual(['2026-10'])
    expect(replan.added).toMatchObject([{ firstMonth: '2026-10', lastMonth: '2026-11', amount: 600_000 }])
  })
})

test('every rhythm has its length in months', () => {
  expect(PERIOD_MONTHS).toEqual({ monthly: 1, quarterly: 3, halfYearly: 6, yearly: 12 })
})
