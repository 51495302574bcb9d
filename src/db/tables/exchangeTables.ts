import type { OwnedColumns } from './ownedColumns.ts'

export interface ImportBatchTable extends OwnedColumns {
  file_name: string
  file_hash: string
  sheet: string
  mapping: string
  past: 'delivered' | 'unknown' | 'owed'
  decision_id: string | null
  state: 'staged' | 'applied' | 'undone' | 'cancelled'
  rows_total: number
  rows_good: number
  rows_refused: number
  rows_duplicate: number
}

/** Staging: one read row of the office's file, kept until the batch is applied or dropped. */
export interface ImportRowTable {
  batch_id: string
  row_number: number
  status: 'good' | 'refused' | 'duplicate'
  /** JSON of StagedRow: what the file says, and what the book needs of it. */
  values_json: string
  /** JSON array of problems with their cells. */
  problems_json: string
  /** JSON array of who it may be: `{ addressId }` on file, `{ rowNumber }` earlier in the same file. */
  duplicates_json: string
  /** Whether a person decided to take a duplicate anyway. */
  take: number
  /** The address on file whose blanks this row fills instead of becoming a new one. */
  join_id: string | null
  /** 1 = it could be more than one person on file: it waits for an answer of its own. */
  asks: number | null
}

/** How an office's own headings map to our fields, remembered per shape of file. */
export interface ImportMappingTable {
  fingerprint: string
  mapping: string
  used_at: string
}

/** This office's own signing and decryption keys, wrapped under a key derived from the data key. */
export interface OwnKeyTable {
  id: string
  unit_id: string
  signing_public: string
  box_public: string
  wrapped_private: string
  created_at: string
  retired_at: string | null
}

/** Keys of other units: who may send to us, and to whom we may send. */
export interface UnitKeyTable {
  id: string
  unit_id: string
  signing_public: string
  box_public: string
  recovery_public: string | null
  fingerprint: string
  /** `partner`: an office on the other side of the border; it takes no part in reports. */
  role: 'sender' | 'receiver' | 'partner'
  enrolled_at: string
  revoked_from_seq: number | null
}

/** What a bundle carries (features/bundles/common/bundleManifest.ts); each kind has a series of its own for each receiver. */
export type BundleKind =
  | 'report'
  | 'receipt'
  | 'transfer'
  | 'transferAnswer'
  | 'directory'
  | 'decision'
  | 'share'
  | 'partnerReport'
  | 'book'
  | 'photos'

export interface BundleSentTable {
  id: string
  to_unit: string
  kind: BundleKind
  contents: 'changes' | 'snapshot'
  /** Number the changes count from; null for a bundle that carries everything. */
  base_seq: number | null
  /** The office's change number when the rows were read: later changes go into the next bundle. */
  book_seq: number
  /** JSON: whose rows went in full; null when no later bundle will count from this one. */
  full_json: string | null
  epoch: string
  seq: number
  prev_hash: string | null
  hash: string
  made_at: string
  from_day: string
  to_day: string
  records: number
  bytes: number
}

export interface BundleReceivedTable {
  id: string
  from_unit: string
  kind: BundleKind
  contents: 'changes' | 'snapshot'
  /** Who took it in although numbers were missing or a new series began. */
  accepted_by: string | null
  /** JSON `{ count, hash }`: end of the sender's audit chain as sealed in the bundle. */
  audit_head: string | null
  from_fingerprint: string
  epoch: string
  seq: number
  hash: string
  /** The order of opening: a clock may be wrong, this number only grows. */
  change_seq: number
  made_at: string
  opened_at: string
  from_day: string
  to_day: string
  records: number
  bytes: number
}
