import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { type Database, openSqliteDatabase } from '../../src/db/database.ts'
import { foldLogBack } from '../../src/db/foldLogBack.ts'
import { openSqlite, sqliteDialect } from '../../src/db/openSqlite.ts'

const COUNT = "select count(*) from setting where name like 'test.%'"
const key = randomBytes(32)

function freshDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-log-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

async function openFresh(dir = freshDir()): Promise<{ dir: string; file: string; database: Database }> {
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

/** What anybody sees who opens the file and its log. */
function countNow(file: string): number {
  const reopened = openSqlite({ file, key, readOnly: true })
  try {
    return Number(reopened.prepare(COUNT).pluck().get())
  } finally {
    reopened.close()
  }
}

test('a large write is in the log when it is answered, and in the file a moment later', async () => {
  const { dir, file, database } = await openFresh()
  onTestFinished(() => database.close())
  await write(database, 300)
  expect(countWithoutLog(dir, file)).toBe(0)
  expect(countNow(file)).toBe(300)
  await vi.waitFor(() => expect(countWithoutLog(dir, file)).toBe(300), { timeout: 20_000 })
})

test('closing right after a write loses nothing', async () => {
  const { dir, file, database } = await openFresh()
  await write(database, 300)
  await database.close()
  expect(countWithoutLog(dir, file)).toBe(300)
})

test('writes that leave no turn to anything else do not let the log grow without end', () => {
  const file = join(freshDir(), 'office.db')
  const writing = openSqlite({ file, key })
  onTestFinished(() => void writing.close())
  const folding = foldLogBack(writing, new Kysely({ dialect: sqliteDialect(writing) }), { mostPages: 100 })
  writing.exec('create table line (words text) strict')
  const line = writing.prepare('insert into line values (?)')
  for (let no = 0; no < 500; no += 1) {
    line.run('x'.repeat(3000))
    folding.written()
  }
  folding.stop()
  expect(statSync(`${file}-wal`).size).toBeLessThan(1_000_000)
})

/** A disk of its own, which only root can make. */
const MAY_MOUNT = process.platform === 'linux' && process.getuid?.() === 0

test.runIf(MAY_MOUNT)(
  'a disk too full to fold onto loses nothing and ends nothing; folding goes on when there is room',
  async () => {
    const parent = freshDir()
    const disk = join(parent, 'disk')
    mkdirSync(disk)
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk]).status).toBe(0)
    onTestFinished(() => void spawnSync('umount', ['-l', disk]))
    const { file, database } = await openFresh(disk)
    onTestFinished(() => database.close())
    await write(database, 2000)
    const filler = join(disk, 'filler')
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(filler, new Uint8Array(bavail * bsize))
    // An error nobody waits for ends the program, and this run.
    await new Promise((done) => setTimeout(done, 500))
    expect(countNow(file)).toBe(2000)
    rmSync(filler)
    await database.write((db) => db.insertInto('setting').values({ name: 'test.room', value: 'x' }).execute())
    await vi.waitFor(() => expect(countWithoutLog(parent, file)).toBe(2001), { timeout: 20_000 })
  },
)
