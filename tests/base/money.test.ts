import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMoney, money, sumMoney } from '../../src/base/common/money.ts'
import { moneySchema } from '../../src/base/common/moneySchema.ts'

describe('money', () => {
  it('adds and sums one currency', () => {
    expect(addMoney(money(500_000, 'VND'), money(-200_000, 'VND'))).toEqual({ amount: 300_000, currency: 'VND' })
    expect(sumMoney([money(150, 'USD'), money(250, 'USD')], 'USD')).toEqual({ amount: 400, currency: 'USD' })
    expect(sumMoney([], 'LAK')).toEqual({ amount: 0, currency: 'LAK' })
  })

  it('does not compile, and throws, when two currencies meet', () => {
    // @ts-expect-error đồng and kip do not add
    expect(() => addMoney(money(1, 'VND'), money(1, 'LAK'))).toThrow(TypeError)
    // @ts-expect-error a list of kip has no sum in dollars
    expect(() => sumMoney([money(1, 'LAK')], 'USD')).toThrow(TypeError)
  })

  it('does not build a fraction of a đồng or an amount too large to be exact', () => {
    expect(() => money(0.5, 'VND')).toThrow(RangeError)
    expect(() => addMoney(money(Number.MAX_SAFE_INTEGER, 'VND'), money(1, 'VND'))).toThrow(RangeError)
  })

  it('parses only integers with a known currency', () => {
    expect(moneySchema.safeParse({ amount: 21_700_000_000_000, currency: 'VND' }).success).toBe(true)
    expect(moneySchema.safeParse({ amount: 1.5, currency: 'VND' }).success).toBe(false)
    expect(moneySchema.safeParse({ amount: 1, currency: 'EUR' }).success).toBe(false)
  })

  it('sums to the same total in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (amounts) => {
        const list = amounts.map((amount) => money(amount, 'VND'))
        expect(sumMoney(list, 'VND')).toEqual(sumMoney(list.toReversed(), 'VND'))
      }),
    )
  })
})
