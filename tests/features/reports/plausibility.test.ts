import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountInWords } from '../../../src/base/common/amountInWords.ts'
import {
  judgeCumulative,
  judgeGrowth,
  judgeJump,
  judgePersons,
  judgePopulation,
  judgeSum,
  readGrowth,
} from '../../../src/features/reports/common/plausibility/countRules.ts'
import { judgeFigures } from '../../../src/features/reports/common/plausibility/judgeFigures.ts'
import {
  judgeAppeal,
  judgeCurrency,
  judgeDay,
  judgeDoubleHelp,
  judgeIdentity,
  judgeSigned,
} from '../../../src/features/reports/common/plausibility/recordRules.ts'
import {
  judgeExcess,
  judgeParts,
  judgePercent,
  judgePlanMinimum,
  judgeUnitValue,
  residualOf,
  USUAL_BANDS,
} from '../../../src/features/reports/common/plausibility/valueRules.ts'
import { noFigures } from '../../../src/features/reports/common/rules.ts'

const BILLION = 1_000_000_000

describe('values (R1–R5, R17)', () => {
  test('row 77: 74,957 gifts worth 48.687 trillion are refused with the question tỷ or nghìn tỷ', () => {
    const [finding] = judgeUnitValue({ count: 74_957, value: 48_687 * BILLION }, USUAL_BANDS.gift)
    expect(finding).toEqual({
      rule: 'R2',
      weight: 'refused',
      params: { each: 649_532_399, instead: 649_532, value: 48_687_000_000 },
    })
  })

  test('row 77: the same gifts worth 48.687 billion pass, 649,532 đ each', () => {
    expect(judgeUnitValue({ count: 74_957, value: 48_687_000_000 }, USUAL_BANDS.gift)).toEqual([])
    expect(Math.round(48_687_000_000 / 74_957)).toBe(649_532)
  })

  test('a value a thousand times too small is the same slip the other way', () => {
    expect(judgeUnitValue({ count: 74_957, value: 48_687_000 }, USUAL_BANDS.gift)).toMatchObject([
      { rule: 'R2', params: { instead: 650_000 } },
    ])
  })

  test('a house of 111 million in a row of 50 million passes, one of 900 million is asked about', () => {
    expect(judgeUnitValue({ count: 9, value: BILLION }, USUAL_BANDS.houseNew)).toEqual([])
    expect(judgeUnitValue({ count: 1, value: 900_000_000 }, USUAL_BANDS.houseNew)).toMatchObject([{ rule: 'R1' }])
  })

  test('whatever lies in the band passes, whatever the count', () => {
    const band = USUAL_BANDS.gift
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: band.low, max: band.high }),
        (count, each) => {
          expect(judgeUnitValue({ count, value: count * each }, band)).toEqual([])
        },
      ),
    )
  })

  test('a part of 263 billion in a total of 18 billion is refused; 15.2 of 15.4 leaves a residual that is shown', () => {
    expect(judgeParts({ whole: 18 * BILLION, parts: [263 * BILLION] })).toMatchObject([{ rule: 'R3' }])
    expect(judgeParts({ whole: 154, parts: [100, 52] })).toEqual([])
    expect(residualOf({ whole: 154, parts: [100, 52] })).toBe(2)
    expect(judgeParts({ whole: 10, parts: [6, 6] })).toMatchObject([{ rule: 'R3', params: { part: 12 } }])
  })

  test('250 % is the ratio of counts; by value it is 323 %, so the basis is named', () => {
    const counts = { achieved: 74_957, target: 30_000 }
    expect(judgePercent({ basis: 'count', percent: 250, ...counts })).toEqual([])
    const values = { achieved: 48_687_000_000, target: 15_087_000_000 }
    expect(judgePercent({ basis: 'value', percent: 250, ...values })).toMatchObject([
      { rule: 'R4', params: { basis: 'value', real: 322.71 } },
    ])
  })

  test('what exceeds the target is achieved minus target', () => {
    expect(judgeExcess({ excess: 44_957, achieved: 74_957, target: 30_000 })).toEqual([])
    expect(judgeExcess({ excess: 44_975, achieved: 74_957, target: 30_000 })).toMatchObject([{ rule: 'R5' }])
    const rounded = { excess: 33_600_000_000, achieved: 48_687_000_000, target: 15_087_000_000 }
    expect(judgeExcess({ ...rounded, tolerance: 50_000_000 })).toEqual([])
  })

  test('350 billion for 750,000 gifts is below the plan’s 500,000 each', () => {
    expect(judgePlanMinimum({ count: 750_000, value: 350 * BILLION }, 500_000)).toMatchObject([
      { rule: 'R17', params: { each: 466_667 } },
    ])
  })
})

describe('counts (R6–R11)', () => {
  test('row 78: persons are never more than person-times, and no unit’s figures may say so', () => {
    expect(judgePersons({ persons: 5, personTimes: 4 })).toMatchObject([{ rule: 'R6', weight: 'refused' }])
    expect(judgePersons({ persons: 4, personTimes: 4, records: 5 })).toMatchObject([{ rule: 'R6' }])
    expect(judgePersons({ persons: 4, personTimes: 9, records: 9 })).toEqual([])
    const figures = { ...noFigures(), people: 12, times: 10, helped: 10, delivered: 5_000_000, cash: 5_000_000 }
    expect(judgeFigures(figures, null)).toMatchObject([{ figure: 'people', rule: 'R6' }])
  })

  test('a total is the sum of its children, each once', () => {
    const total = { total: 5, children: [['a', 2] as const, ['b', 3] as const] }
    expect(judgeSum(total)).toEqual([])
    expect(judgeSum({ ...total, total: 6 })).toMatchObject([{ rule: 'R7', params: { sum: 5 } }])
    expect(judgeSum({ total: 4, children: [['a', 2] as const, ['a', 2] as const] })).toMatchObject([{ rule: 'R7' }])
  })

  test('a cumulative figure does not fall within the year', () => {
    expect(judgeCumulative([1, 5, 5, 9])).toEqual([])
    expect(judgeCumulative([1, 5, 4])).toMatchObject([{ rule: 'R8', params: { before: 5, after: 4 } }])
  })

  test('more than five times the same period of last year asks for a reason, in both directions', () => {
    expect(judgeJump({ now: 51, lastYear: 10 })).toMatchObject([{ rule: 'R9', weight: 'ask' }])
    expect(judgeJump({ now: 1, lastYear: 10 })).toMatchObject([{ rule: 'R9' }])
    expect(judgeJump({ now: 50, lastYear: 10 })).toEqual([])
    expect(judgeJump({ now: 50, lastYear: 0 })).toEqual([])
  })

  test('a commune of 3,000 people has not helped 5,000', () => {
    expect(judgePopulation({ persons: 5000, population: 3000 })).toMatchObject([{ rule: 'R10' }])
  })

  test('“up 153 per cent” may mean two things, so growth is kept as from and to', () => {
    expect(readGrowth(100, { kind: 'percent', amount: 153 })).toEqual([
      { from: 100, to: 153 },
      { from: 100, to: 253 },
    ])
    expect(readGrowth(100, { kind: 'fold', amount: 2.5 })).toEqual([
      { from: 100, to: 250 },
      { from: 100, to: 350 },
    ])
    expect(judgeGrowth({ to: 253 })).toMatchObject([{ rule: 'R11' }])
    expect(judgeGrowth({ from: 100, to: 253 })).toEqual([])
  })
})

describe('records and papers (R12–R16, R18)', () => {
  test('a day lies in its window and not before the agreement', () => {
    const window = { from: '2026-01-01', to: '2026-03-31' }
    expect(judgeDay('2026-02-01', window)).toEqual([])
    expect(judgeDay('2026-04-01', window)).toMatchObject([{ rule: 'R12' }])
    expect(judgeDay('2026-02-01', { ...window, agreedOn: '2026-02-15' })).toMatchObject([{ rule: 'R12' }])
  })

  test('a citizen’s number that says another sex or year is asked about', () => {
    expect(judgeIdentity({ number: '038151001234', sex: 'F', birthDay: '1951' })).toEqual([])
    expect(judgeIdentity({ number: '038151001234', sex: 'M', birthDay: '1951' })).toMatchObject([{ rule: 'R13' }])
  })

  test('two monthly pairings, or a second house within ten years, are a warning', () => {
    expect(judgeDoubleHelp({ monthlyPairings: 2, houseYears: [2015] })).toMatchObject([{ rule: 'R14' }])
    expect(judgeDoubleHelp({ monthlyPairings: 1, houseYears: [2024, 2018] })).toMatchObject([{ rule: 'R14' }])
    expect(judgeDoubleHelp({ monthlyPairings: 1, houseYears: [2026, 2012] })).toEqual([])
  })

  test('figures, words and rows of a signed total say the same', () => {
    const wordsOfTotal = amountInWords({ amount: 1_500_000, currency: 'VND' }, 'vi')
    const paper = { total: 1_500_000, words: wordsOfTotal.toUpperCase(), wordsOfTotal, rows: [1_000_000, 500_000] }
    expect(judgeSigned(paper)).toEqual([])
    expect(judgeSigned({ ...paper, rows: [1_000_000] })).toMatchObject([{ rule: 'R15' }])
    expect(judgeSigned({ ...paper, words: 'Một triệu đồng' })).toMatchObject([{ rule: 'R15' }])
  })

  test('an amount has a currency, and one from across the border its rate and day', () => {
    expect(judgeCurrency({ currency: null, crossBorder: false })).toMatchObject([{ rule: 'R16' }])
    expect(judgeCurrency({ currency: 'LAK', crossBorder: true })).toMatchObject([{ rule: 'R16' }])
    expect(judgeCurrency({ currency: 'LAK', crossBorder: true, rate: 1.2, rateDay: '2026-11-02' })).toEqual([])
    expect(judgeCurrency({ currency: 'VND', crossBorder: false })).toEqual([])
  })

  test('an appeal open for more than 90 days, money after its closing, handing out after 20 more days', () => {
    const appeal = { openedOn: '2026-01-01', closedOn: '2026-03-01' }
    expect(judgeAppeal({ ...appeal, receivedOn: '2026-02-01', handedOutOn: '2026-03-20' })).toEqual([])
    expect(judgeAppeal({ ...appeal, receivedOn: '2026-03-02' })).toMatchObject([{ rule: 'R18' }])
    expect(judgeAppeal({ ...appeal, handedOutOn: '2026-03-22' })).toMatchObject([{ rule: 'R18', params: { days: 21 } }])
    expect(judgeAppeal({ openedOn: '2026-01-01', closedOn: '2026-05-01' })).toMatchObject([{ rule: 'R18' }])
  })
})
