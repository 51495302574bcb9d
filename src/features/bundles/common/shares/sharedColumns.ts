/**
 * What becomes of a column when an office tells a partner across the border of its work.
 * - `named`: stands in the line of a person who agreed to it, as it is or less (of a birth day the year).
 * - `counted`: enters figures over at least `SMALLEST_CELL` addresses, or a figure that was typed as one.
 * - `decides`: says what goes and under which heading, and is not told itself.
 * - `stays`: is not even read.
 * A column that is not listed here fails a test: somebody has to decide.
 */
export type SharedFate = 'named' | 'counted' | 'decides' | 'stays'

const owned = {
  id: 'decides',
  owner_unit: 'decides',
  version: 'stays',
  change_seq: 'stays',
  created_at: 'stays',
  deleted_at: 'decides',
} as const satisfies Record<string, SharedFate>

/** Every table a share is made from, with every column. A table that is not here is never read for one. */
export const SHARED_COLUMNS = {
  address: {
    ...owned,
    kind: 'named',
    person_id: 'decides',
    household_id: 'stays',
    display_name: 'named',
    village_id: 'decides',
    commune_id: 'decides',
    address_line: 'stays',
    former_address: 'stays',
    main_category: 'named',
    other_categories: 'stays',
    state: 'stays',
    state_since: 'stays',
    situation: 'stays',
    needs: 'stays',
    wish: 'stays',
    monthly_need: 'stays',
    need_from: 'stays',
    need_months: 'stays',
    decision_id: 'stays',
    next_visit_on: 'stays',
    note: 'stays',
    latitude: 'stays',
    longitude: 'stays',
    responsible: 'stays',
    end_reason: 'stays',
    restricted_on: 'decides',
    anonymised_on: 'decides',
    import_id: 'stays',
    merged_into: 'decides',
    search: 'stays',
    sort_key: 'stays',
  },
  person: {
    ...owned,
    full_name: 'stays',
    other_name: 'stays',
    sex: 'named',
    birth_day: 'named',
    ethnicity: 'stays',
    id_kind: 'stays',
    id_number: 'stays',
    former_id_number: 'stays',
    phone: 'stays',
    guardian_name: 'stays',
    guardian_phone: 'stays',
    guardian_relation: 'stays',
    household_id: 'stays',
    relation_to_head: 'stays',
    merged_into: 'stays',
    search: 'stays',
    sort_key: 'stays',
  },
  village: {
    ...owned,
    commune_id: 'stays',
    name: 'counted',
    head_name: 'stays',
    head_phone: 'stays',
    search: 'stays',
    sort_key: 'stays',
  },
  consent: {
    ...owned,
    address_id: 'decides',
    purpose: 'decides',
    given_on: 'stays',
    signed_by: 'stays',
    guardian: 'decides',
    proof: 'stays',
    withdrawn_on: 'decides',
  },
  delivery: {
    ...owned,
    address_id: 'decides',
    pairing_id: 'stays',
    instalment_id: 'stays',
    round_line_id: 'stays',
    donor_id: 'stays',
    on_day: 'counted',
    channel: 'stays',
    source: 'stays',
    help_form: 'counted',
    amount: 'counted',
    currency: 'counted',
    goods_item: 'stays',
    goods_quantity: 'stays',
    goods_unit: 'stays',
    goods_value: 'counted',
    purpose: 'stays',
    receiver: 'stays',
    proxy_name: 'stays',
    proxy_relation: 'stays',
    proof: 'stays',
    place: 'stays',
    note: 'stays',
    reverses: 'decides',
    reason: 'stays',
  },
  house: {
    ...owned,
    address_id: 'decides',
    kind: 'named',
    programme: 'stays',
    stage: 'stays',
    budget: 'counted',
    currency: 'counted',
    area_m2: 'stays',
    outside_province: 'stays',
    started_on: 'named',
    accepted_on: 'stays',
    handed_over_on: 'named',
    floor_before: 'stays',
    frame_before: 'stays',
    roof_before: 'stays',
    floor_after: 'stays',
    frame_after: 'stays',
    roof_after: 'stays',
    permit_note: 'stays',
    note: 'stays',
  },
  joint_activity: {
    ...owned,
    partner_id: 'decides',
    on_day: 'counted',
    kind: 'counted',
    title: 'counted',
    place: 'counted',
    district_id: 'decides',
    households: 'counted',
    people: 'counted',
    amount: 'counted',
    currency: 'counted',
    goods: 'counted',
    goods_value: 'counted',
    rate: 'counted',
    rate_on: 'counted',
    agreed: 'decides',
    note: 'stays',
  },
} as const satisfies Record<string, Record<string, SharedFate>>

export type SharedTable = keyof typeof SHARED_COLUMNS

/** Columns of a table that a share may read. */
export type ReadColumn<Name extends SharedTable> = {
  [Column in keyof (typeof SHARED_COLUMNS)[Name]]: (typeof SHARED_COLUMNS)[Name][Column] extends 'stays'
    ? never
    : Column
}[keyof (typeof SHARED_COLUMNS)[Name]] &
  string

/** The columns of a table that may be read, qualified by its name: nothing else is ever fetched for a share. */
export function readColumns<Name extends SharedTable>(table: Name): `${Name}.${ReadColumn<Name>}`[] {
  const columns: Record<string, SharedFate> = SHARED_COLUMNS[table]
  const read = Object.keys(columns).filter((column) => columns[column] !== 'stays')
  // Safe: exactly the keys ReadColumn lists.
  return read.map((column) => `${table}.${column}`) as `${Name}.${ReadColumn<Name>}`[]
}
