import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type SqliteDatabase from 'better-sqlite3'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import type { Job } from '../../../base/core/jobs.ts'
import { readBookTotals } from '../../../db/bookTotals.ts'
import { openSqlite } from '../../../db/openSqlite.ts'

export interface CopyInput {
  /** The open book. */
  from: string
  /** Must not exist yet. */
  to: string
  key: Uint8Array
}

export interface BookFacts {
  sha256: string
  bytes: number
  /** Rows of each table, and sums of money that must survive a copy. */
  totals: Record<string, number>
  auditHead: { epoch: string; seq: number; hash: string } | null
}

/** Copies the book while it is in use, writes the copy through to the disk, opens it and compares it with its source. */
export const copyBook: Job<CopyInput, Result<BookFacts>> = async ({ from, to, key }) => {
  const source = openSqlite({ file: from, key, readOnly: true })
  try {
    source.exec('begin')
    const before = readBookTotals(source)
    source.exec('commit')
    source.prepare('vacuum into ?').run(to)
    const flushed = await open(to, 'r+')
    await flushed.sync()
    await flushed.close()
    const facts = await checkBook({ file: to, key })
    if (!facts.ok) return facts
    return isGrownFrom(before, facts.value.totals) ? facts : failWith('backups.totalsDiffer')
  } finally {
    source.close()
  }
}

/** Re-reads a book from the disk: every page, every table's count, the sums of money, the hash of the file. */
export async function checkBook({ file, key }: { file: string; key: Uint8Array }): Promise<Result<BookFacts>> {
  let book: SqliteDatabase.Database | undefined
  try {
    book = openSqlite({ file, key, readOnly: true })
    if (book.pragma('integrity_check', { simple: true }) !== 'ok') return failWith('backups.damaged')
    const totals = readBookTotals(book)
    return succeed({ sha256: await hashFile(file), bytes: (await stat(file)).size, totals, auditHead: readHead(book) })
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_'))
      return failWith('backups.damaged')
    throw error
  } finally {
    book?.close()
  }
}

export const verifyBook: Job<{ file: string; key: Uint8Array }, Result<BookFacts>> = (input) => checkBook(input)

/** A book of an earlier version has no chain yet. */
function readHead(book: SqliteDatabase.Database): BookFacts['auditHead'] {
  if (book.prepare("select 1 from sqlite_schema where name = 'audit_entry'").get() === undefined) return null
  const head = book
    .prepare<[], { epoch: string; seq: number; hash: string }>(
      `select epoch, seq, hash from audit_entry
       where epoch = (select json_extract(value, '$.epoch') from setting where name = 'office')
       order by seq desc limit 1`,
    )
    .get()
  return head ?? null
}

/** The copy is taken a moment after the count: it may hold more rows, never fewer. */
function isGrownFrom(before: Record<string, number>, after: Record<string, number>): boolean {
  return Object.entries(before).every(([name, value]) => name.includes('.') || (after[name] ?? -1) >= value)
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
