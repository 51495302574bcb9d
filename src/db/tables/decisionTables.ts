import type { OwnedColumns } from './ownedColumns.ts'

/** One line an office above decided for a unit below it; on both sides. What became of it stands in `decision_answer`. */
export interface DecisionLineTable {
  id: string
  direction: 'out' | 'in'
  from_unit: string
  to_unit: string
  kind: 'verdict' | 'sponsor' | 'moneySent'
  /** The sponsor a line sends along: from then on the unit's own records may name it. */
  donor_id: string | null
  /** The payment a line tells of. */
  payout_id: string | null
  /** JSON of the line as it travels: features/bundles/common/decisions/decisionLines.ts. */
  content: string
  decided_at: string
  /** Name of the person who decided; null of one that came in a file. */
  decided_by: string | null
  /** The bundle it last went or first came in; null while it waits to be sent. */
  bundle_id: string | null
}

/** What the unit did with a line: its own record, which goes up with its next report. */
export interface DecisionAnswerTable extends OwnedColumns {
  line_id: string
  /** The unit that decided. */
  decided_by_unit: string
  outcome: 'applied' | 'declined'
  on_day: string
  reason: string | null
  /** The record that came of it: the address that took the step, the pairing, the receipt. */
  made_id: string | null
}
