import { copyFile } from 'node:fs/promises'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import type { Job } from '../../../base/core/jobs.ts'
import { readBookTotals } from '../../../db/bookTotals.ts'
import { openSqlite, rekeySqlite } from '../../../db/openSqlite.ts'
import { syncToDisk } from '../../../db/prepareOfficeFile.ts'

export interface RekeyInput {
  /** A closed book, left as it is. */
  from: string
  /** The copy under the new key; must not exist yet. */
  to: string
  oldKey: Uint8Array
  newKey: Uint8Array
}

/** Copies a closed book, encrypts the copy under another key, reads every page of it again and compares its totals. */
export const rekeyBook: Job<RekeyInput, Result<null>> = async ({ from, to, oldKey, newKey }) => {
  await copyFile(from, to)
  const before = totalsOf(to, oldKey)
  rekeySqlite(to, { from: oldKey, to: newKey })
  await syncToDisk(to)
  const after = totalsOf(to, newKey)
  const equal = after !== undefined && JSON.stringify(before) === JSON.stringify(after)
  return equal ? succeed(null) : failWith('accounts.rekeyFailed')
}

/** Undefined when a page does not read. */
function totalsOf(file: string, key: Uint8Array): Record<string, number> | undefined {
  const book = openSqlite({ file, key, readOnly: true })
  try {
    return book.pragma('integrity_check', { simple: true }) === 'ok' ? readBookTotals(book) : undefined
  } finally {
    book.close()
  }
}
