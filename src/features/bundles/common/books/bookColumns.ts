import * as z from 'zod'
import { daySchema, partialDaySchema } from '../../../../base/common/daySchema.ts'
import { RECORD_COLUMNS, RECORD_KINDS, type RecordKind } from '../bundleRecords.ts'
import {
  amount,
  codeText,
  currency,
  flag,
  idText,
  longText,
  momentText,
  moneyDay,
  type RecordColumns,
  shortText,
  versionNumber,
} from '../records/columnFate.ts'

/** One kind of line of a book: the table it comes from and every column that moves, with what a value has to be. */
interface BookKind {
  table: string
  columns: Readonly<Record<string, z.ZodType>>
}

const pairingState = z.enum(['intended', 'active', 'suspended', 'ended'])
const durability = z.enum(['durable', 'notDurable'])
const count = z.int().min(0).max(1_000_000_000)

const owned = {
  id: idText,
  owner_unit: idText,
  version: versionNumber,
  created_at: momentText,
}

/** What a report leaves behind and a book takes along: the unit that takes over has the whole duty, so it needs the whole file. */
const BESIDE_REPORT: Partial<Record<RecordKind, Record<string, z.ZodType>>> = {
  village: { head_name: shortText.nullable(), head_phone: codeText.nullable() },
  person: { former_id_number: codeText.nullable() },
  address: {
    latitude: z.number().min(-90).max(90).nullable(),
    longitude: z.number().min(-180).max(180).nullable(),
    responsible: shortText.nullable(),
    end_reason: codeText.nullable(),
    restricted_on: daySchema.nullable(),
    anonymised_on: daySchema.nullable(),
  },
  addressStep: { end_reason: codeText.nullable() },
  consent: { signed_by: shortText, proof: longText.nullable() },
  donor: {
    representative: shortText.nullable(),
    phone: codeText.nullable(),
    email: shortText.nullable(),
    note: longText.nullable(),
  },
  receipt: { purpose: longText.nullable(), reason: longText.nullable(), prints: count },
  allocation: { purpose: shortText.nullable() },
  round: { purpose: shortText.nullable(), close_reason: longText.nullable(), note: longText.nullable() },
  payout: {
    payee_name: shortText,
    purpose: shortText.nullable(),
    to_purpose: shortText.nullable(),
    house_payment_id: idText.nullable(),
    note: longText.nullable(),
    reason: longText.nullable(),
  },
  house: {
    floor_before: durability.nullable(),
    frame_before: durability.nullable(),
    roof_before: durability.nullable(),
    floor_after: durability.nullable(),
    frame_after: durability.nullable(),
    roof_after: durability.nullable(),
    permit_note: longText.nullable(),
  },
}

/** Tables no report carries. */
const BESIDE_RECORDS = {
  roundLineInstalment: {
    table: 'round_line_instalment',
    columns: { round_line_id: idText, instalment_id: idText, pairing_id: idText, amount },
  },
  advance: {
    table: 'advance',
    columns: {
      ...owned,
      round_id: idText,
      village_id: idText.nullable(),
      holder_name: shortText,
      amount,
      currency,
      given_on: moneyDay,
      due_on: moneyDay,
      settled_on: moneyDay.nullable(),
      returned: amount,
      settle_reason: longText.nullable(),
    },
  },
  pairingStep: {
    table: 'pairing_step',
    columns: {
      ...owned,
      pairing_id: idText,
      from_state: pairingState,
      state: pairingState,
      on_day: daySchema,
      reason: longText.nullable(),
    },
  },
  addressHold: {
    table: 'address_hold',
    columns: {
      ...owned,
      address_id: idText,
      donor_id: idText.nullable(),
      holder_name: shortText,
      held_on: daySchema,
      until_day: daySchema,
      released_on: daySchema.nullable(),
      note: longText.nullable(),
    },
  },
  visit: {
    table: 'visit',
    columns: {
      ...owned,
      address_id: idText,
      house_id: idText.nullable(),
      due_on: daySchema.nullable(),
      made_on: daySchema,
      by_name: shortText.nullable(),
      result: codeText,
      note: longText.nullable(),
    },
  },
  survey: {
    table: 'survey',
    columns: {
      ...owned,
      address_id: idText,
      on_day: daySchema,
      by_name: shortText.nullable(),
      head_opinion: longText.nullable(),
      health: longText.nullable(),
      unable_to_work: flag,
      floor: durability.nullable(),
      frame: durability.nullable(),
      roof: durability.nullable(),
      income_monthly: amount.nullable(),
      income_source: longText.nullable(),
      dependants: count.nullable(),
      assets: longText.nullable(),
      state_support: longText.nullable(),
      state_support_monthly: amount.nullable(),
      note: longText.nullable(),
    },
  },
  certificate: {
    table: 'certificate',
    columns: {
      ...owned,
      address_id: idText,
      kind: codeText,
      level: codeText.nullable(),
      number: shortText.nullable(),
      issued_on: partialDaySchema.nullable(),
      expires_on: partialDaySchema.nullable(),
      issuer: shortText.nullable(),
      note: longText.nullable(),
    },
  },
  need: {
    table: 'need',
    columns: {
      ...owned,
      address_id: idText,
      help_form: codeText,
      what: longText.nullable(),
      opened_on: daySchema,
      met_on: daySchema.nullable(),
      delivery_id: idText.nullable(),
      note: longText.nullable(),
    },
  },
  dataRequest: {
    table: 'data_request',
    columns: {
      ...owned,
      address_id: idText,
      kind: z.enum(['access', 'correct', 'restrict', 'object', 'erase']),
      requester: shortText,
      received_on: daySchema,
      third_parties: flag,
      answer_by: daySchema,
      do_by: daySchema,
      extended_on: daySchema.nullable(),
      answered_on: daySchema.nullable(),
      done_on: daySchema.nullable(),
      outcome: z.enum(['done', 'refused']).nullable(),
      note: longText.nullable(),
    },
  },
  houseStage: {
    table: 'house_stage',
    columns: {
      ...owned,
      house_id: idText,
      stage: codeText,
      planned_on: daySchema.nullable(),
      reached_on: daySchema.nullable(),
      note: longText.nullable(),
    },
  },
  housePayment: {
    table: 'house_payment',
    columns: {
      ...owned,
      house_id: idText,
      stage: codeText,
      amount,
      currency,
      planned_on: daySchema.nullable(),
      paid_on: daySchema.nullable(),
      payee: shortText.nullable(),
      note: longText.nullable(),
    },
  },
  jointActivity: {
    table: 'joint_activity',
    columns: {
      ...owned,
      partner_id: idText,
      on_day: moneyDay,
      kind: codeText,
      title: shortText,
      place: shortText.nullable(),
      district_id: idText.nullable(),
      households: count,
      people: count,
      amount,
      currency,
      goods: longText.nullable(),
      goods_value: amount,
      rate: codeText.nullable(),
      rate_on: daySchema.nullable(),
      agreed: flag,
      note: longText.nullable(),
    },
  },
  notDuplicate: {
    table: 'not_duplicate',
    columns: { ...owned, kind: z.enum(['address', 'donor']), first_id: idText, second_id: idText },
  },
} as const satisfies Record<string, BookKind>

export type BookKindName = RecordKind | keyof typeof BESIDE_RECORDS

/** Every kind of line of a book, what others name first. */
export const BOOK_KINDS: Readonly<Record<BookKindName, BookKind>> = { ...fromRecords(), ...BESIDE_RECORDS }
// Safe: exactly the keys of the object.
export const BOOK_KIND_NAMES = Object.keys(BOOK_KINDS) as BookKindName[]

/**
 * Owned tables that stay in the office that wrote them: working papers of imports, its own letterhead and wordings, merges that
 * its journal could undo, and the files of attachments, which are encrypted under its own key.
 */
export const TABLES_NOT_IN_BOOK = [
  'import_batch',
  'record_merge',
  'letterhead',
  'paper_template',
  'attachment',
] as const

/** Columns that stay empty in the new book, or are made there anew from the rest. */
export const COLUMNS_NOT_IN_BOOK = ['change_seq', 'deleted_at', 'import_id', 'search', 'sort_key'] as const

export function isBookKind(kind: string): kind is BookKindName {
  return Object.hasOwn(BOOK_KINDS, kind)
}

function fromRecords(): Record<RecordKind, BookKind> {
  const kinds = RECORD_KINDS.map((kind): [RecordKind, BookKind] => {
    const { table, columns }: RecordColumns = RECORD_COLUMNS[kind]
    const travelling = Object.entries(columns).flatMap(([name, fate]) =>
      'schema' in fate ? [[name, fate.schema]] : [],
    )
    return [kind, { table, columns: { ...Object.fromEntries(travelling), ...BESIDE_REPORT[kind] } }]
  })
  // Safe: exactly the record kinds are the keys made.
  return Object.fromEntries(kinds) as Record<RecordKind, BookKind>
}
