import type { OwnedColumns } from './ownedColumns.ts'

/** How the office signs its papers; at most one row per unit. */
export interface LetterheadTable extends OwnedColumns {
  /** JSON by language: upper unit, branch, place, title of the chair; what is left out is the office's own name. */
  texts: string
  chair_name: string | null
  treasurer_name: string | null
  /** NAPAS number of the bank; with `account_number` what a VietQR needs. */
  bank_bin: string | null
  account_number: string | null
  account_name: string | null
  /** What a transfer should say, without marks, at most 25 letters. */
  transfer_note: string | null
}

/** The office's own wording of one paper in one language, beside the shipped one; deleted = the shipped one again. */
export interface PaperTemplateTable extends OwnedColumns {
  kind: string
  language: string
  /** JSON array of blocks (features/papers/common/paperTemplate.ts). */
  blocks: string
}

/** One paper that left the printer or was saved; never changed and never removed. */
export interface PaperPrintTable {
  id: string
  kind: string
  /** The record the paper is about; empty for a paper about the whole office. */
  subject_id: string
  /** 1, 2, 3 … per kind and subject. */
  copy: number
  language: string
  label: string
  printed_at: string
  user_id: string
  user_name: string
}

/** The number of a paper that has one of its own, given when it is first printed: without gaps in each kind and year. */
export interface PaperNumberTable {
  kind: string
  year: number
  number: number
  subject_id: string
}
