import type { OwnedColumns } from './ownedColumns.ts'

/** One administrative or Red Cross unit for its whole life; its names and parents are dated in `unit_name`. */
export interface UnitTable {
  id: string
  code: string
  country: 'VN' | 'LA'
  level: 'central' | 'province' | 'district' | 'commune' | 'school' | 'block'
  valid_from: string
  valid_to: string | null
}

export interface UnitNameTable {
  id: string
  unit_id: string
  /** How the unit is called: a UnitType of features/units/common/unitNames.ts. */
  type: string
  name: string
  name_en: string | null
  name_lo: string | null
  parent_id: string | null
  /** Former district and province in words, for units that ended on 1 July 2025. */
  former_place: string | null
  valid_from: string
  valid_to: string | null
  search: string
  sort_key: string
}

export interface UnitSuccessorTable {
  from_unit: string
  to_unit: string
  kind: 'merge' | 'split' | 'rename' | 'transfer'
  on_day: string
}

export interface VocabularyTable {
  kind: string
  code: string
  name_vi: string
  name_en: string | null
  name_lo: string | null
  sort: number
}

export interface VillageTable extends OwnedColumns {
  commune_id: string
  name: string
  head_name: string | null
  head_phone: string | null
  search: string
  sort_key: string
}
