const DIGITS = ['', 'ໜຶ່ງ', 'ສອງ', 'ສາມ', 'ສີ່', 'ຫ້າ', 'ຫົກ', 'ເຈັດ', 'ແປດ', 'ເກົ້າ'] as const
const POWERS = [
  { value: 100_000, word: 'ແສນ' },
  { value: 10_000, word: 'ໝື່ນ' },
  { value: 1_000, word: 'ພັນ' },
  { value: 100, word: 'ຮ້ອຍ' },
] as const

/**
 * A whole number from zero up in Lao words, written without spaces. Twenty is ຊາວ, a final one after anything greater is
 * ເອັດ (ສິບເອັດ, ໜຶ່ງຮ້ອຍເອັດ); ລ້ານ (10⁶) and ຕື້ (10⁹) are counted in whole numbers of their own. Never take these words
 * from CLDR: its Lao spell-out is Thai.
 */
export function numberInLaoWords(value: number): string {
  if (value === 0) return 'ສູນ'
  const billions = Math.floor(value / 1e9)
  const millions = Math.floor((value % 1e9) / 1e6)
  const high =
    (billions > 0 ? `${numberInLaoWords(billions)}ຕື້` : '') + (millions > 0 ? `${belowMillion(millions)}ລ້ານ` : '')
  return high + belowMillion(value % 1e6, high !== '')
}

function belowMillion(value: number, follows = false): string {
  let rest = value
  let words = ''
  for (const power of POWERS) {
    const digit = Math.floor(rest / power.value)
    if (digit > 0) words += DIGITS[digit] + power.word
    rest %= power.value
  }
  return words + belowHundred(rest, follows || words !== '')
}

function belowHundred(value: number, follows: boolean): string {
  const tens = Math.floor(value / 10)
  const unit = value % 10
  const tenWords = tens === 0 ? '' : tens === 1 ? 'ສິບ' : tens === 2 ? 'ຊາວ' : `${DIGITS[tens]}ສິບ`
  return tenWords + (unit === 1 && (follows || tens > 0) ? 'ເອັດ' : DIGITS[unit])
}
