import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanCellText } from '../../../../src/features/imports/core/reading/cleanCellText.ts'
import { EncodingEvidence } from '../../../../src/features/imports/core/reading/detectLegacyText.ts'
import { decodeTcvn3, decodeVni } from '../../../../src/features/imports/core/reading/legacyText.ts'
import { isVietnameseSyllable } from '../../../../src/features/imports/core/reading/vietnameseSyllable.ts'
import { failureCode, readFirstRegister, workbookOf } from './registerFiles.ts'

const lower = 'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ'
const syllables =
  'Nguyễn Trần Đặng Thị Hương Khuê Quỳnh Ước Giàng Pó Nghĩa Thủy Xuân Oanh Yến Huỳnh Khuyết Tật Bệnh Giường Gì Quốc'

function verdictOf(text: string) {
  const evidence = new EncodingEvidence()
  evidence.add(text)
  return evidence.verdict()
}

describe('TCVN3', () => {
  // The table as the standard prints it: code 0xA1 upwards, in the order of the letters below.
  test('has every small letter exactly once', () => {
    const codes = Array.from({ length: 0xfe - 0xa8 + 1 }, (_, index) => String.fromCharCode(0xa8 + index))
    const marked = [...lower].filter((letter) => !/[a-z]/.test(letter))
    const decoded = codes.map((code) => decodeTcvn3(`x${code}`).slice(1)).filter((letter) => marked.includes(letter))
    // Letters of Latin-1 that TCVN3 leaves unused (à, ò …) decode to themselves and come on top.
    expect(new Set(decoded)).toEqual(new Set(marked))
  })

  test.each([
    ['§Æng ThÞ Ngäc ¦íc', 'Đặng Thị Ngọc Ước'],
    ['NguyÔn V¨n Dòng', 'Nguyễn Văn Dũng'],
    ['TrÎ må c«i', 'Trẻ mồ côi'],
    ['M­êng L¸t', 'Mường Lát'],
    ['Êp §«ng', 'ấp Đông'],
    ['B¶n Ón', 'Bản Ón'],
    ['Thôn 1 (cũ)', 'Thôn 1 (cũ)'],
  ])('%s', (stored, read) => {
    const isUnicode = verdictOf(stored) === 'unicode'
    expect(isUnicode ? stored : decodeTcvn3(stored)).toBe(read)
  })
})

describe('VNI', () => {
  test.each([
    ['Nguyeãn Thò Phöôïng', 'Nguyễn Thị Phượng'],
    ['TRAÀN VAÊN ÑÖÙC', 'TRẦN VĂN ĐỨC'],
    ['Khuyeát taät, beänh hieåm ngheøo', 'Khuyết tật, bệnh hiểm nghèo'],
    ['Ñòa chæ: khu phoá 3, phöôøng Ñoâng Veä', 'Địa chỉ: khu phố 3, phường Đông Vệ'],
    ['Vuõ Kyø Myõ Lyù Thuyû Tî', 'Vũ Kỳ Mỹ Lý Thuỷ Tỵ'],
  ])('%s', (stored, read) => {
    expect(decodeVni(stored)).toBe(read)
  })
})

describe('which encoding a sheet is in', () => {
  test.each([
    ['Unicode', 'Họ và tên, Nguyễn Thị Hoà, Đặng Bá Khởi, Bản Ón', 'unicode'],
    ['decomposed Unicode', 'Họ và tên, Nguyễn Thị Hoà, Đặng Bá Khởi'.normalize('NFD'), 'unicode'],
    ['no marks at all', 'Ho va ten, Nguyen Thi Hoa', 'unicode'],
    ['Lao', 'ຊື່ ນາມສະກຸນ ບ້ານ ເມືອງ', 'unicode'],
    ['a foreign name among Vietnamese ones', 'Nguyễn Thị Hoà, Đặng Bá Khởi, Ông Müller, Hội Señor', 'unicode'],
    ['only marks that Latin-1 has too', 'Hà Lê Hò Má Cô Ba Già Bà', 'unicode'],
    ['TCVN3', 'Hä vµ tªn, NguyÔn ThÞ Hoµ, §Æng B¸ Khëi', 'tcvn3'],
    ['VNI', 'Hoï vaø teân, Nguyeãn Thò Hoa, Ñaëng Baù Khôûi', 'vni'],
    ['UTF-8 read as one-byte text', 'Há»\u008D vÃ  tÃªn, Nguyá»\u0085n Thá»\u008B HoÃ , Ä\u0090áº·ng', undefined],
    ['letters lost for good', 'H\uFFFD v\uFFFD t\uFFFDn, Nguy\uFFFDn Th\uFFFD', undefined],
  ])('%s', (_what, text, found) => {
    expect(verdictOf(text)).toBe(found)
  })

  test('a sheet half pasted from an old file is converted row by row', async () => {
    const bytes = await workbookOf([
      ['Họ và tên', 'Năm sinh', 'Thôn', 'Đối tượng'],
      ['Nguyễn Thị Phượng', 1950, 'Thôn Đồng Chạ', 'Hộ nghèo'],
      ['Lß ThÞ YÕn', 1961, 'B¶n Na Ph­êng', 'Hé nghÌo'],
      ['Trần Văn Đức', 1970, 'Bản Ón', 'Khuyết tật'],
      ['Giµng B¸ Khëi', 1943, 'Th«n §ång Ch¹', 'Ng­êi khuyÕt tËt'],
    ])
    const { flat, sheet } = await readFirstRegister(bytes)
    expect(sheet).toMatchObject({ textWas: 'mixed' })
    expect(flat.map(({ name, village, category }) => [name, village, category])).toEqual([
      ['Nguyễn Thị Phượng', 'Thôn Đồng Chạ', 'poor'],
      ['Lò Thị Yến', 'Bản Na Phường', 'poor'],
      ['Trần Văn Đức', 'Bản Ón', 'disability'],
      ['Giàng Bá Khởi', 'Thôn Đồng Chạ', 'disability'],
    ])
  })

  test('row 85: garbled text is refused with advice, not stored', async () => {
    const garbled = (text: string) => Buffer.from(text, 'utf8').toString('latin1')
    const bytes = await workbookOf([
      ['Họ và tên', 'Thôn', 'Đối tượng'].map(garbled),
      ['Nguyễn Thị Đào', 'Bản Ón', 'Hộ nghèo'].map(garbled),
    ])
    expect(await failureCode(bytes)).toBe('imports.legacyUnknown')
  })

  test('a CSV in TCVN3 and one in Windows-1258 are read, one in neither is refused', async () => {
    const tcvn3 = 'Hä vµ tªn,N¨m sinh,Th«n,§èi t­îng\nLß ThÞ YÕn,1961,B¶n Na Ph­êng,Hé nghÌo\n'
    const { flat } = await readFirstRegister(new Uint8Array(Buffer.from(tcvn3, 'latin1')))
    expect(flat).toMatchObject([{ name: 'Lò Thị Yến', village: 'Bản Na Phường', category: 'poor' }])
    // In code page 1258 a tone is a mark behind its vowel: ò is the dot below, Ì the grave, Ò the hook, ì the acute.
    const cp1258 = 'Hoò vaÌ tên,Sinh nam,Xoìm,HoaÌn caÒnh\nLê Thiò An,1950,Xoìm 2,MôÌ côi\n'
    const second = await readFirstRegister(new Uint8Array(Buffer.from(cp1258, 'latin1')))
    expect(second.flat).toMatchObject([{ name: 'Lê Thị An', village: 'Xóm 2', category: 'orphan' }])
    const shiftJis = '\x83\x8a\x83X,\x83g\x83\x8b,\x96\xbc\x91O\n\x92j\x8f\x97,\x8fZ\x8f\x8a,\x93d\x98b\n'
    expect(await failureCode(new Uint8Array(Buffer.from(shiftJis, 'latin1')))).toBe('imports.legacyUnknown')
  })
})

describe('Vietnamese syllables', () => {
  test.each(syllables.split(' '))('%s is one', (word) => {
    expect(isVietnameseSyllable(word)).toBe(true)
    expect(isVietnameseSyllable(word.normalize('NFD'))).toBe(true)
  })

  test.each(['NguyÔn', 'Thò́', 'Hoaø', 'Mücl', 'tàt', 'xyz'])('%s is none', (word) => {
    expect(isVietnameseSyllable(word)).toBe(false)
  })
})

describe('cell text', () => {
  test.each([
    ['  Lê\u00a0\u00a0Thị  An ', 'Lê Thị An'],
    ['Hộ\u200b nghèo\ufeff', 'Hộ nghèo'],
    ['dòng một \r\n\n  dòng hai', 'dòng một\ndòng hai'],
    ['Hoà'.normalize('NFD'), 'Hoà'],
  ])('%j is cleaned', (typed, kept) => {
    expect(cleanCellText(typed)).toBe(kept)
  })

  test('cleaning twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanCellText(text)
        expect(cleanCellText(once)).toBe(once)
      }),
    )
  })
})
