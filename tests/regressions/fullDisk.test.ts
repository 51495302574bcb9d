import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { startApp } from '../../src/app/core/startApp.ts'
import { writeProven } from '../../src/base/core/writeProven.ts'
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

test('a log that cannot be written keeps nobody from working', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-full-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(join(dir, 'nhip-cau.log'))
  const app = startApp({ rootDir: dir, coreDir: pathToFileURL(`${dir}/`) })
  onTestFinished(() => app.close())
  expect(app.services.log.unexpected(new Error('no space left'))).not.toBe('')
})

test('the piece of a file that a cut left does not keep the file from being written again', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-full-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  writeFileSync(join(dir, 'bao-cao.rcb.part'), 'half')
  expect(await writeProven(join(dir, 'bao-cao.rcb'), Buffer.from('whole'))).toMatchObject({ ok: true })
  expect(readdirSync(dir)).toEqual(['bao-cao.rcb'])
})
