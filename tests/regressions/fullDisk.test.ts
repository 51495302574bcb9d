import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openSqlite, sqliteDialect } from '../../src/db/openSqlite.ts'

test('a book that can grow no more is told as full, not as a failed rollback, and goes on working', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-full-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const book = openSqlite({ file: join(dir, 'office.db'), key: randomBytes(32) })
  const db = new Kysely<{ note: { text: string } }>({ dialect: sqliteDialect(book) })
  onTestFinished(() => db.destroy())
  await sql`create table note (text text)`.execute(db)
  book.pragma('max_page_count=20')
  const filling = db.transaction().execute(async (transaction) => {
    for (let count = 0; count < 1000; count += 1)
      await transaction
        .insertInto('note')
        .values({ text: 'x'.repeat(1000) })
        .execute()
  })
  await expect(filling).rejects.toMatchObject({ code: 'SQLITE_FULL' })
  expect(await db.selectFrom('note').selectAll().execute()).toEqual([])
  await db.transaction().execute((transaction) => transaction.insertInto('note').values({ text: 'short' }).execute())
})
