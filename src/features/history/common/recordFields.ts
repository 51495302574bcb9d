import type { FieldKind, ShownFields } from './fieldKind.ts'
import { LEDGER_FIELDS } from './ledgerFields.ts'
import { OFFICE_FIELDS } from './officeFields.ts'

/** Every table an office owns, with the columns worth showing: all their changes can be read back, and most also undone. */
export const RECORD_FIELDS = {
  person: {
    full_name: 'text',
    other_name: 'text',
    sex: 'code',
    birth_day: 'day',
    ethnicity: 'text',
    id_number: 'text',
    former_id_number: 'text',
    phone: 'text',
    guardian_name: 'text',
    guardian_phone: 'text',
    guardian_relation: 'text',
    relation_to_head: 'text',
  },
  household: { note: 'text' },
  address: {
    display_name: 'text',
    kind: 'code',
    village_id: 'reference:village',
    address_line: 'text',
    former_address: 'text',
    main_category: 'vocabulary:category',
    other_categories: 'vocabulary:category',
    state: 'code',
    state_since: 'day',
    situation: 'text',
    needs: 'text',
    wish: 'text',
    monthly_need: 'money',
    need_from: 'month',
    need_months: 'number',
    decision_id: 'reference:decision',
    next_visit_on: 'day',
    latitude: 'number',
    longitude: 'number',
    responsible: 'text',
    end_reason: 'vocabulary:endReason',
    restricted_on: 'day',
    anonymised_on: 'day',
    merged_into: 'reference:address',
    note: 'text',
  },
  address_step: {
    state: 'code',
    on_day: 'day',
    by_name: 'text',
    reason: 'text',
    end_reason: 'vocabulary:endReason',
    decision_id: 'reference:decision',
  },
  decision: { title: 'text', number: 'text', on_day: 'day', signer: 'text' },
  consent: {
    purpose: 'vocabulary:consentPurpose',
    given_on: 'day',
    signed_by: 'text',
    guardian: 'flag',
    proof: 'text',
    withdrawn_on: 'day',
  },
  attachment: { kind: 'code', title: 'text', taken_on: 'day', main: 'flag' },
  visit: {
    made_on: 'day',
    due_on: 'day',
    by_name: 'text',
    result: 'vocabulary:visitResult',
    note: 'text',
  },
  survey: {
    on_day: 'day',
    by_name: 'text',
    head_opinion: 'text',
    health: 'text',
    unable_to_work: 'flag',
    floor: 'code',
    frame: 'code',
    roof: 'code',
    income_monthly: 'money',
    income_source: 'text',
    dependants: 'number',
    assets: 'text',
    state_support: 'text',
    state_support_monthly: 'money',
    note: 'text',
  },
  certificate: {
    kind: 'vocabulary:certificateKind',
    level: 'vocabulary:disabilityLevel',
    number: 'text',
    issued_on: 'day',
    expires_on: 'day',
    issuer: 'text',
    note: 'text',
  },
  need: { help_form: 'vocabulary:helpForm', what: 'text', opened_on: 'day', met_on: 'day', note: 'text' },
  data_request: {
    kind: 'code',
    requester: 'text',
    received_on: 'day',
    answer_by: 'day',
    do_by: 'day',
    extended_on: 'day',
    answered_on: 'day',
    done_on: 'day',
    outcome: 'code',
    note: 'text',
  },
  donor: {
    name: 'text',
    kind: 'code',
    representative: 'text',
    phone: 'text',
    email: 'text',
    place: 'text',
    tax_code: 'text',
    anonymous: 'flag',
    merged_into: 'reference:donor',
    note: 'text',
  },
  pairing: {
    address_id: 'reference:address',
    donor_id: 'reference:donor',
    state: 'code',
    channel: 'vocabulary:channel',
    help_form: 'vocabulary:helpForm',
    amount: 'money',
    frequency: 'code',
    first_month: 'month',
    last_month: 'month',
    past: 'code',
    ended_on: 'day',
    end_reason: 'vocabulary:endReason',
    note: 'text',
  },
  pairing_step: { from_state: 'code', state: 'code', on_day: 'day', reason: 'text' },
  address_hold: {
    address_id: 'reference:address',
    donor_id: 'reference:donor',
    holder_name: 'text',
    held_on: 'day',
    until_day: 'day',
    released_on: 'day',
    note: 'text',
  },
  joint_activity: {
    on_day: 'day',
    kind: 'code',
    title: 'text',
    place: 'text',
    households: 'number',
    people: 'number',
    // Of whichever currency the row is in: shown as the bare figure.
    amount: 'number',
    goods: 'text',
    goods_value: 'number',
    rate: 'text',
    rate_on: 'day',
    agreed: 'flag',
    note: 'text',
  },
  instalment: { first_month: 'month', last_month: 'month', due_on: 'day', amount: 'money', past: 'code' },
  round: {
    name: 'text',
    on_day: 'day',
    place: 'text',
    purpose: 'text',
    state: 'code',
    printed_at: 'moment',
    close_reason: 'text',
    note: 'text',
  },
  round_line: {
    address_id: 'reference:address',
    amount: 'money',
    goods: 'text',
    goods_quantity: 'number',
    goods_unit: 'text',
    goods_value: 'money',
    state: 'code',
    proxy_name: 'text',
    proxy_relation: 'text',
    reason: 'text',
  },
  advance: {
    round_id: 'reference:round',
    village_id: 'reference:village',
    holder_name: 'text',
    amount: 'money',
    given_on: 'day',
    due_on: 'day',
    settled_on: 'day',
    returned: 'money',
    settle_reason: 'text',
  },
  house: {
    address_id: 'reference:address',
    kind: 'code',
    programme: 'text',
    stage: 'vocabulary:houseStage',
    budget: 'money',
    area_m2: 'number',
    outside_province: 'flag',
    started_on: 'day',
    accepted_on: 'day',
    handed_over_on: 'day',
    floor_before: 'code',
    frame_before: 'code',
    roof_before: 'code',
    floor_after: 'code',
    frame_after: 'code',
    roof_after: 'code',
    permit_note: 'text',
    note: 'text',
  },
  house_stage: { stage: 'vocabulary:houseStage', planned_on: 'day', reached_on: 'day', note: 'text' },
  house_payment: {
    stage: 'vocabulary:houseStage',
    amount: 'money',
    planned_on: 'day',
    paid_on: 'day',
    payee: 'text',
    note: 'text',
  },
  house_funding: {
    donor_id: 'reference:donor',
    funder_name: 'text',
    kind: 'code',
    amount: 'money',
    days: 'number',
  },
  village: { name: 'text', head_name: 'text', head_phone: 'text' },
  ...LEDGER_FIELDS,
  ...OFFICE_FIELDS,
} as const satisfies Record<string, ShownFields>

export type RecordTable = keyof typeof RECORD_FIELDS
// Safe: the keys of a literal object.
export const RECORD_TABLES = Object.keys(RECORD_FIELDS) as RecordTable[]

export function isRecordTable(table: string): table is RecordTable {
  return table in RECORD_FIELDS
}

/** How a column of a table is shown; undefined for what only the program reads (ids, search and sort copies). */
export function fieldKind(table: RecordTable, column: string): FieldKind | undefined {
  const fields: ShownFields = RECORD_FIELDS[table]
  return fields[column]
}

/**
 * Read back here, but never undone: rounds have steps of their own back (reopen, mark again, take off), which know what the
 * list on paper says and keep a line and its kỳ together.
 */
const ROUND_TABLES: readonly RecordTable[] = ['round', 'round_line', 'advance']
/** Money that is promised or due: written, and taken back, only by those who may write money. */
const PROMISED_TABLES: readonly RecordTable[] = ['instalment', 'house_funding', 'house_payment']

/** The books, and what has a way back of its own. */
const CORRECTED_ELSEWHERE: ReadonlySet<string> = new Set(Object.keys({ ...LEDGER_FIELDS, ...OFFICE_FIELDS }))

export function isUndoable(table: string): table is RecordTable {
  return isRecordTable(table) && !ROUND_TABLES.includes(table) && !CORRECTED_ELSEWHERE.has(table)
}

/** Lists of money handed over, and the books, are read only by those who may read money. */
export function rightToRead(table: RecordTable): 'money.read' | 'records.read' {
  return ROUND_TABLES.includes(table) || table in LEDGER_FIELDS ? 'money.read' : 'records.read'
}

export function rightToUndo(table: RecordTable): 'money.write' | 'records.approve' | 'records.write' {
  if (PROMISED_TABLES.includes(table)) return 'money.write'
  return table === 'decision' ? 'records.approve' : 'records.write'
}
