import type SqliteDatabase from 'better-sqlite3'
import { openSqlite } from '../../src/db/openSqlite.ts'
import { type BenchOffice, openBenchOffice } from './benchOffice.ts'
import { timed } from './measure.ts'

/** Rows of one statement; more make it no faster. */
const ROWS_AT_ONCE = 100

/** The same rows by prepared statements into an empty encrypted file of the same schema, in one transaction: milliseconds. */
export async function timeBareInserts(branch: BenchOffice, tables: readonly string[]): Promise<number> {
  const source = openSqlite({ file: branch.file, key: branch.key, readOnly: true })
  const read = tables.map((table) => readTable(source, table))
  source.close()
  const empty = await openBenchOffice({ kind: 'province' })
  await empty.app.holder.close()
  const target = openSqlite({ file: empty.file, key: empty.key })
  // As the program does: the log is folded after the answer.
  target.pragma('wal_autocheckpoint=0')
  const time = await timed(() => {
    target.exec('begin immediate')
    for (const rows of read) insertAll(target, rows)
    target.exec('commit')
  })
  target.close()
  await empty.close()
  return time
}

interface TableRows {
  table: string
  columns: string[]
  rows: unknown[][]
}

function readTable(source: SqliteDatabase.Database, table: string): TableRows {
  const statement = source.prepare(`select * from ${table} where deleted_at is null order by id`)
  const columns = statement.columns().map((column) => column.name)
  // Safe: raw rows are lists of values.
  return { table, columns, rows: statement.raw().all() as unknown[][] }
}

function insertAll(target: SqliteDatabase.Database, { table, columns, rows }: TableRows): void {
  const row = `(${columns.map(() => '?').join(', ')})`
  const statementOf = (count: number) =>
    target.prepare(`insert into ${table} (${columns.join(', ')}) values ${Array(count).fill(row).join(', ')}`)
  const full = statementOf(ROWS_AT_ONCE)
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const chunk = rows.slice(start, start + ROWS_AT_ONCE)
    const statement = chunk.length === ROWS_AT_ONCE ? full : statementOf(chunk.length)
    statement.run(chunk.flat())
  }
}
