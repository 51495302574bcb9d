import { describe, expect, test } from 'vitest'
import { communeMatcher, matchCommune } from '../../../src/features/units/common/matchCommune.ts'
import { unitFullName } from '../../../src/features/units/common/unitNames.ts'
import { communes, oldCommunes } from '../../../src/features/units/core/unitResources.ts'

const wholeCountry = { communes: communes(), oldCommunes: oldCommunes() }
const inThanhHoa = communes().filter(({ provinceCode }) => provinceCode === '38')
const codes = new Set(inThanhHoa.map(({ code }) => code))
const thanhHoa = {
  communes: inThanhHoa,
  oldCommunes: oldCommunes().filter(({ successorCodes }) => successorCodes.some((code) => codes.has(code))),
}
const match = communeMatcher(thanhHoa)

function exact(communeCode: string, oldCommuneCode?: string) {
  return { outcome: 'exact', communeCode, oldCommuneCode }
}

describe('a commune named in a register', () => {
  test.each([
    'xã Na Mèo',
    'X. Na Mèo',
    'na meo',
    'XA NA MEO',
    'x Na Mèo',
    'Xã Na Mèo, tỉnh Thanh Hóa',
    'Na Mèo, Thanh Hoá',
  ])('%s is Na Mèo', (text) => {
    expect(match(text)).toEqual(exact('15013'))
  })

  test('is found whichever way its tone mark is written', () => {
    expect(match('xã Cẩm Thuỷ')).toEqual(exact('15127'))
    expect(match('xã Cẩm Thủy'.normalize('NFD'))).toEqual(exact('15127'))
  })

  test.each(['', '  ', 'xã', ',', 'xã Không Có'])('"%s" is no commune', (text) => {
    expect(match(text)).toEqual({ outcome: 'none' })
  })

  test('is told apart by its marks, and asked for when it has none', () => {
    expect(matchCommune('xã Ba Tơ, Quảng Ngãi', wholeCountry)).toEqual(exact('21484'))
    const unmarked = matchCommune('Ba To, Quang Ngai', wholeCountry)
    expect(unmarked.outcome === 'ambiguous' && unmarked.choices.map(({ communeCode }) => communeCode)).toEqual(
      expect.arrayContaining(['21484', '21523']),
    )
  })
})

describe('an old commune named in a register', () => {
  test('leads to its successor and is reported', () => {
    expect(match('xã Vĩnh Hùng')).toEqual(exact('15382', 'old:15379'))
    expect(match('TT. Rừng Thông')).toEqual(
      exact('16378', 'old:thi-tran-rung-thong.thanh-pho-thanh-hoa.tinh-thanh-hoa'),
    )
  })

  test('is meant where a district is named', () => {
    expect(match('Hoằng Phượng, huyện Hoằng Hoá')).toEqual(
      exact('15880', 'old:xa-hoang-phuong.huyen-hoang-hoa.tinh-thanh-hoa'),
    )
    expect(match('phường Lam Sơn, TP Thanh Hóa')).toMatchObject({ outcome: 'exact', communeCode: '14797' })
    expect(match('phường Lam Sơn, thị xã Bỉm Sơn')).toMatchObject({ outcome: 'exact', communeCode: '14812' })
  })

  test('row 7: that was split offers all its successors', () => {
    const result = match('xã Hải Yến')
    expect(result.outcome === 'ambiguous' && result.choices.map(({ communeCode }) => communeCode)).toEqual([
      '16609',
      '16645',
      '16654',
    ])
  })

  test('whose name another commune bears today is asked for', () => {
    const result = match('xã Trung Thành')
    expect(result).toEqual({
      outcome: 'ambiguous',
      choices: [
        { communeCode: '14872', oldCommuneCode: undefined },
        { communeCode: '16309', oldCommuneCode: 'old:16303' },
      ],
    })
  })

  test('in a district that does not fit is offered, never taken as certain', () => {
    const result = match('xã Na Mèo, huyện Mường Lát')
    expect(result).toEqual({ outcome: 'ambiguous', choices: [{ communeCode: '15013', oldCommuneCode: undefined }] })
  })
})

describe('over the whole province', () => {
  test('no full name of today leads to another commune', () => {
    const wrong = inThanhHoa.filter((commune) => {
      const result = match(unitFullName(commune, 'vi'))
      if (result.outcome === 'none') return true
      const reached = result.outcome === 'exact' ? [result] : result.choices
      return !reached.some(({ communeCode }) => communeCode === commune.code)
    })
    expect(wrong).toEqual([])
  })

  test('row 7: every old commune with its district leads to its successors and nowhere else', () => {
    const wrong = thanhHoa.oldCommunes.filter((old) => {
      const result = match(`${unitFullName(old, 'vi')}, ${old.district}, ${old.province}`)
      const choices = result.outcome === 'exact' ? [result] : result.outcome === 'ambiguous' ? result.choices : []
      return choices.map(({ communeCode }) => communeCode).join() !== old.successorCodes.join()
    })
    expect(wrong).toEqual([])
  })
})
