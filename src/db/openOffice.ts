import { existsSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { failWith, type Result, succeed } from '../base/common/result.ts'
import { type Database, openSqliteDatabase } from './database.ts'
import type { Office, OfficeKind } from './office.ts'
import { lockOffice } from './officeLock.ts'

export const DATABASE_FILE = 'office.db'

export interface OfficeSettings {
  unitId: string
  unitCode: string
  kind: OfficeKind
  practice: boolean
  /** One chain of bundles per epoch: a restored backup starts a new one. */
  epoch: string
}

export function officeExists(dir: string): boolean {
  return existsSync(join(dir, DATABASE_FILE))
}

/**
 * Opens the office in `dir` with its data key, keeping other processes out; never makes one.
 * Failures: common.databaseMissing, common.alreadyRunning, common.newerDatabase, common.databaseDamaged.
 */
export async function openOffice(dir: string, dataKey: Uint8Array): Promise<Result<Office>> {
  if (!officeExists(dir)) return failWith('common.databaseMissing')
  const lock = lockOffice(dir)
  if (!lock.ok) return lock
  let database: Database | undefined
  try {
    const opened = await openSqliteDatabase(join(dir, DATABASE_FILE), dataKey)
    if (!opened.ok) {
      lock.value.release()
      return opened
    }
    database = opened.value
    return succeed(await describeOffice(dir, dataKey, releaseWithDatabase(database, lock.value.release)))
  } catch (error) {
    await database?.close()
    lock.value.release()
    if (isDamage(error)) return failWith('common.databaseDamaged')
    throw error
  }
}

/** The key is already proven by the keyring, so a file that does not open with it is damaged, not locked. */
function isDamage(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && ['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(error.code)
}

function releaseWithDatabase(database: Database, release: () => void): Database {
  return {
    ...database,
    close: async () => {
      await database.close()
      release()
    },
  }
}

async function describeOffice(dir: string, dataKey: Uint8Array, database: Database): Promise<Office> {
  const settings = await readOfficeSettings(database)
  return { dir, database, dataKey: Buffer.from(dataKey), ...settings }
}

async function readOfficeSettings(database: Database): Promise<OfficeSettings> {
  const { value } = await database.read
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'office')
    .executeTakeFirstOrThrow()
  // Safe: only `writeOfficeSettings` writes this row.
  const { unitId, unitCode, kind, practice, epoch } = JSON.parse(value) as OfficeSettings
  return { unitId, unitCode, kind, practice, epoch }
}
