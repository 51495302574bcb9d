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

/** The places of the values in a packed row; the names themselves would be more than half of what is stored. */
const PLACES: Readonly<Record<keyof StagedRow, true>> = {
  name: true,
  sex: true,
  birthDay: true,
  idNumber: true,
  ethnicity: true,
  phone: true,
  householdHead: true,
  guardian: true,
  villageName: true,
  communeName: true,
  addressDetail: true,
  categories: true,
  donorName: true,
  monthly: true,
  fromMonth: true,
  months: true,
  year: true,
  note: true,
  communeId: true,
  formerPlace: true,
  idKind: true,
  nameKey: true,
  sortKey: true,
  search: true,
}
// Safe: the record above has these keys and no others.
const FIELDS = Object.keys(PLACES) as (keyof StagedRow)[]

/** A row as `import_row.values_json` keeps it: its values in a fixed order. */
export function packStagedRow(row: StagedRow): string {
  return JSON.stringify(FIELDS.map((field) => row[field]))
}

export function unpackStagedRow(packed: string): StagedRow {
  // Safe: only packStagedRow writes packed rows.
  const values = JSON.parse(packed) as unknown[]
  return Object.fromEntries(FIELDS.map((field, place) => [field, values[place]])) as unknown as StagedRow
}

/** Who a row may be: somebody on file, or an earlier row of the same file. */
export type Duplicate = { addressId: string } | { rowNumber: number }

/** One row on its way from the reading thread to the staging table. */
export interface PreparedRow {
  rowNumber: number
  status: 'good' | 'refused' | 'duplicate'
  /** A packed StagedRow, made off the core's thread. */
  valuesJson: string
  problemsJson: string
  duplicates: Duplicate[]
  /** What is looked up in the book; null for a refused row. */
  lookup: BookLookup | null
}

export interface BookLookup {
  name: string
  nameKey: string
  sex: 'M' | 'F' | null
  idNumber: string | null
  phone: string | null
  birthDay: string | null
  communeId: string
  villageName: string
  villageKey: string
}
