import { splitUnitPrefix, type UnitType } from './unitNames.ts'

/** Types of units that report: their offices may be made before any list knows them. */
export const ADDED_TYPES = ['commune', 'ward', 'specialZone', 'province', 'city'] as const

/** A unit of a code that no list here has, as a person read it off its paper; `name` without the word of its type. */
export interface AddedUnit {
  type: (typeof ADDED_TYPES)[number]
  name: string
}

const TYPES: Readonly<Record<string, AddedUnit['type']>> = {
  xã: 'commune',
  phường: 'ward',
  'đặc khu': 'specialZone',
  tỉnh: 'province',
  'thành phố': 'city',
} satisfies Record<string, UnitType>

/** "Xã Mường Mới" as a unit's own office writes it: its type, a commune where it names none, and its bare name. */
export function addedUnitOf(fullName: string): AddedUnit {
  const { word, name } = splitUnitPrefix(fullName)
  return { type: TYPES[word ?? ''] ?? 'commune', name }
}

/** Whether an office of this kind can be that of a unit of this type. */
export function fitsKind(kind: string, type: AddedUnit['type']): boolean {
  const isProvince = type === 'province' || type === 'city'
  return kind === 'province' ? isProvince : kind === 'branch' && !isProvince
}
