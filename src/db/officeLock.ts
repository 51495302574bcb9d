import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { failWith, type Result, succeed } from '../base/common/result.ts'

export interface OfficeLock {
  release(): void
}

/** How long a second start waits before it is told that the office is already open. */
const WAIT_MS = 500

/**
 * Keeps a second process out of an office's folder: a tiny SQLite file held in an exclusive transaction for the life of the
 * process. A crash or a power cut releases it, which a plain lock file would not.
 */
export function lockOffice(dir: string, fileName = 'office.lock'): Result<OfficeLock> {
  const database = new SqliteDatabase(join(dir, fileName), { timeout: WAIT_MS })
  try {
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      return failWith('common.alreadyRunning')
    }
    throw error
  }
  return succeed({ release: () => database.close() })
}
