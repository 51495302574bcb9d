import type { Language } from '../../../base/common/language.ts'

export type UnitType =
  | 'city'
  | 'province'
  | 'commune'
  | 'ward'
  | 'specialZone'
  | 'township'
  | 'laoCapital'
  | 'laoProvince'
  | 'laoDistrict'

/** A unit's bare names, without the word of its type: "Na Mèo", not "Xã Na Mèo". */
export type NamedUnit = {
  type: UnitType
  name: string
  nameEn?: string | undefined
  nameLo?: string | undefined
}

const TYPE_WORDS: Record<UnitType, Record<Language, string>> = {
  city: { vi: 'thành phố', en: 'city', lo: 'ນະຄອນ' },
  province: { vi: 'tỉnh', en: 'province', lo: 'ແຂວງ' },
  commune: { vi: 'xã', en: 'commune', lo: 'ຕາແສງ' },
  ward: { vi: 'phường', en: 'ward', lo: 'ຫວອດ' },
  specialZone: { vi: 'đặc khu', en: 'special zone', lo: 'ເຂດພິເສດ' },
  township: { vi: 'thị trấn', en: 'township', lo: 'ເທດສະບານ' },
  laoCapital: { vi: 'thủ đô', en: 'capital', lo: 'ນະຄອນຫຼວງ' },
  laoProvince: { vi: 'tỉnh', en: 'province', lo: 'ແຂວງ' },
  laoDistrict: { vi: 'huyện', en: 'district', lo: 'ເມືອງ' },
}

/** How the central office is called: the one unit that is a whole country. */
export const CENTRE_NAME: Record<Language, string> = {
  vi: 'Trung ương Hội Chữ thập đỏ Việt Nam',
  en: 'Central Committee, Viet Nam Red Cross',
  lo: 'ສູນກາງກາແດງຫວຽດນາມ',
}

const LAO_LETTER = /^\p{Script=Lao}/u

/**
 * Type words as offices write them before a name. A word without its marks is taken only where no place name begins with
 * it: "Quan Sơn" and "Xa Dung" are names, not "quận Sơn" and "xã Dung".
 */
const PREFIX_WORDS: readonly (readonly [word: string, written: RegExp])[] = [
  ['xã', /^(?:xã\s|x\.)/iu],
  ['phường', /^(?:phường\s|p\.|p(?=\d))/iu],
  ['thị trấn', /^(?:thị trấn\s|thi tran\s|t\.?\s?t[.\s])/iu],
  ['đặc khu', /^(?:đặc khu\s|dac khu\s|đ\.?\s?k[.\s])/iu],
  ['thành phố', /^(?:thành phố\s|thanh pho\s|t\.?\s?p[.\s])/iu],
  ['thị xã', /^(?:thị xã\s|thi xa\s|t\.?\s?x[.\s])/iu],
  ['thủ đô', /^(?:thủ đô\s|thu do\s)/iu],
  ['huyện', /^(?:huyện\s|h\.)/iu],
  ['quận', /^(?:quận\s|q\.|q(?=\d))/iu],
  ['tỉnh', /^(?:tỉnh\s|t\.)/iu],
]

/** "Xã Na Mèo", "Na Mèo Commune", "ຕາແສງ Na Mèo": the name as written on its own or at the head of a paper. */
export function unitFullName(unit: NamedUnit, language: Language): string {
  const word = TYPE_WORDS[unit.type][language]
  const name = nameIn(unit, language)
  if (language === 'en') return `${name} ${word.replace(/\b\w/g, (letter) => letter.toUpperCase())}`
  return language === 'vi' ? `${capitalise(word)} ${name}` : joinLao(word, name)
}

/** "Hội Chữ thập đỏ xã Na Mèo", "Red Cross of Na Mèo commune", "ກາແດງຕາແສງ Na Mèo": the Red Cross branch of a unit. */
export function branchName(unit: NamedUnit, language: Language): string {
  const word = TYPE_WORDS[unit.type][language]
  const name = nameIn(unit, language)
  if (language === 'en') return `Red Cross of ${name} ${word}`
  return language === 'vi' ? `Hội Chữ thập đỏ ${word} ${name}` : `ກາແດງ${joinLao(word, name)}`
}

/** The bare name of a unit as typed in a register: "xã Na Mèo", "X. Na Mèo", "P.Hạc Thành" and "TT Cẩm Thủy" lose their type. */
export function stripUnitPrefix(text: string): string {
  return splitUnitPrefix(text).name
}

/** A typed unit as its type word in full ("TT. Cẩm Thủy" has "thị trấn"), if it has one, and its bare name. */
export function splitUnitPrefix(text: string): { word: string | undefined; name: string } {
  const tidy = text.normalize('NFC').trim().replace(/\s+/g, ' ')
  for (const [word, written] of PREFIX_WORDS) {
    const name = tidy.replace(written, '').trim()
    if (name !== tidy && name !== '') return { word, name }
  }
  return { word: undefined, name: tidy }
}

function nameIn(unit: NamedUnit, language: Language): string {
  if (language === 'en') return unit.nameEn ?? unit.name
  return language === 'lo' ? (unit.nameLo ?? unit.nameEn ?? unit.name) : unit.name
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** Lao script joins the type word and the name; a name in Latin letters is set apart by a space. */
function joinLao(word: string, name: string): string {
  return LAO_LETTER.test(name) ? word + name : `${word} ${name}`
}
