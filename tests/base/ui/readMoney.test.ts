import { expect, test } from 'vitest'
import { readMoney } from '../../../src/base/ui/readMoney.ts'

test('a figure without a sign is read in the currency of its field', () => {
  expect(readMoney('1.500.000', 'VND')).toEqual([{ amount: 1_500_000, certain: true }])
  expect(readMoney('1,500,000', 'LAK')).toEqual([{ amount: 1_500_000, certain: true }])
  expect(readMoney('25.50', 'USD')).toEqual([{ amount: 2_550, certain: true }])
})

test('a figure that names another currency is not read', () => {
  expect(readMoney('100 USD', 'VND')).toEqual([])
  expect(readMoney('500.000 đ', 'LAK')).toEqual([])
})

test('a bare small figure offers what it may mean and decides nothing', () => {
  const readings = readMoney('500', 'VND')
  expect(readings).toContainEqual({ amount: 500_000, certain: false })
  expect(readings.length).toBeGreaterThan(1)
})
