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

/** One link of the office's audit chain: ids and field names, never a personal value (docs/decisions/0019). */
export interface AuditEntryTable {
  epoch: string
  /** 1, 2, 3 … without a gap within an epoch. */
  seq: number
  unit_id: string
  at: string
  user_id: string
  kind: string
  /** The procedure of the contract, e.g. `addresses.get`. */
  procedure: string
  /** Records changed, read or written to a file. */
  count: number
  /** JSON of ids, field names and file hashes. */
  body: string
  /** SHA-256 over a salt and what must not stand in the chain itself: journal rows, search words, file names. */
  commitment: string
  previous_hash: string
  hash: string
}

/** What a commitment of the audit chain was made over; may be erased when the law says so, the chain still holds. */
export interface AuditDetailTable {
  epoch: string
  seq: number
  salt: string
  /** JSON of search words, filters and file names; null where the journal itself is what was committed to. */
  detail: string | null
}

/** Where a head of the audit chain went, so that it can be compared with what came back. */
export interface AuditAnchorTable {
  id: string
  epoch: string
  seq: number
  hash: string
  at: string
  place: 'backup' | 'bundle' | 'receipt' | 'paper'
  /** Which backup, bundle or paper. */
  reference: string
}

/** Data keys the office no longer uses, wrapped under the one it uses: they open backups made before a change of key. */
export interface PastDataKeyTable {
  id: string
  wrapped: string
  retired_at: string
}

/** Who was erased, by id: a backup from before that is restored does not bring them back. No name, and kept for good. */
export interface ErasedRecordTable {
  table_name: 'address' | 'person'
  row_id: string
  erased_on: string
}
