import type { ReadDb } from '../../../db/database.ts'
import { type UnitType, unitFullName } from '../../units/common/unitNames.ts'

export interface NamedUnit {
  id: string
  code: string
  vi: string
  en: string
  lo: string
}

const IDS_AT_ONCE = 500

/** Units by id with their present full names. */
export async function readNamesOf(db: ReadDb, ids: readonly string[]): Promise<Map<string, NamedUnit>> {
  const names = new Map<string, NamedUnit>()
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const rows = await db
      .selectFrom('unit')
      .innerJoin('unit_name', 'unit_name.unit_id', 'unit.id')
      .select(['unit.id', 'unit.code', 'unit_name.type', 'unit_name.name', 'unit_name.name_en', 'unit_name.name_lo'])
      .where('unit.id', 'in', ids.slice(start, start + IDS_AT_ONCE))
      .orderBy('unit_name.valid_from')
      .execute()
    for (const { id, code, type, name, name_en, name_lo } of rows) {
      // Safe: seedUnits writes only unit types.
      const named = { type: type as UnitType, name, nameEn: name_en ?? undefined, nameLo: name_lo ?? undefined }
      const full = (language: 'vi' | 'en' | 'lo') => (type === 'country' ? name : unitFullName(named, language))
      names.set(id, { id, code, vi: full('vi'), en: full('en'), lo: full('lo') })
    }
  }
  return names
}
