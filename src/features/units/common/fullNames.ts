import { type UnitType, unitFullName } from './unitNames.ts'

/** A unit with one of its names, as the tables keep them. */
interface NamedRow {
  id: string
  code: string
  type: string
  name: string
  name_en: string | null
  name_lo: string | null
}

/** The full names of a unit in each language ("Xã Na Mèo"). */
export function fullNames({ id, code, type, name, name_en, name_lo }: NamedRow) {
  // Safe: `seedUnits` and the directory write only unit types.
  const named = { type: type as UnitType, name, nameEn: name_en ?? undefined, nameLo: name_lo ?? undefined }
  // A country has no word for its type: its bare name is its full one.
  const full = (language: 'vi' | 'en' | 'lo') => (type === 'country' ? name : unitFullName(named, language))
  return { id, code, vi: full('vi'), en: full('en'), lo: full('lo') }
}
