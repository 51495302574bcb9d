/** A report that came before its turn: its file is kept, and opened when the missing numbers have come. */
export interface BundleHeldTable {
  /** The bundle's own id. */
  id: string
  from_unit: string
  epoch: string
  seq: number
  hash: string
  contents: 'changes' | 'snapshot'
  made_at: string
  held_at: string
  from_day: string
  to_day: string
  bytes: number
  /** The person who took in its new series or the gap before it; null = nobody had to. */
  accepted_by: string | null
}

/** A report that was proven to be a unit's and still refused; told to it in the next receipt. */
export interface BundleRefusedTable {
  id: string
  bundle_id: string
  from_unit: string
  epoch: string
  seq: number
  hash: string
  from_day: string
  to_day: string
  code: string
  /** JSON of the failure's parameters. */
  params: string
  refused_at: string
}

/** How far an office above has our reports, as it said in a receipt; one row for each of our series. */
export interface BundleAckTable {
  by_unit: string
  epoch: string
  seq: number
  hash: string
  /** When it says it wrote the receipt. */
  acked_at: string
  opened_at: string
}

/** What the last receipt said beside the number: refused or waiting files, questions about figures. */
export interface ReceiptNoteTable {
  id: string
  by_unit: string
  kind: 'refused' | 'waiting' | 'question'
  seq: number | null
  code: string
  /** JSON of the failure's parameters, or of the question. */
  params: string
  noted_at: string
  done_at: string | null
}

/** Totals of a unit that reports on paper only, typed by the office above. */
export interface PaperReturnTable {
  unit_id: string
  year: number
  quarter: number
  /** JSON: figure → number, see features/reports/common/quarterSchemas.ts. */
  figures: string
  note: string
  /** JSON: what the paper says of its plan (features/reports/common/plausibility/statedTarget.ts). */
  stated_json: string | null
  typed_by: string
  typed_at: string
}

/** A figure the office above does not believe yet; told to the unit in the next receipt. */
export interface FigureQuestionTable {
  id: string
  unit_id: string
  year: number
  quarter: number
  figure: string
  value: number
  rule: string
  note: string
  asked_by: string
  asked_at: string
  answered_at: string | null
}

/** A quarterly table as it was signed: never changed, later bundles show their differences against it. */
export interface SignedReportTable {
  id: string
  year: number
  quarter: number
  signed_at: string
  signed_by: string
  table_json: string
  hash: string
}

/** A case offered to another unit, on both sides; the owner of its rows changes only with the answer. */
export interface CaseTransferTable {
  id: string
  address_id: string
  from_unit: string
  to_unit: string
  direction: 'out' | 'in'
  state: 'offered' | 'accepted' | 'refused' | 'cancelled'
  reason: string
  offered_at: string
  answered_at: string | null
  answer_reason: string | null
  /** JSON: table → ids of the rows that move. */
  rows_json: string
  /** Bundle hash of the offered file; of an offer made more than once, of each, the newest first. */
  offer_hash: string
}

/** A row that one unit handed over to another, as its report said: its own older rows may go on naming it. */
export interface RowMovedTable {
  row_id: string
  from_unit: string
  to_unit: string
  moved_at: string
  /** With an office's whole book: the day from which the row counts for the other unit. Null for a single case. */
  on_day: string | null
}
