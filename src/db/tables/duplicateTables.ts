import type { OwnedColumns } from './ownedColumns.ts'

export type MergedKind = 'address' | 'donor'

/** One merge of two files of the same person or sponsor; what it changed is in the journal under its command. */
export interface RecordMergeTable extends OwnedColumns {
  kind: MergedKind
  survivor_id: string
  loser_id: string
  command_id: string
  undone_at: string | null
}

/** Somebody looked and said: these are two. The smaller id stands first. */
export interface NotDuplicateTable extends OwnedColumns {
  kind: MergedKind
  first_id: string
  second_id: string
}

/** What the last look through the whole book found; made anew by every scan. */
export interface DuplicatePairTable {
  kind: MergedKind
  first_id: string
  second_id: string
  score: number
}
