import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, onTestFinished, test } from 'vitest'
import { migrationsFor } from '../../src/db/migrations/index.ts'
import { openSqlite, sqliteDialect } from '../../src/db/openSqlite.ts'
import { openTestPostgres } from '../support/openTestPostgres.ts'

function freshSqlite() {
  const dir = mkdtempSync(join(tmpdir(), 'nhip-cau-migrations-'))
  const db = new Kysely<Record<string, Record<string, unknown>>>({
    dialect: sqliteDialect(openSqlite({ file: join(dir, 'office.db'), key: randomBytes(32) })),
  })
  onTestFinished(async () => {
    await db.destroy()
    rmSync(dir, { recursive: true, force: true })
  })
  return db
}

test('migrations are listed in the order of their names, which is the order they run in', () => {
  const names = Object.keys(migrationsFor('sqlite'))
  expect(names).toEqual([...names].sort())
})

test('a migration that fails half-way leaves nothing behind', async () => {
  const db = freshSqlite()
  const known = migrationsFor('sqlite')
  const [first] = Object.entries(known)
  if (first === undefined) throw new Error('no migrations')
  const broken = {
    [first[0]]: first[1],
    '0002-breaks': {
      up: async (trx: Parameters<(typeof first)[1]['up']>[0]) => {
        await sql`create table half_done (id text)`.execute(trx)
        throw new Error('power cut')
      },
    },
  }
  const { error } = await new Migrator({ db, provider: { getMigrations: async () => broken } }).migrateToLatest()
  expect(error).toBeInstanceOf(Error)
  const tables = (await db.introspection.getTables()).map((table) => table.name)
  expect(tables).not.toContain('half_done')
})

test('SQLite and PostgreSQL end up with the same tables and columns', async () => {
  const db = freshSqlite()
  await new Migrator({ db, provider: { getMigrations: async () => migrationsFor('sqlite') } }).migrateToLatest()
  const sqlite = await shapeOf(db)
  const postgres = await openTestPostgres()
  onTestFinished(() => postgres.close())
  // Safe: a ReadDb is a Kysely underneath; introspection only reads.
  const theirs = await shapeOf(postgres.read as unknown as typeof db)
  expect(theirs).toEqual(sqlite)
})

test('every table of the book is strict on SQLite', async () => {
  const db = freshSqlite()
  await new Migrator({ db, provider: { getMigrations: async () => migrationsFor('sqlite') } }).migrateToLatest()
  const { rows } = await sql<{ name: string; strict: number }>`select name, strict from pragma_table_list
    where type = 'table' and name not like 'sqlite_%' and name not like 'kysely_%' and name not like 'search_%'`.execute(
    db,
  )
  expect(rows.length).toBeGreaterThan(30)
  expect(rows.filter((row) => row.strict !== 1)).toEqual([])
})

test('a day that is no day and a flag that is no flag are refused by the tables themselves', async () => {
  const db = freshSqlite()
  await new Migrator({ db, provider: { getMigrations: async () => migrationsFor('sqlite') } }).migrateToLatest()
  const decision = (onDay: string) =>
    sql`insert into decision (id, owner_unit, version, change_seq, created_at, on_day, title)
      values (${randomBytes(4).toString('hex')}, 'u', 1, 1, '2026-01-01T00:00:00.000Z', ${onDay}, 't')`.execute(db)
  await decision('2026-11-21')
  await expect(decision('21/11/2026')).rejects.toThrow(/CHECK/)
  await expect(decision('2026')).rejects.toThrow(/CHECK/)
})

test('a draft that lay there before drafts had ids gets one of its own', async () => {
  const db = freshSqlite()
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor('sqlite') } })
  await migrator.migrateTo('0031-taken-books')
  const draft = (form: string) =>
    sql`insert into draft (user_id, form, content, saved_at) values ('u', ${form}, '[]', '2026-11-01T00:00:00.000Z')`
  await draft('ledger.receipt').execute(db)
  await draft('ledger.round').execute(db)
  await migrator.migrateToLatest()
  const { rows } = await sql<{ id: string }>`select id from draft order by form`.execute(db)
  expect(rows.map(({ id }) => id)).toEqual(['u ledger.receipt', 'u ledger.round'])
})

test('a form that was written before its writer was noted stays written for everybody', async () => {
  const db = freshSqlite()
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor('sqlite') } })
  await migrator.migrateTo('0032-written-drafts')
  for (const user of ['an', 'binh'])
    await sql`insert into app_user (id, name, display_name, roles, language, created_at)
      values (${user}, ${user}, ${user}, '[]', 'vi', '2026-11-01T00:00:00.000Z')`.execute(db)
  await sql`insert into draft_written (id, written_at) values ('sheet', '2026-11-20T00:00:00.000Z')`.execute(db)
  await migrator.migrateToLatest()
  const { rows } = await sql<{
    user_id: string
    id: string
  }>`select user_id, id from draft_written order by user_id`.execute(db)
  expect(rows).toEqual([
    { user_id: 'an', id: 'sheet' },
    { user_id: 'binh', id: 'sheet' },
  ])
})

async function shapeOf(db: ReturnType<typeof freshSqlite>): Promise<Record<string, string[]>> {
  const tables = await db.introspection.getTables()
  const ours = tables.filter((table) => !table.name.startsWith('search_') && !table.isView)
  return Object.fromEntries(
    ours
      .map(
        (table) =>
          [table.name, table.columns.map((column) => `${column.name}${column.isNullable ? '?' : ''}`).sort()] as const,
      )
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )
}
