export interface SettingTable {
  name: string
  value: string
}

export interface CounterTable {
  name: string
  value: number
}

export interface AppUserTable {
  id: string
  name: string
  display_name: string
  /** JSON array of role codes, see features/accounts/common/rights.ts. */
  roles: string
  language: string
  created_at: string
  disabled_at: string | null
}

/** Who changed what: written in the same transaction as the change itself, read by history and undo. */
export interface JournalTable {
  id: string
  change_seq: number
  at: string
  user_id: string
  table_name: string
  row_id: string
  op: 'insert' | 'update' | 'delete' | 'restore'
  /** JSON of the changed columns before; null for an insert. */
  old_values: string | null
  /** JSON of the changed columns after; null for rows born in a batch (the row itself is the value). */
  new_values: string | null
  /** Import or other batch this change belongs to. */
  batch_id: string | null
  /** All changes of one call of one user carry the same: they are undone together. */
  command_id: string | null
  reason: string | null
  /** The journal row this change undoes. */
  undoes: string | null
}
