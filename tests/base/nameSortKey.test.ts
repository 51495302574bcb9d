import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameSortKey, textSortKey } from '../../src/base/common/nameSortKey.ts'

const byBytes = (first: string, second: string) => Buffer.compare(Buffer.from(first), Buffer.from(second))
const sortedBy = (key: (text: string) => string) => (texts: string[]) =>
  texts.toSorted((a, b) => byBytes(key(a), key(b)))

const VOWELS = [...'aăâeêioôơuưy']
const TONES = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
const syllable = fc
  .tuple(
    fc.constantFrom('', 'b', 'c', 'ch', 'd', 'đ', 'g', 'gh', 'h', 'kh', 'l', 'm', 'n', 'ng', 'nh', 'q', 's', 't', 'x'),
    fc.constantFrom(...VOWELS),
    fc.constantFrom(...TONES),
    fc.constantFrom('', 'c', 'ch', 'm', 'n', 'ng', 'nh', 'p', 't'),
  )
  .map(([head, vowel, tone, tail]) => (head + vowel + tone + tail).normalize('NFC'))

describe('textSortKey', () => {
  it('orders syllables as the Vietnamese collation of ICU does', () => {
    const collator = new Intl.Collator('vi')
    fc.assert(
      fc.property(syllable, syllable, (first, second) => {
        expect(byBytes(textSortKey(first), textSortKey(second))).toBe(collator.compare(first, second))
      }),
      { numRuns: 3000 },
    )
  })

  it('orders texts syllable by syllable', () => {
    const collator = new Intl.Collator('vi')
    const bySyllable = (first: string[], second: string[]) => {
      const index = first.findIndex((word, place) => word !== second[place])
      if (index === -1) return Math.sign(first.length - second.length)
      return second[index] === undefined ? 1 : collator.compare(first[index] ?? '', second[index])
    }
    const words = fc.array(syllable, { minLength: 1, maxLength: 3 })
    fc.assert(
      fc.property(words, words, (first, second) => {
        const compared = byBytes(textSortKey(first.join(' ')), textSortKey(second.join(' ')))
        expect(compared).toBe(bySyllable(first, second))
      }),
      { numRuns: 1000 },
    )
  })

  it('puts letters before tones and the tones in dictionary order', () => {
    const sorted = ['la', 'là', 'lả', 'lã', 'lá', 'lạ', 'lan', 'lán', 'lăn', 'lân', 'lấn']
    expect(sortedBy(textSortKey)(sorted.toReversed())).toEqual(sorted)
  })

  it('keeps đ, ơ and ư behind their base letters', () => {
    const sorted = ['da', 'du', 'đá', 'o', 'oi', 'ô', 'ơ', 'p', 'u', 'uy', 'ư', 'ưng', 'v']
    expect(sortedBy(textSortKey)(sorted.toReversed())).toEqual(sorted)
  })

  it('sorts numbers by value', () => {
    const sorted = ['Thôn', 'Thôn 2', 'Thôn 2a', 'Thôn 02 Đông', 'Thôn 10', 'Thôn 100', 'Thôn Bái', 'Thông']
    expect(sortedBy(textSortKey)(sorted.toReversed())).toEqual(sorted)
  })

  it('ignores case, punctuation, Unicode form and tone placement', () => {
    expect(textSortKey('HÒA-BÌNH')).toBe(textSortKey('Hoà  Bình'.normalize('NFD')))
  })

  it('writes nothing but printable ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(textSortKey(text)).toMatch(/^[ -~]*$/)
      }),
    )
  })
})

describe('textSortKey of Lao', () => {
  it('sorts by consonant where the vowel is written first', () => {
    const sorted = ['ຈຳປາສັກ', 'ສາລະວັນ', 'ຊຽງຂວາງ', 'ເຊກອງ', 'ໄຊຍະບູລີ', 'ບໍ່ແກ້ວ', 'ຜົ້ງສາລີ', 'ຫົວພັນ', 'ອຸດົມໄຊ']
    expect(sortedBy(textSortKey)(sorted.toReversed())).toEqual(sorted)
  })

  it('orders consonant and vowel as the Lao collation of ICU does', () => {
    const collator = new Intl.Collator('lo')
    const lao = fc
      .tuple(
        fc.constantFrom('', ...'ເແໂໃໄ'),
        fc.constantFrom(...'ກຂຄງຈສຊຍດຕຖທນບປຜຝພຟມຢຣລວຫອຮ'),
        fc.constantFrom('', ...'ະັາຳິີຶືຸູົ'),
        fc.constantFrom(...'ກງດນບມຍ'),
      )
      .map(([lead, consonant, vowel, tail]) => lead + consonant + (lead === '' ? vowel : '') + tail)
    fc.assert(
      fc.property(lao, lao, (first, second) => {
        expect(byBytes(textSortKey(first), textSortKey(second))).toBe(collator.compare(first, second))
      }),
      { numRuns: 1000 },
    )
  })

  it('lets spelling variants meet and tone marks decide last', () => {
    expect(textSortKey('ນ້ຳ')).toBe(textSortKey('ນໍ້າ'))
    expect(textSortKey('ໝູ')).toBe(textSortKey('ຫມູ'))
    expect(sortedBy(textSortKey)(['ຊ່ອນ', 'ຊອນ', 'ຊອ'])).toEqual(['ຊອ', 'ຊອນ', 'ຊ່ອນ'])
  })
})

describe('nameSortKey', () => {
  it('sorts Vietnamese names by tên, then họ, then đệm', () => {
    const sorted = [
      'An',
      'Lê Văn An',
      'Nguyễn An',
      'Nguyễn Thị An',
      'NGUYỄN VĂN AN',
      'Nguyễn Văn Ân',
      'Trần Thị Bình',
      'Lò Văn Dũng',
      'Lê Đạt',
      "H'Mai Niê",
    ]
    expect(sortedBy(nameSortKey)(sorted.toReversed())).toEqual(sorted)
  })

  it('sorts names in Lao script by the given name, which stands first', () => {
    const sorted = ['ຄຳພອນ ແກ້ວມະນີ', 'ທ່ານ ສົມຈິດ ອິນທະວົງ', 'ສົມສັກ ກົມມະລາດ']
    expect(sortedBy(nameSortKey)(sorted.toReversed())).toEqual(sorted)
  })

  it('gives an empty name an empty key', () => {
    expect(nameSortKey('  ')).toBe('')
  })
})
