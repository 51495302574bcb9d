import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import { nameSortKey } from '../../../base/common/nameSortKey.ts'
import { normaliseName } from '../../../base/common/personName.ts'
import { officeSex } from '../common/rules.ts'
import type { StagedRow } from '../common/stagedRow.ts'
import type { NewRow } from './importWriter.ts'

const NOTHING_KNOWN = {
  other_name: null,
  sex: null,
  birth_day: null,
  ethnicity: null,
  id_kind: null,
  id_number: null,
  phone: null,
  guardian_name: null,
  guardian_phone: null,
  guardian_relation: null,
  household_id: null,
  relation_to_head: null,
  merged_into: null,
} satisfies Partial<NewRow<'person'>>

/** Somebody of whom the register says only the name. */
export function namedPersonRow(name: string, householdId: string): NewRow<'person'> {
  const texts = { full_name: normaliseName(name), search: foldForSearch(name), sort_key: nameSortKey(name) }
  // The keys of every person of a batch stand in one order (RowInserter).
  return { ...NOTHING_KNOWN, ...texts, household_id: householdId }
}

/** The person of a row of the register. */
export function registeredPersonRow(row: StagedRow, householdId: string | null): NewRow<'person'> {
  return {
    ...NOTHING_KNOWN,
    full_name: normaliseName(row.name),
    search: row.nameKey,
    sort_key: row.sortKey,
    sex: officeSex(row.sex),
    birth_day: row.birthDay,
    ethnicity: row.ethnicity,
    id_kind: row.idKind,
    id_number: row.idNumber,
    phone: row.phone,
    guardian_name: row.guardian,
    household_id: householdId,
  }
}
