import { open } from 'node:fs/promises'
import { type Result, succeed } from '../base/common/result.ts'
import { type Database, openSqliteDatabase } from './database.ts'

/**
 * Opens a book that is not in use yet (and makes it where there is none), works on it, folds its log in, closes it and writes
 * it through to the disk: afterwards the one file is the whole book and may be renamed into place.
 */
export async function prepareOfficeFile(
  file: string,
  key: Uint8Array,
  work: (database: Database) => Promise<void>,
): Promise<Result<void>> {
  const opened = await openSqliteDatabase(file, key)
  if (!opened.ok) return opened
  try {
    await work(opened.value)
  } finally {
    await opened.value.close()
  }
  await syncToDisk(file)
  return succeed(undefined)
}

/** Writes a file, or the names in a folder, through to the disk. Windows cannot open a folder; NTFS journals its names. */
export async function syncToDisk(path: string, what: 'file' | 'folder' = 'file'): Promise<void> {
  if (what === 'folder' && process.platform === 'win32') return
  await using handle = await open(path, what === 'folder' ? 'r' : 'r+')
  await handle.sync()
}
