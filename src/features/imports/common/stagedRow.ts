import type { RegisterRow } from './registerRow.ts'

/** A row as it waits to be taken into the book: what the file says, and what was worked out beside it. */
export interface StagedRow extends RegisterRow {
  /** The commune of today; null when it could not be found (the row is then refused). */
  communeId: string | null
  /** The place word for word, when the file names a commune that ended in July 2025. */
  formerPlace: string | null
  idKind: 'cccd' | 'cmnd' | 'other' | null
  /** Folded name, sort key and search text, as the book stores them. */
  nameKey: string
  sortKey: string
  search: string
}

/** Who a row may be: somebody on file, or an earlier row of the same file. */
export type Duplicate = { addressId: string } | { rowNumber: number }

/** One row on its way from the reading thread to the staging table. */
export interface PreparedRow {
  rowNumber: number
  status: 'good' | 'refused' | 'duplicate'
  /** JSON of StagedRow, made off the core's thread. */
  valuesJson: string
  problemsJson: string
  duplicates: Duplicate[]
  /** What is looked up in the book; null for a refused row. */
  lookup: BookLookup | null
}

export interface BookLookup {
  nameKey: string
  idNumber: string | null
  birthDay: string | null
  communeId: string
  villageKey: string
}
