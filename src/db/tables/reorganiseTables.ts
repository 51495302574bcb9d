export type ReorganisationKind = 'merge' | 'split' | 'rename' | 'retype' | 'abolish'

/** One change of units by a paper of the state or of the Society, as this office wrote it down. */
export interface ReorganisationTable {
  id: string
  kind: ReorganisationKind
  /** First day on which things are as the paper says. */
  on_day: string
  paper: string
  note: string
  recorded_by: string
  recorded_at: string
  /** It was written down wrongly and taken back. */
  cancelled_at: string | null
  cancelled_by: string | null
  cancel_reason: string | null
}

export interface ReorganisationUnitTable {
  reorganisation_id: string
  unit_id: string
  side: 'from' | 'to'
}

/** An office's whole book on its way to the unit that takes over, on both sides. */
export interface BookMoveTable {
  /** Id of the bundle that carries it. */
  id: string
  direction: 'out' | 'in'
  from_unit: string
  to_unit: string
  on_day: string
  /** `made`: the giving office waits for the acceptance; `opened`: the taking office has not applied it yet. */
  state: 'made' | 'opened' | 'applied' | 'accepted' | 'replaced'
  hash: string
  made_at: string
  /** When it was applied, or its acceptance opened. */
  settled_at: string | null
  /** Of a book that went out: the office's change number when it was read. Of one that came in: the last of its rows. */
  book_seq: number
  /** Rows that did not move because they had been changed since: in the giving office after the book was made, or in ours. */
  kept: number
  /** JSON BookHead of features/bundles/common/books/bookLines.ts. */
  head_json: string
  /** Of a book that went out, JSON: kind → ids of the rows that move. */
  rows_json: string | null
}

/** That a unit's book was taken in by the unit that took over: here (`told_by` this office's unit), or as a unit reports. */
export interface BookTakenTable {
  told_by: string
  from_unit: string
  to_unit: string
  /** When the newest such book was made, by the clock of the unit that ended. */
  made_at: string
}

/** What a person decided of one question of a book that comes in (scope: the book) or of a split (scope: the two units). */
export interface BookAnswerTable {
  scope: string
  kind: string
  subject: string
  answer: string
  decided_by: string
  decided_at: string
}

/** One part of the photos and papers that go with a book: planned or made here (`out`), or opened here (`in`). */
export interface BookPartTable {
  /** The other office. */
  unit_id: string
  direction: 'out' | 'in'
  batch_id: string
  /** From 1 to `parts`. */
  part: number
  parts: number
  /** The bundle of the book they go with. */
  book_id: string
  /** Null as long as the planned part was not made. */
  bundle_id: string | null
  /** JSON array: the attachments in it. */
  ids_json: string
  bytes: number
  at: string
}

/** What a directory says of a unit for a day to come, until that day. */
export interface UnitLineWaitingTable {
  /** Which line: `unit 15013`, `successor 15013 15127`. */
  line: string
  on_day: string
  line_json: string
}
