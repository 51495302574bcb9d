import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openSqliteDatabase } from '../../src/db/database.ts'
import { lockOffice } from '../../src/db/officeLock.ts'
import { openOffice } from '../../src/db/openOffice.ts'
import { openSqlite } from '../../src/db/openSqlite.ts'

function freshFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-db-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

test('every open sets the pragmas that keep acknowledged writes', () => {
  const file = join(freshFolder(), 'office.db')
  const key = randomBytes(32)
  for (const readOnly of [false, true, false]) {
    const database = openSqlite({ file, key, readOnly })
    const pragma = (name: string) => database.pragma(name, { simple: true })
    expect(pragma('synchronous')).toBe(2)
    expect(pragma('journal_mode')).toBe('wal')
    expect(pragma('foreign_keys')).toBe(1)
    expect(pragma('temp_store')).toBe(2)
    expect(pragma('secure_delete')).toBe(1)
    expect(pragma('trusted_schema')).toBe(0)
    expect(pragma('cell_size_check')).toBe(1)
    database.close()
  }
})

test('row 59: nothing written can be read in the file or its log without the key', () => {
  const dir = freshFolder()
  const file = join(dir, 'office.db')
  const database = openSqlite({ file, key: randomBytes(32) })
  database.exec('create table note (words text)')
  database.prepare('insert into note values (?)').run('Đặng Thị Đào, thôn Ngọc Sơn')
  for (const name of ['office.db', 'office.db-wal']) {
    const bytes = readFileSync(join(dir, name))
    expect(bytes.includes('Ngọc Sơn'), name).toBe(false)
    expect(bytes.includes('create table'), name).toBe(false)
  }
  database.close()
})

test('row 59: another key, or a key derived from these bytes, does not open the file', () => {
  const file = join(freshFolder(), 'office.db')
  const key = randomBytes(32)
  openSqlite({ file, key }).close()
  expect(() => openSqlite({ file, key: randomBytes(32) })).toThrow(/not a database/)
  expect(() => openSqlite({ file, key: key.subarray(0, 31) })).toThrow('32 bytes')
  openSqlite({ file, key }).close()
})

test('a file of a newer program is refused by name and left untouched', async () => {
  const file = join(freshFolder(), 'office.db')
  const key = randomBytes(32)
  const first = await openSqliteDatabase(file, key)
  if (first.ok) await first.value.close()
  const database = openSqlite({ file, key })
  database.prepare("insert into kysely_migration values ('9999-from-the-future', '2030-01-01')").run()
  database.pragma('wal_checkpoint(truncate)')
  database.close()
  const before = readFileSync(file)
  const again = await openSqliteDatabase(file, key)
  expect(again).toEqual({
    ok: false,
    failure: { code: 'common.newerDatabase', params: { migration: '9999-from-the-future' } },
  })
  expect(readFileSync(file).equals(before)).toBe(true)
})

test('damage is called damage', async () => {
  const dir = freshFolder()
  const key = randomBytes(32)
  const first = await openSqliteDatabase(join(dir, 'office.db'), key)
  if (first.ok) await first.value.close()
  const bytes = readFileSync(join(dir, 'office.db'))
  bytes[100]! ^= 1
  writeFileSync(join(dir, 'office.db'), bytes)
  const opened = await openOffice(dir, key)
  expect(opened).toMatchObject({ ok: false, failure: { code: 'common.databaseDamaged' } })
})

test('a second process is told within two seconds, and a crash of the first lets it in', async () => {
  const dir = freshFolder()
  const script = `
    import { lockOffice } from ${JSON.stringify(new URL('../../src/db/officeLock.ts', import.meta.url).href)}
    const lock = lockOffice(${JSON.stringify(dir)})
    process.stdout.write(lock.ok ? 'locked' : 'refused')
    setInterval(() => lock, 1000)`
  const first = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void first.kill('SIGKILL'))
  await new Promise((resolve) => first.stdout.once('data', resolve))
  expect(lockOffice(dir)).toEqual({ ok: false, failure: { code: 'common.alreadyRunning', params: {} } })
  first.kill('SIGKILL')
  await new Promise((resolve) => first.once('exit', resolve))
  const second = lockOffice(dir)
  expect(second.ok).toBe(true)
  if (second.ok) second.value.release()
})
