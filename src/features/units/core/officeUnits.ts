import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { OfficeKind } from '../../../db/office.ts'
import { unitFullName } from '../common/unitNames.ts'
import { communes, laoUnits, provinces } from './unitResources.ts'

export interface OfficeUnit {
  code: string
  name: string
  place: string
}

const MOST_SHOWN = 30

/** Units an office can be made for, found before any file exists: from the program's own lists. */
export function listOfficeUnits(kind: OfficeKind, search: string): OfficeUnit[] {
  const folded = foldForSearch(search)
  return unitsOf(kind)
    .filter((unit) => matches(unit, folded))
    .slice(0, MOST_SHOWN)
}

export function officeUnitExists(kind: OfficeKind, code: string): boolean {
  return unitsOf(kind).some((unit) => unit.code === code)
}

function unitsOf(kind: OfficeKind): OfficeUnit[] {
  if (kind === 'central') return [{ code: 'VN', name: 'Việt Nam', place: '' }]
  if (kind === 'province') {
    return provinces().map((province) => ({ code: province.code, name: unitFullName(province, 'vi'), place: '' }))
  }
  if (kind === 'partner') return laoProvinces()
  return communes().map((commune) => ({
    code: commune.code,
    name: unitFullName(commune, 'vi'),
    place: commune.province,
  }))
}

/** A partner is the Red Cross of a Lao province: shares go to provinces, so that no two overlap (docs/decisions/0027). */
function laoProvinces(): OfficeUnit[] {
  return laoUnits()
    .filter((unit) => unit.parentCode === undefined)
    .map((unit) => ({ code: unit.code, name: unitFullName(unit, 'lo'), place: `${unit.nameEn} – ${unit.name}` }))
}

function matches(unit: OfficeUnit, search: string): boolean {
  if (search === '') return true
  const words = ` ${foldForSearch(`${unit.name} ${unit.place} ${unit.code}`)}`
  return search.split(' ').every((token) => words.includes(` ${token}`))
}
