import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Database, openSqliteDatabase } from '../../src/db/database.ts'
import { openSqlite } from '../../src/db/openSqlite.ts'

const COUNT = "select count(*) from setting where name like 'test.%'"
const key = randomBytes(32)

async function openFresh(): Promise<{ dir: string; file: string; database: Database }> {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-log-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const file = join(dir, 'office.db')
  const opened = await openSqliteDatabase(file, key)
  if (!opened.ok) throw new Error('a fresh file opens')
  return { dir, file, database: opened.value }
}

const settings = (count: number) => Array.from({ length: count }, (_, no) => ({ name: `test.${no}`, value: 'x' }))

const write = (database: Database, count: number) =>
  database.write((db) => db.insertInto('setting').values(settings(count)).execute())

/** What stands in the main file alone, as if the log were lost. */
function countWithoutLog(dir: string, file: string): number {
  const copy = join(dir, 'copy.db')
  cpSync(file, copy)
  const alone = openSqlite({ file: copy, key })
  try {
    const made = alone.prepare("select 1 from sqlite_schema where name = 'setting'").get()
    return made === undefined ? 0 : Number(alone.prepare(COUNT).pluck().get())
  } finally {
    alone.close()
  }
}

test('a large write is in the log when it is answered, and in the file a moment later', async () => {
  const { dir, file, database } = await openFresh()
  onTestFinished(() => database.close())
  await write(database, 300)
  expect(countWithoutLog(dir, file)).toBe(0)
  const reopened = openSqlite({ file, key, readOnly: true })
  expect(reopened.prepare(COUNT).pluck().get()).toBe(300)
  reopened.close()
  await vi.waitFor(() => expect(countWithoutLog(dir, file)).toBe(300), { timeout: 20_000 })
})

test('closing right after a write loses nothing', async () => {
  const { dir, file, database } = await openFresh()
  await write(database, 300)
  await database.close()
  expect(countWithoutLog(dir, file)).toBe(300)
})
