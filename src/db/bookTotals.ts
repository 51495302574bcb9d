import type SqliteDatabase from 'better-sqlite3'

const SUMS = [
  ['receipt', 'amount'],
  ['allocation', 'amount'],
  ['delivery', 'amount'],
  ['delivery', 'goods_value'],
  ['house_funding', 'amount'],
] as const

/** Rows of each table, and sums of money: what must come out the same after a copy, a restore or a change of key. */
export function readBookTotals(book: SqliteDatabase.Database): Record<string, number> {
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
