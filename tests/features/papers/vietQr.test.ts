import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { VIET_NAM_BANKS } from '../../../src/features/papers/common/vietNamBanks.ts'
import { bankText, LONGEST_PURPOSE, readVietQr, vietQrText } from '../../../src/features/papers/common/vietQr.ts'

describe('the text of a VietQR', () => {
  /** Codes published by other makers, letter for letter. */
  test.each([
    [
      { bankBin: '970415', account: '0011001932418', amount: 120_000, purpose: 'ủng hộ lũ lụt' },
      '00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C',
    ],
    [
      { bankBin: '970436', account: '0011001234567', amount: 850_000, purpose: 'HP T9 Nguyen Van A' },
      '00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA530370454068500005802VN62220818HP T9 Nguyen Van A63041DD5',
    ],
    [
      { bankBin: '970416', account: '257678859' },
      '00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA53037045802VN6304AE9F',
    ],
  ])('is what others make of the same transfer: %o', (transfer, text) => {
    expect(vietQrText(transfer)).toBe(text)
  })

  it('row 87: reads back to the same account, amount and purpose, whatever they are', () => {
    const transfer = fc.record({
      bankBin: fc.constantFrom(...VIET_NAM_BANKS.map(({ bin }) => bin)),
      account: fc.stringMatching(/^[0-9A-Z]{6,19}$/),
      amount: fc.integer({ min: 1, max: 999_999_999_999 }),
      purpose: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => bankText(text) !== ''),
    })
    fc.assert(
      fc.property(transfer, (asked) => {
        expect(readVietQr(vietQrText(asked))).toEqual({ ...asked, purpose: bankText(asked.purpose) })
      }),
    )
  })

  it('with one letter changed is refused by its checksum', () => {
    const text = vietQrText({ bankBin: '970405', account: '3500205123456', amount: 1_500_000, purpose: 'Ung ho' })
    for (let at = 0; at < text.length - 4; at += 1) {
      const wrong = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`
      expect(readVietQr(wrong), wrong).toBeUndefined()
    }
  })
})

test('a purpose is written as banks carry it: no marks, no line of its own, 25 letters', () => {
  expect(bankText('Ủng hộ “địa chỉ nhân đạo”\nxã Na Mèo')).toBe('Ung ho dia chi nhan dao x')
  expect(bankText('ບໍລິຈາກ')).toBe('')
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(bankText(text)).toMatch(/^[A-Za-z0-9 ./-]*$/)
      expect(bankText(text).length).toBeLessThanOrEqual(LONGEST_PURPOSE)
    }),
  )
})

test('every bank has a number of its own, of six digits', () => {
  const numbers = VIET_NAM_BANKS.map(({ bin }) => bin)
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const number of numbers) expect(number).toMatch(/^\d{6}$/)
})
