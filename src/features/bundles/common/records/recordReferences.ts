import { RECORD_KINDS, type RecordKind, sentColumns } from '../bundleRecords.ts'

/** Which kind of record a column names by its id, whatever the kind of its own row. */
export const REFERS_TO: Record<string, RecordKind> = {
  address_id: 'address',
  decision_id: 'decision',
  donor_id: 'donor',
  head_person_id: 'person',
  house_id: 'house',
  household_id: 'household',
  instalment_id: 'instalment',
  pairing_id: 'pairing',
  person_id: 'person',
  receipt_id: 'receipt',
  round_id: 'round',
  round_line_id: 'roundLine',
  to_house_id: 'house',
  to_pairing_id: 'pairing',
  village_id: 'village',
}
/** These name a record of their own kind. */
export const REFERS_TO_ITS_KIND = ['merged_into', 'replaces', 'reverses']

export interface RecordReference {
  kind: RecordKind
  column: string
  target: RecordKind
}

/** Every travelling column that names another record. Units are no records: they are the same in every office. */
export const RECORD_REFERENCES: readonly RecordReference[] = RECORD_KINDS.flatMap((kind) =>
  sentColumns(kind).flatMap((column) => {
    const target = REFERS_TO_ITS_KIND.includes(column) ? kind : REFERS_TO[column]
    return target === undefined ? [] : [{ kind, column, target }]
  }),
)
