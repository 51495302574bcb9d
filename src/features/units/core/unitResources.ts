import laosFile from '../../../../resources/units/laos.json' with { type: 'json' }
import vietNamFile from '../../../../resources/units/viet-nam.json' with { type: 'json' }
import vocabularyFile from '../../../../resources/vocabulary.json' with { type: 'json' }
import type { CommuneCandidate, OldCommuneCandidate } from '../common/matchCommune.ts'
import { type NamedUnit, unitFullName } from '../common/unitNames.ts'

/** A province or centrally run city of Viet Nam; `code` is the two-digit code of Decision 19/2025/QĐ-TTg. */
export type Province = NamedUnit & { code: string; type: 'province' | 'city'; validFrom: string }

/** A commune-level unit; `code` is the five-digit code of Decision 19/2025/QĐ-TTg, `province` a full name ("Tỉnh Thanh Hóa"). */
export type Commune = NamedUnit &
  CommuneCandidate & {
    type: 'commune' | 'ward' | 'specialZone'
    provinceCode: string
    province: string
    validFrom: string
  }

/**
 * A commune abolished by 1 July 2025. `code` is `old:` and the former official code, or a code made of its names where it
 * was merged away before that day and the source has no code. `district` and `province` are full names of their time.
 */
export type OldCommune = OldCommuneCandidate & {
  type: 'commune' | 'ward' | 'township'
  province: string
}

/** A Lao province or district; `LA-07` is a province, `LA-0701` a district of it (Lao statistical codes). */
export type LaoUnit = NamedUnit & {
  code: string
  type: 'laoCapital' | 'laoProvince' | 'laoDistrict'
  parentCode: string | undefined
  nameEn: string
  nameLo: string
  otherNames: readonly string[]
}

/** How sure the Lao wording is: C certain, L likely, U unsure; none has been checked by a native speaker. */
export type LaoCertainty = 'C' | 'L' | 'U'

export type VocabularyEntry = {
  kind: string
  code: string
  name_vi: string
  name_en: string
  name_lo: string
  sort: number
  lo_certainty: LaoCertainty
}

type VietNamFile = {
  validFrom: string
  provinces: [code: string, type: Province['type'], name: string][]
  communes: [code: string, type: Commune['type'], name: string, provinceCode: string][]
  oldDistricts: [district: string, province: string][]
  oldCommunes: [code: string, type: OldCommune['type'], name: string, district: number, successors: string[]][]
}
type LaosFile = {
  units: (Omit<LaoUnit, 'parentCode' | 'name'> & { parentCode?: string; nameVi: string })[]
}

// JSON imports lose tuple and literal types; the tests read every row of the three files.
const vietNam = vietNamFile as unknown as VietNamFile
const laos = laosFile as unknown as LaosFile
const vocabularyRows = vocabularyFile as unknown as VocabularyEntry[]

/** The 34 provinces and cities, by code. */
export const provinces = once((): readonly Province[] =>
  vietNam.provinces.map(([code, type, name]) => ({ code, type, name, validFrom: vietNam.validFrom })),
)

/** The 3,321 communes, wards and special zones as of 1 July 2025, by code. */
export const communes = once((): readonly Commune[] => {
  const provinceNames = new Map(provinces().map((province) => [province.code, unitFullName(province, 'vi')]))
  return vietNam.communes.map(([code, type, name, provinceCode]) => {
    const province = provinceNames.get(provinceCode) ?? ''
    return { code, type, name, provinceCode, province, validFrom: vietNam.validFrom }
  })
})

/** Every commune known before the reform, with its successors. */
export const oldCommunes = once((): readonly OldCommune[] =>
  vietNam.oldCommunes.map(([code, type, name, districtIndex, successorCodes]) => {
    const [district, province] = vietNam.oldDistricts[districtIndex] ?? ['', '']
    return { code: `old:${code}`, type, name, district, province, successorCodes }
  }),
)

/** The 18 Lao provinces and the 10 districts of Huaphanh; `name` is the Vietnamese exonym. */
export const laoUnits = once((): readonly LaoUnit[] =>
  laos.units.map(({ nameVi, parentCode, ...unit }) => ({ ...unit, name: nameVi, parentCode })),
)

/** The words every office shares, by kind and order. */
export const vocabulary = once((): readonly VocabularyEntry[] => vocabularyRows)

function once<T>(build: () => T): () => T {
  let built: T | undefined
  return () => {
    built ??= build()
    return built
  }
}
