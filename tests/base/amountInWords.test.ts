import { describe, expect, it } from 'vitest'
import { amountInWords } from '../../src/base/common/amountInWords.ts'
import { money } from '../../src/base/common/money.ts'

describe('in Vietnamese', () => {
  it.each([
    [0, 'Không đồng'],
    [10, 'Mười đồng'],
    [11, 'Mười một đồng'],
    [15, 'Mười lăm đồng'],
    [21, 'Hai mươi mốt đồng'],
    [24, 'Hai mươi tư đồng'],
    [25, 'Hai mươi lăm đồng'],
    [101, 'Một trăm lẻ một đồng'],
    [104, 'Một trăm lẻ bốn đồng'],
    [105, 'Một trăm lẻ năm đồng'],
    [500_000, 'Năm trăm nghìn đồng'],
    [1_005_000, 'Một triệu không trăm lẻ năm nghìn đồng'],
    [1_000_000_005, 'Một tỷ không trăm lẻ năm đồng'],
    [48_687_000_000, 'Bốn mươi tám tỷ sáu trăm tám mươi bảy triệu đồng'],
    [21_700_000_000_000, 'Hai mươi mốt nghìn bảy trăm tỷ đồng'],
    [-500_000, 'Âm năm trăm nghìn đồng'],
  ])('%d is %s', (amount, words) => {
    expect(amountInWords(money(amount, 'VND'), 'vi')).toBe(words)
  })

  it('reads kip, dollars and cents', () => {
    expect(amountInWords(money(31_150_000, 'LAK'), 'vi')).toBe('Ba mươi mốt triệu một trăm năm mươi nghìn kíp')
    expect(amountInWords(money(10_050, 'USD'), 'vi')).toBe('Một trăm đô la Mỹ năm mươi xu')
  })
})

describe('in English', () => {
  it.each([
    [0, 'Zero dong'],
    [21, 'Twenty-one dong'],
    [105, 'One hundred and five dong'],
    [1_005, 'One thousand and five dong'],
    [1_500, 'One thousand five hundred dong'],
    [12_345_678, 'Twelve million three hundred and forty-five thousand six hundred and seventy-eight dong'],
    [21_700_000_000_000, 'Twenty-one trillion seven hundred billion dong'],
  ])('%d is %s', (amount, words) => {
    expect(amountInWords(money(amount, 'VND'), 'en')).toBe(words)
  })

  it.each([
    [100, 'One US dollar'],
    [101, 'One US dollar and one cent'],
    [10_050, 'One hundred US dollars and fifty cents'],
    [5, 'Five cents'],
    [0, 'Zero US dollars'],
  ])('%d cents are %s', (amount, words) => {
    expect(amountInWords(money(amount, 'USD'), 'en')).toBe(words)
  })
})

// The words were taken from reference lists; a Lao speaker has still to check them.
describe('in Lao', () => {
  it.each([
    [0, 'ສູນກີບ'],
    [1, 'ໜຶ່ງກີບ'],
    [10, 'ສິບກີບ'],
    [11, 'ສິບເອັດກີບ'],
    [20, 'ຊາວກີບ'],
    [21, 'ຊາວເອັດກີບ'],
    [25, 'ຊາວຫ້າກີບ'],
    [31, 'ສາມສິບເອັດກີບ'],
    [100, 'ໜຶ່ງຮ້ອຍກີບ'],
    [101, 'ໜຶ່ງຮ້ອຍເອັດກີບ'],
    [15_000, 'ໜຶ່ງໝື່ນຫ້າພັນກີບ'],
    [500_000, 'ຫ້າແສນກີບ'],
    [12_345_678, 'ສິບສອງລ້ານສາມແສນສີ່ໝື່ນຫ້າພັນຫົກຮ້ອຍເຈັດສິບແປດກີບ'],
    [2_500_000_000, 'ສອງຕື້ຫ້າຮ້ອຍລ້ານກີບ'],
    [1_001_000_000, 'ໜຶ່ງຕື້ໜຶ່ງລ້ານກີບ'],
    [21_700_000_000_000, 'ສອງໝື່ນໜຶ່ງພັນເຈັດຮ້ອຍຕື້ກີບ'],
  ])('%d is %s', (amount, words) => {
    expect(amountInWords(money(amount, 'LAK'), 'lo')).toBe(words)
  })

  it('reads đồng, dollars and cents', () => {
    expect(amountInWords(money(500_000, 'VND'), 'lo')).toBe('ຫ້າແສນດົ່ງ')
    expect(amountInWords(money(10_050, 'USD'), 'lo')).toBe('ໜຶ່ງຮ້ອຍໂດລາສະຫະລັດຫ້າສິບເຊັນ')
  })

  it('writes Lao letters only, none of the Thai ones of CLDR', () => {
    for (let amount = 1; amount < 1e15; amount = amount * 7 + 3) {
      expect(amountInWords(money(amount, 'LAK'), 'lo')).toMatch(/^[\u0e81-\u0edf]+$/)
    }
  })
})
