/** Columns of every record that belongs to one unit; only that unit's office writes it (docs/decisions/0007). */
export interface OwnedColumns {
  id: string
  owner_unit: string
  /** Starts at 1; every update names the version it saw. */
  version: number
  /** Place in the office's one sequence of changes; a delta is every row above a number. */
  change_seq: number
  created_at: string
  /** Tombstone: nothing is ever removed by a delete. */
  deleted_at: string | null
}
