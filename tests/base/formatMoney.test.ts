import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatAmount,
  formatLargeMoney,
  formatLargeNumber,
  formatMoney,
  formatNumber,
  formatPercent,
} from '../../src/base/common/formatMoney.ts'
import { LANGUAGES } from '../../src/base/common/language.ts'
import { money } from '../../src/base/common/money.ts'

const spaced = (text: string) => text.replaceAll('\u00a0', ' ')

it.each([
  [money(1_234_567, 'VND'), '1.234.567 ₫', '₫1,234,567', '1.234.567 ₫'],
  [money(1_234_567, 'LAK'), '1.234.567 ₭', '₭1,234,567', '1.234.567 ₭'],
  [money(123_450, 'USD'), '1.234,50 US$', '$1,234.50', '1.234,50 US$'],
  [money(5, 'USD'), '0,05 US$', '$0.05', '0,05 US$'],
  [money(0, 'VND'), '0 ₫', '₫0', '0 ₫'],
  [money(-500_000, 'VND'), '-500.000 ₫', '-₫500,000', '-500.000 ₫'],
])('formats %o in the three languages', (value, ...expected) => {
  expect(LANGUAGES.map((language) => spaced(formatMoney(value, language)))).toEqual(expected)
})

it('keeps a figure and its sign on one line', () => {
  expect(formatMoney(money(1000, 'VND'), 'vi')).toBe('1.000\u00a0₫')
})

it('formats the figure alone for columns', () => {
  expect(formatAmount(21_700_000_000_000, 'VND', 'lo')).toBe('21.700.000.000.000')
  expect(formatAmount(150_050, 'USD', 'vi')).toBe('1.500,50')
})

describe('formatNumber', () => {
  it.each([
    [1234567.89, '1.234.567,89', '1,234,567.89'],
    [999, '999', '999'],
    [0.1 + 0.2, '0,3', '0.3'],
    [-0.0001, '0', '0'],
    [1.0005, '1,001', '1.001'],
  ])('writes %d as %s and %s', (value, vi, en) => {
    expect(formatNumber(value, 'vi')).toBe(vi)
    expect(formatNumber(value, 'lo')).toBe(vi)
    expect(formatNumber(value, 'en')).toBe(en)
  })

  it('agrees with Intl in the two languages Chromium knows', () => {
    const decimal = fc.tuple(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 0, max: 3 }))
    fc.assert(
      fc.property(decimal, ([digits, places]) => {
        const value = Number(`${digits}e-${places}`)
        expect(formatNumber(value, 'vi')).toBe(new Intl.NumberFormat('vi').format(value).replace(/^-0$/, '0'))
        expect(formatNumber(value, 'en')).toBe(new Intl.NumberFormat('en').format(value).replace(/^-0$/, '0'))
      }),
      { numRuns: 300 },
    )
  })
})

it('formats a ratio as a percentage with one decimal', () => {
  expect(formatPercent(74_957 / 30_000, 'vi')).toBe('249,9%')
  expect(formatPercent(2.5, 'en')).toBe('250%')
  expect(formatPercent(1.43, 'lo')).toBe('143%')
})

describe('formatLargeNumber', () => {
  it.each([
    [48_687_000_000, '48,687 tỷ', '48.687 billion', '48,687 ຕື້'],
    [21_700_000_000_000, '21,7 nghìn tỷ', '21.7 trillion', '21,7 ພັນຕື້'],
    [1_234_567, '1,235 triệu', '1.235 million', '1,235 ລ້ານ'],
    [999_999_900, '1 tỷ', '1 billion', '1 ຕື້'],
    [500_000, '500.000', '500,000', '500.000'],
    [-2_500_000, '-2,5 triệu', '-2.5 million', '-2,5 ລ້ານ'],
    [0, '0', '0', '0'],
  ])('writes %d with its scale word', (value, ...expected) => {
    expect(LANGUAGES.map((language) => spaced(formatLargeNumber(value, language)))).toEqual(expected)
  })

  it('names the currency of a large amount', () => {
    expect(spaced(formatLargeMoney(money(48_687_000_000, 'VND'), 'vi'))).toBe('48,687 tỷ đồng')
    expect(spaced(formatLargeMoney(money(48_687_000_000, 'VND'), 'en'))).toBe('VND 48.687 billion')
    expect(spaced(formatLargeMoney(money(250_000_000, 'USD'), 'lo'))).toBe('2,5 ລ້ານ ໂດລາສະຫະລັດ')
  })
})
