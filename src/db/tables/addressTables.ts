import type { OwnedColumns } from './ownedColumns.ts'

export interface PersonTable extends OwnedColumns {
  /** As written, NFC, never folded. */
  full_name: string
  other_name: string | null
  sex: 'M' | 'F' | null
  /** Partial day: many elderly people have only a birth year. */
  birth_day: string | null
  ethnicity: string | null
  id_kind: 'cccd' | 'cmnd' | 'other' | null
  id_number: string | null
  /** The number of an old card (CMND) that the present one replaced. */
  former_id_number: string | null
  phone: string | null
  guardian_name: string | null
  guardian_phone: string | null
  guardian_relation: string | null
  household_id: string | null
  relation_to_head: string | null
  merged_into: string | null
  search: string
  sort_key: string
}

export interface HouseholdTable extends OwnedColumns {
  village_id: string | null
  head_person_id: string | null
  note: string | null
}

export type AddressState =
  | 'proposed'
  | 'surveyed'
  | 'verified'
  | 'approved'
  | 'announced'
  | 'paired'
  | 'active'
  | 'suspended'
  | 'ended'
  | 'refused'

/** A humanitarian address: a person, household or collective in lasting hardship (docs/glossary.md). */
export interface AddressTable extends OwnedColumns {
  kind: 'person' | 'household' | 'collective'
  person_id: string | null
  household_id: string | null
  /** What lists show: the person's name, or the collective's own. */
  display_name: string
  village_id: string | null
  commune_id: string
  /** House number, lane: free text. */
  address_line: string | null
  /** The place as written before July 2025, kept word for word. */
  former_address: string | null
  main_category: string
  /** JSON array of codes; null = none. `address_category` repeats it for finding, this is what history and bundles carry. */
  other_categories: string | null
  state: AddressState
  state_since: string
  situation: string | null
  needs: string | null
  wish: string | null
  /** What the office asks for per month, in dong; null when only goods or a house is needed. */
  monthly_need: number | null
  /** The period help is asked for: first month and whole months from it; null months = open-ended or not said. */
  need_from: string | null
  need_months: number | null
  decision_id: string | null
  next_visit_on: string | null
  note: string | null
  /** WGS 84, degrees; both or neither. */
  latitude: number | null
  longitude: number | null
  /** Who looks after the file: an officer, a volunteer of the village. */
  responsible: string | null
  /** A code of the vocabulary `endReason`, of an address that ended. */
  end_reason: string | null
  /** From this day nothing may be done with the data but keep them (a request of the person). */
  restricted_on: string | null
  /** The person can no longer be told from this file; totals still count it. */
  anonymised_on: string | null
  import_id: string | null
  merged_into: string | null
  search: string
  sort_key: string
}

export interface AddressCategoryTable {
  address_id: string
  category: string
}

export interface AddressStepTable extends OwnedColumns {
  address_id: string
  state: AddressState
  on_day: string
  by_name: string | null
  reason: string | null
  /** A code of the vocabulary `endReason`. */
  end_reason: string | null
  decision_id: string | null
}

/** The paper that approves many: number, day, who signed. */
export interface DecisionTable extends OwnedColumns {
  number: string | null
  on_day: string | null
  signer: string | null
  title: string
}

export type ConsentPurpose = 'keep' | 'shareWithSponsor' | 'publish' | 'shareAbroad' | 'sendUpFull'

export interface ConsentTable extends OwnedColumns {
  address_id: string
  purpose: ConsentPurpose
  given_on: string
  /** Who signed: the person, or a guardian by name. */
  signed_by: string
  guardian: number
  proof: string | null
  withdrawn_on: string | null
}
