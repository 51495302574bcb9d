import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type SqliteDatabase from 'better-sqlite3'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import type { Job } from '../../../base/core/jobs.ts'
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
}

/** Copies the book while it is in use, writes the copy through to the disk, opens it and compares it with its source. */
export const copyBook: Job<CopyInput, Result<BookFacts>> = async ({ from, to, key }) => {
  const source = openSqlite({ file: from, key, readOnly: true })
  try {
    source.exec('begin')
    const before = readTotals(source)
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
    const totals = readTotals(book)
    return succeed({ sha256: await hashFile(file), bytes: (await stat(file)).size, totals })
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_'))
      return failWith('backups.damaged')
    throw error
  } finally {
    book?.close()
  }
}

export const verifyBook: Job<{ file: string; key: Uint8Array }, Result<BookFacts>> = (input) => checkBook(input)

const SUMS = [
  ['receipt', 'amount'],
  ['allocation', 'amount'],
  ['delivery', 'amount'],
  ['delivery', 'goods_value'],
  ['house_funding', 'amount'],
] as const

function readTotals(book: SqliteDatabase.Database): Record<string, number> {
  const tables = book
    .prepare<[], { name: string }>(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and sql not like 'create virtual%' order by name",
    )
    .all()
  const counts = tables
    .filter(({ name }) => !name.startsWith('search_'))
    .map(({ name }) => [name, single(book, `select count(*) from "${name}"`)] as const)
  const sums = SUMS.map(
    ([table, column]) =>
      [`${table}.${column}`, single(book, `select coalesce(sum(${column}), 0) from ${table}`)] as const,
  )
  return Object.fromEntries([...counts, ...sums])
}

function single(book: SqliteDatabase.Database, query: string): number {
  return book.prepare<[], number>(query).pluck().get() ?? 0
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
