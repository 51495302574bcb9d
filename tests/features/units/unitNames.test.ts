import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldedNameKey, markedNameKey } from '../../../src/features/units/common/unitNameKeys.ts'
import { branchName, stripUnitPrefix, unitFullName } from '../../../src/features/units/common/unitNames.ts'
import { communes, laoUnits, oldCommunes, provinces } from '../../../src/features/units/core/unitResources.ts'

const naMeo = { type: 'commune', name: 'Na Mèo' } as const
const hacThanh = { type: 'ward', name: 'Hạc Thành' } as const
const thanhHoa = { type: 'province', name: 'Thanh Hóa' } as const
const haNoi = { type: 'city', name: 'Hà Nội' } as const

describe('the full name of a unit', () => {
  test('begins with its type in Vietnamese', () => {
    expect(unitFullName(naMeo, 'vi')).toBe('Xã Na Mèo')
    expect(unitFullName(hacThanh, 'vi')).toBe('Phường Hạc Thành')
    expect(unitFullName(thanhHoa, 'vi')).toBe('Tỉnh Thanh Hóa')
    expect(unitFullName(haNoi, 'vi')).toBe('Thành phố Hà Nội')
    expect(unitFullName({ type: 'specialZone', name: 'Hoàng Sa' }, 'vi')).toBe('Đặc khu Hoàng Sa')
  })

  test('ends with its type in English and begins with it in Lao', () => {
    expect(unitFullName(naMeo, 'en')).toBe('Na Mèo Commune')
    expect(unitFullName({ type: 'specialZone', name: 'Hoàng Sa' }, 'en')).toBe('Hoàng Sa Special Zone')
    expect(unitFullName(naMeo, 'lo')).toBe('ຕາແສງ Na Mèo')
  })

  test('uses the Lao and Latin names of a Lao unit', () => {
    const viengxay = laoUnits().find(({ code }) => code === 'LA-0704')!
    expect(unitFullName(viengxay, 'vi')).toBe('Huyện Viêng Xay')
    expect(unitFullName(viengxay, 'en')).toBe('Viengxay District')
    expect(unitFullName(viengxay, 'lo')).toBe('ເມືອງວຽງໄຊ')
    const capital = laoUnits().find(({ code }) => code === 'LA-01')!
    expect(unitFullName(capital, 'lo')).toBe('ນະຄອນຫຼວງວຽງຈັນ')
  })
})

test('a branch is named after its unit in the three languages', () => {
  expect(branchName(naMeo, 'vi')).toBe('Hội Chữ thập đỏ xã Na Mèo')
  expect(branchName(thanhHoa, 'vi')).toBe('Hội Chữ thập đỏ tỉnh Thanh Hóa')
  expect(branchName(haNoi, 'vi')).toBe('Hội Chữ thập đỏ thành phố Hà Nội')
  expect(branchName(naMeo, 'en')).toBe('Red Cross of Na Mèo commune')
  expect(branchName(naMeo, 'lo')).toBe('ກາແດງຕາແສງ Na Mèo')
  const huaphanh = laoUnits().find(({ code }) => code === 'LA-07')!
  expect(branchName(huaphanh, 'lo')).toBe('ກາແດງແຂວງຫົວພັນ')
})

describe('stripping the type from a typed name', () => {
  test.each([
    ['xã Na Mèo', 'Na Mèo'],
    ['XÃ NA MÈO', 'NA MÈO'],
    ['X. Na Mèo', 'Na Mèo'],
    ['P.Hạc Thành', 'Hạc Thành'],
    ['TT Cẩm Thủy', 'Cẩm Thủy'],
    ['TT. Cẩm Thủy', 'Cẩm Thủy'],
    ['T.T Cành Nàng', 'Cành Nàng'],
    ['thi tran Canh Nang', 'Canh Nang'],
    ['P12', '12'],
    ['TP.Thanh Hóa', 'Thanh Hóa'],
    ['H. Quan Sơn', 'Quan Sơn'],
    ['  xã   Na Mèo ', 'Na Mèo'],
    ['xã Na Mèo'.normalize('NFD'), 'Na Mèo'],
  ])('%s becomes %s', (typed, bare) => {
    expect(stripUnitPrefix(typed)).toBe(bare)
  })

  test.each(['Quan Sơn', 'Xa Dung', 'Thanh Phong', 'Tĩnh Gia', 'Phượng Cách', 'xã'])('%s stays as it is', (name) => {
    expect(stripUnitPrefix(name)).toBe(name)
  })

  test('gives back the name of every unit from its full name', () => {
    const units = [...provinces(), ...communes(), ...oldCommunes()]
    expect(units.filter((unit) => stripUnitPrefix(unitFullName(unit, 'vi')) !== unit.name)).toEqual([])
  })
})

describe('the key of a name', () => {
  test('does not depend on where the tone mark is written', () => {
    expect(markedNameKey('Hoằng Hoá')).toBe(markedNameKey('Hoằng Hóa'))
    expect(markedNameKey('Cẩm Thuỷ')).toBe(markedNameKey('CẨM THỦY'))
    expect(markedNameKey('Ba Tơ')).not.toBe(markedNameKey('Ba Tô'))
    expect(foldedNameKey('Đông Hòa')).toBe('dong hoa')
  })

  test('is the same for both Unicode forms and folds only once', () => {
    const name = fc.constantFrom(...communes().map((commune) => commune.name))
    fc.assert(
      fc.property(name, (text) => {
        expect(markedNameKey(text.normalize('NFD'))).toBe(markedNameKey(text))
        expect(foldedNameKey(foldedNameKey(text))).toBe(foldedNameKey(text))
      }),
    )
  })
})
