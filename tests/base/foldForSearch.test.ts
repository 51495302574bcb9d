import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldForSearch, hasLao, normaliseText, searchTokens } from '../../src/base/common/foldForSearch.ts'

describe('foldForSearch', () => {
  it.each([
    ['Đặng Thị Được', 'dang thi duoc'],
    ['  Nguyễn   Văn\u00a0Ấn ', 'nguyen van an'],
    ['Hoà', 'hoa'],
    ['Thuỷ', 'thuy'],
    ['ÐÀO', 'dao'],
    ["K'Brang – Y-Blô", 'k brang y blo'],
    ['Thôn 2, xã Na Mèo (cũ)', 'thon 2 xa na meo cu'],
    ['Red Cross, U.S.', 'red cross u s'],
    ['ບ້ານ ໑໒', 'ບານ 12'],
    ['—!?', ''],
  ])('folds %j to %j', (text, key) => {
    expect(foldForSearch(text)).toBe(key)
  })

  it.each([
    ['ນ້ຳ', 'ນໍ້າ'],
    ['ຫຼວງ', 'ຫລວງ'],
    ['ໜູ', 'ຫນູ'],
    ['ໝູ', 'ຫມູ'],
    ['ຊ່ອນ', 'ຊອນ'],
    ['ຣາວ', 'ລາວ'],
    ['ຫົວ\u200bພັນ', 'ຫົວພັນ'],
    ['Hòa', 'Hoà'],
    ['Thủy', 'Thuỷ'],
  ])('gives the spellings %j and %j one key', (first, second) => {
    expect(foldForSearch(first)).toBe(foldForSearch(second))
  })

  it('keeps Lao words apart that differ in more than spelling', () => {
    expect(foldForSearch('ນາ')).not.toBe(foldForSearch('ນຳ'))
  })

  it('is idempotent and blind to the Unicode form for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const key = foldForSearch(text)
        expect(foldForSearch(key)).toBe(key)
        expect(foldForSearch(text.normalize('NFD'))).toBe(foldForSearch(text.normalize('NFC')))
      }),
      { numRuns: 1000 },
    )
  })
})

it('splits a query into folded tokens', () => {
  expect(searchTokens(' Đào, Thị ')).toEqual(['dao', 'thi'])
  expect(searchTokens(' , ')).toEqual([])
})

it('recognises Lao letters, not Lao digits', () => {
  expect(hasLao('Xã ຊຳເໜືອ')).toBe(true)
  expect(hasLao('Sầm Nưa ໑')).toBe(false)
})

it('stores text as NFC with single spaces and leaves case and marks alone', () => {
  expect(normaliseText(' Hoà\t BÌNH '.normalize('NFD'))).toBe('Hoà BÌNH')
})
