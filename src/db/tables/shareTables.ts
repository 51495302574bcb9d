import type { OwnedColumns } from './ownedColumns.ts'

/** What two offices on either side of the border did together, as counts; each side keeps its own. */
export interface JointActivityTable extends OwnedColumns {
  /** The unit on the other side. */
  partner_id: string
  on_day: string
  /** A code of features/cooperation/common/activitySchemas.ts. */
  kind: string
  title: string
  place: string | null
  /** Lao district, where it is known. */
  district_id: string | null
  households: number
  people: number
  /** Cash part, minor units. */
  amount: number
  currency: string
  goods: string | null
  /** Value of the goods in the same currency, minor units. */
  goods_value: number
  /** Dong for one unit of the currency, a decimal as written, and its day; both or neither. Sums are never converted. */
  rate: string | null
  rate_on: string | null
  /** The figures stand in minutes that both sides signed. */
  agreed: number
  note: string | null
}

/** Figures of a quarter as a partner was first told them: later shares repeat them (docs/decisions/0027). */
export interface ShareFrozenTable {
  to_unit: string
  year: number
  quarter: number
  /** JSON array of the lines of that quarter. */
  cells_json: string
  frozen_at: string
}

/** What a unit across the border last shared, line by line; a newer share replaces all of it. */
export interface ShareLineTable {
  from_unit: string
  line: number
  bundle_id: string
  line_json: string
}

/** One part of the photos that follow a report: made here (`out`), or opened here (`in`). */
export interface PhotoPartTable {
  /** The other office. */
  unit_id: string
  direction: 'out' | 'in'
  batch_id: string
  /** From 1 to `parts`. */
  part: number
  parts: number
  /** Null as long as the planned part was not made. */
  bundle_id: string | null
  photos: number
  bytes: number
  at: string
}

/** Photos an office above was sent. */
export interface PhotoSentTable {
  to_unit: string
  attachment_id: string
  batch_id: string
  part: number
  /** When it was told to remove the photo again. */
  withdrawn_at: string | null
}
