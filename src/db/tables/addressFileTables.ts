import type { OwnedColumns } from './ownedColumns.ts'

/** A photo or a document of a record; its bytes lie encrypted beside the database (docs/decisions/0011). */
export interface AttachmentTable extends OwnedColumns {
  table_name: string
  row_id: string
  kind: 'photo' | 'document'
  title: string | null
  /** As the clerk's own file was called. */
  file_name: string | null
  type: string
  /** Of the content, before encryption. */
  bytes: number
  /** Name of the encrypted file: a keyed hash of its content. */
  content: string
  thumbnail: string | null
  width: number | null
  height: number | null
  taken_on: string | null
  /** What it shows, by the record's own code: a stage of a house. */
  label: string | null
  /** The portrait of an address: at most one. */
  main: number
}

/** A visit that was made; the next one due is `address.next_visit_on`. */
export interface VisitTable extends OwnedColumns {
  address_id: string
  /** The house looked at, when the visit was to a house handed over. */
  house_id: string | null
  /** The day it had been due. */
  due_on: string | null
  made_on: string
  by_name: string | null
  /** A code of the vocabulary `visitResult`. */
  result: string
  note: string | null
}

export type Durability = 'durable' | 'notDurable'

/** What one survey found; the newest one is how things stand. */
export interface SurveyTable extends OwnedColumns {
  address_id: string
  on_day: string
  by_name: string | null
  /** What the village head says. */
  head_opinion: string | null
  health: string | null
  unable_to_work: number
  floor: Durability | null
  frame: Durability | null
  roof: Durability | null
  /** Dong per month and head of the household. */
  income_monthly: number | null
  income_source: string | null
  /** People who live on somebody else's work. */
  dependants: number | null
  assets: string | null
  /** Allowances of the state that are already paid, so that help does not overlap. */
  state_support: string | null
  /** Dong per month. */
  state_support_monthly: number | null
  note: string | null
}

export interface CertificateTable extends OwnedColumns {
  address_id: string
  /** A code of the vocabulary `certificateKind`. */
  kind: string
  /** A code of the vocabulary `disabilityLevel`, for certificates of disability. */
  level: string | null
  number: string | null
  issued_on: string | null
  expires_on: string | null
  issuer: string | null
  note: string | null
}

export interface NeedTable extends OwnedColumns {
  address_id: string
  /** A code of the vocabulary `helpForm`. */
  help_form: string
  what: string | null
  opened_on: string
  /** Said to be met by hand; deliveries that meet it are found when it is read. */
  met_on: string | null
  delivery_id: string | null
  note: string | null
}

/** What a person asks of their own data, with the days the law gives. */
export interface DataRequestTable extends OwnedColumns {
  address_id: string
  kind: 'access' | 'correct' | 'restrict' | 'object' | 'erase'
  requester: string
  received_on: string
  /** Others hold the data too: five days more. */
  third_parties: number
  answer_by: string
  do_by: string
  extended_on: string | null
  answered_on: string | null
  done_on: string | null
  outcome: 'done' | 'refused' | null
  note: string | null
}

export interface HouseStageTable extends OwnedColumns {
  house_id: string
  stage: string
  planned_on: string | null
  reached_on: string | null
  note: string | null
}

/** Money paid out for a house in parts, each tied to a stage. */
export interface HousePaymentTable extends OwnedColumns {
  house_id: string
  /** Paid when this stage is reached. */
  stage: string
  amount: number
  currency: string
  planned_on: string | null
  paid_on: string | null
  payee: string | null
  note: string | null
}
