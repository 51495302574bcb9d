const UNDO_DAYS = 30
const DAY_MS = 24 * 60 * 60 * 1000

/** The last moment at which a merge of `at` can be undone. */
export function undoUntil(at: string): string {
  return new Date(Date.parse(at) + UNDO_DAYS * DAY_MS).toISOString()
}

export function mayUndoOn(at: string, now: string): boolean {
  return now <= undoUntil(at)
}

/** Merges before this moment can no longer be undone. */
export function undoableSince(now: string): string {
  return new Date(Date.parse(now) - UNDO_DAYS * DAY_MS).toISOString()
}
