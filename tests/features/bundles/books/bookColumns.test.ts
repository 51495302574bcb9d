import { expect, test } from 'vitest'
import {
  BOOK_KIND_NAMES,
  BOOK_KINDS,
  COLUMNS_NOT_IN_BOOK,
  TABLES_NOT_IN_BOOK,
} from '../../../../src/features/bundles/common/books/bookColumns.ts'
import { openTestApp } from '../../../support/openTestApp.ts'
import { bookOf } from '../offices.ts'

test('every owned table moves with the book or is known to stay, and every column of those that move is decided', async () => {
  const tables = await bookOf(await openTestApp()).write((db) => db.introspection.getTables())
  const owned = tables.filter((table) =>
    ['owner_unit', 'version'].every((name) => table.columns.some((column) => column.name === name)),
  )
  const moving = BOOK_KIND_NAMES.map((kind) => BOOK_KINDS[kind].table)
  const decided = [...moving.filter((name) => name !== 'round_line_instalment'), ...TABLES_NOT_IN_BOOK]
  expect(decided.sort()).toEqual(owned.map((table) => table.name).sort())
  for (const kind of BOOK_KIND_NAMES) {
    const { table, columns } = BOOK_KINDS[kind]
    const real = tables.find((each) => each.name === table)?.columns.map((column) => column.name) ?? []
    const left: readonly string[] = COLUMNS_NOT_IN_BOOK
    expect([kind, ...Object.keys(columns).sort()]).toEqual([
      kind,
      ...real.filter((name) => !left.includes(name)).sort(),
    ])
  }
})
