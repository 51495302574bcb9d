import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMoney } from '../../src/base/common/formatMoney.ts'
import { money } from '../../src/base/common/money.ts'
import { parseMoneyText } from '../../src/base/common/parseMoneyText.ts'

describe('a clear amount', () => {
  it.each<[string | number, number]>([
    ['500.000', 500_000],
    ['500,000', 500_000],
    ['500000', 500_000],
    ['500 000', 500_000],
    ['1\u00a0500\u00a0000', 1_500_000],
    ["500'000", 500_000],
    ['500k', 500_000],
    ['500 K', 500_000],
    ['0,5 triệu', 500_000],
    ['0.5tr', 500_000],
    ['0,5 Tr.', 500_000],
    ['1tr5', 1_500_000],
    ['1tr2', 1_200_000],
    ['1tr25', 1_250_000],
    ['1tr250', 1_250_000],
    ['1 triệu 2', 1_200_000],
    ['1 triệu rưỡi', 1_500_000],
    ['1 triệu 200 nghìn', 1_200_000],
    ['1 triệu 5 trăm nghìn', 1_500_000],
    ['1 triệu 500.000', 1_500_000],
    ['500 ngàn', 500_000],
    ['500 nghìn', 500_000],
    ['500 nghìn'.normalize('NFD'), 500_000],
    ['5 trăm nghìn', 500_000],
    ['1 trăm 50 nghìn', 150_000],
    ['2 trăm rưỡi nghìn', 250_000],
    ['1,2 tỷ', 1_200_000_000],
    ['1 tỉ 200 triệu', 1_200_000_000],
    ['2 nghìn tỷ', 2_000_000_000_000],
    ['1.500.000', 1_500_000],
    ['1.234.567,00', 1_234_567],
    ['0', 0],
    [500_000, 500_000],
    [499_999.999_999_999_94, 500_000],
    ['໕໐໐.໐໐໐', 500_000],
  ])('%j is %d without a named currency', (text, amount) => {
    expect(parseMoneyText(text)).toEqual({ kind: 'amount', amount })
  })

  it.each([
    ['500 000đ', 500_000, 'VND'],
    ['5trđ', 5_000_000, 'VND'],
    ['VNĐ 500.000', 500_000, 'VND'],
    ['500.000 đồng chẵn.', 500_000, 'VND'],
    ['5.000đ', 5_000, 'VND'],
    ['500.000 kíp', 500_000, 'LAK'],
    ['5 ລ້ານ ກີບ', 5_000_000, 'LAK'],
    ['$500', 50_000, 'USD'],
    ['1,500.50 USD', 150_050, 'USD'],
    ['12,5 đô la Mỹ', 1_250, 'USD'],
  ])('%j names its currency', (text, amount, currency) => {
    expect(parseMoneyText(text)).toEqual({ kind: 'amount', amount, currency })
  })

  it.each([
    ['1.500.000 đồng/tháng', { amount: 1_500_000, currency: 'VND', per: 'month' }],
    ['500k một tháng', { amount: 500_000, per: 'month' }],
    ['300 nghìn/1 tháng', { amount: 300_000, per: 'month' }],
    ['6tr/năm', { amount: 6_000_000, per: 'year' }],
    ['500.000đ/suất', { amount: 500_000, currency: 'VND', per: 'each' }],
    ['500.000đ/em/tháng', { amount: 500_000, currency: 'VND', per: 'month' }],
  ])('%j says for what it is', (text, expected) => {
    expect(parseMoneyText(text)).toEqual({ kind: 'amount', ...expected })
  })
})

describe('an ambiguous amount', () => {
  it.each<[string | number, number[]]>([
    ['500', [500, 500_000]],
    [500, [500, 500_000]],
    [0.5, [500, 500_000]],
    ['0,5', [500, 500_000]],
    ['0.500', [500, 500_000]],
    [2, [2, 2_000, 2_000_000]],
    ['1.500', [1_500, 1_500_000]],
    ['1,500', [1_500, 1_500_000]],
    [1_500, [1_500, 1_500_000]],
    ['5 trăm', [500, 500_000]],
    ['1.500 triệu', [1_500_000, 1_500_000_000]],
    ['48,687 tỷ', [48_687_000_000, 48_687_000_000_000]],
    ['500.000k', [500_000, 500_000_000]],
    ['1234.567', [1_234_567]],
    [333_333.33, [333_333, 333_334]],
    ['333.333,33', [333_333, 333_334]],
  ])('%j may be any of %j', (text, readings) => {
    expect(parseMoneyText(text)).toEqual({ kind: 'ambiguous', readings })
  })

  it('keeps the currency and the period beside the choices', () => {
    expect(parseMoneyText('500đ/tháng')).toEqual({
      kind: 'ambiguous',
      readings: [500, 500_000],
      currency: 'VND',
      per: 'month',
    })
    expect(parseMoneyText('1.500 USD')).toEqual({ kind: 'ambiguous', readings: [150, 150_000], currency: 'USD' })
  })
})

describe('an unreadable amount', () => {
  it.each([
    '',
    'không',
    'đ',
    'triệu',
    '-500.000',
    '(500.000)',
    '500.000 - 700.000',
    'gần 5 triệu',
    '2 x 500.000',
    '500.00.000',
    '1.234,567',
    '1500 2000',
    '1 triệu 2 tỷ',
    '1 triệu 5 trăm',
    '1 triệu 2000000',
    '5OO.000',
    'constructor',
    `500.000${' '.repeat(200)}`,
    '500.000 đồng kíp',
    Number.NaN,
    -1,
    Number.POSITIVE_INFINITY,
  ])('%j', (text) => {
    expect(parseMoneyText(text)).toEqual({ kind: 'unreadable' })
  })
})

it('reads back every amount the app itself prints', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000, max: 1e12 }), fc.constantFrom('vi', 'en', 'lo'), (amount, language) => {
      for (const currency of ['VND', 'LAK'] as const) {
        const text = formatMoney(money(amount, currency), language)
        expect(parseMoneyText(text)).toEqual({ kind: 'amount', amount, currency })
      }
    }),
  )
})

it('never throws and never invents a fraction, whatever is pasted', () => {
  const pieces = fc.array(
    fc.constantFrom('1', '25', '500', '000', '.', ',', ' ', 'tr', 'k', 'triệu', 'đ', 'rưỡi', 'trăm'),
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      const reading = parseMoneyText(parts.join(''))
      const amounts =
        reading.kind === 'amount' ? [reading.amount] : reading.kind === 'ambiguous' ? reading.readings : []
      expect(amounts.every(Number.isSafeInteger)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
