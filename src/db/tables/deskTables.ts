/** A form that was not finished: kept in the encrypted file, so that a power cut loses no more than the last second. */
export interface DraftTable {
  user_id: string
  /** Which form, with the record it is about: `addresses.edit:<id>`. */
  form: string
  content: string
  saved_at: string
  /** Of this one filled-in form: goes with it to the call that writes it. Never null: migration 0032 gave one to what lay there. */
  id: string
}

/** Drafts that were written: kept for some weeks, so that a form whose answer was lost is not written twice. */
export interface DraftWrittenTable {
  user_id: string
  /** The id of the draft: of this user, whatever another may call theirs. */
  id: string
  written_at: string
}

/** A view of a list under a name: its filter, order and columns. */
export interface SavedViewTable {
  id: string
  user_id: string
  /** Which list: `addresses`. */
  list: string
  name: string
  /** JSON: the address line of the view and the layout of the columns. */
  content: string
  /** Everyone in the office sees it. */
  shared: number
  /** The view its maker's list opens with. */
  is_default: number
  saved_at: string
}
