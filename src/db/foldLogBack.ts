import SqliteDatabase from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Rows changed before the write-ahead log is folded into the file: about the 4 MB at which SQLite itself would. */
const ROWS_PER_FOLD = 200
/** Pages (100 MB) after which SQLite folds by itself inside the write: one write follows another so closely that no timer gets its turn. */
const MOST_PAGES = 25_000
/** Long enough for the answer to leave first. */
const AFTER_MS = 100

export interface LogFolding {
  /** To be told after each transaction. */
  written: () => void
  stop: () => void
}

/**
 * Folds the write-ahead log back into the file after a write was answered, not inside it: the write is safe once the log is
 * synced (`synchronous=FULL`), and folding a large one costs as much again. It waits its turn on the writing connection; what
 * is not folded when the program ends is at the next opening. A disk that is full or fails takes nothing from what was
 * answered: folding is tried again after the next write, and that write is what tells the person. The log cannot fill a disk: past
 * `mostPages` a write folds what it finds.
 */
export function foldLogBack(
  writing: SqliteDatabase.Database,
  writer: Kysely<Tables>,
  { mostPages = MOST_PAGES }: { mostPages?: number } = {},
): LogFolding {
  writing.pragma(`wal_autocheckpoint=${mostPages}`)
  const countChanges = writing.prepare<[], number>('select total_changes()').pluck()
  let folded = countChanges.get() ?? 0
  let timer: NodeJS.Timeout | undefined
  const fold = async () => {
    timer = undefined
    if (!writing.open) return
    const changes = countChanges.get() ?? 0
    try {
      await sql`pragma wal_checkpoint(passive)`.execute(writer)
      folded = changes
    } catch (error) {
      if (!(error instanceof SqliteDatabase.SqliteError)) throw error
    }
  }
  return {
    written: () => {
      if (timer !== undefined || !writing.open || (countChanges.get() ?? 0) - folded < ROWS_PER_FOLD) return
      timer = setTimeout(() => void fold(), AFTER_MS).unref()
    },
    stop: () => clearTimeout(timer),
  }
}
