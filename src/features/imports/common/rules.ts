import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { RegisterCategory } from './registerFields.ts'

export type DonorKind = 'person' | 'organisation' | 'business' | 'collective'

const KIND_WORDS: readonly (readonly [DonorKind, RegExp])[] = [
  [
    'business',
    /^(cong ty|cty|ct tnhh|ct cp|doanh nghiep|dn|dntn|tap doan|hop tac xa|htx|cua hang|khach san|nha may)\b/,
  ],
  ['collective', /^(nhom|cau lac bo|clb|to chuc thien nguyen|tap the|lop|chi hoi|hoi dong huong|hoi ban)\b/],
  [
    'organisation',
    /^(truong|cong an|ngan hang|hoi|chua|nha tho|giao xu|uy ban|ubnd|mttq|mat tran|dang uy|doan|don|bo doi|benh vien|trung tam|quy|so|phong|ban|chi nhanh|bao|dai|tinh doan|lien doan|cong doan|kho bac|buu dien|vien|tram)\b/,
  ],
]

/** What a sponsor of the register probably is; people, families and bare names are persons. */
export function guessDonorKind(name: string): DonorKind {
  const folded = foldForSearch(name)
  return KIND_WORDS.find(([, words]) => words.test(folded))?.[0] ?? 'person'
}

export interface KnownFacts {
  idNumber: string | null
  /** `YYYY…` */
  birthDay: string | null
}

/**
 * Whether two people of one name and village may be the same: never with two different numbers of one kind of card, else
 * when their birth years are within one of each other or one is not known.
 */
export function mayBeSamePerson(first: KnownFacts, second: KnownFacts): boolean {
  if (first.idNumber !== null && second.idNumber !== null && first.idNumber.length === second.idNumber.length) {
    return first.idNumber === second.idNumber
  }
  if (first.birthDay === null || second.birthDay === null) return true
  return Math.abs(Number(first.birthDay.slice(0, 4)) - Number(second.birthDay.slice(0, 4))) <= 1
}

/** The office's own vocabulary is finer than the registers; two codes differ in name only. */
const OFFICE_CATEGORY: Partial<Record<RegisterCategory, string>> = {
  hardship: 'exceptionalHardship',
  disaster: 'disasterVictim',
}

export function officeCategory(category: RegisterCategory): string {
  return OFFICE_CATEGORY[category] ?? category
}

/** The book's letter for the register's word. */
export function officeSex(sex: 'male' | 'female' | null): 'M' | 'F' | null {
  if (sex === null) return null
  return sex === 'male' ? 'M' : 'F'
}
