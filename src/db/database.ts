import type SqliteDatabase from 'better-sqlite3'
import { Kysely, sql, type Transaction } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { ReadonlyKysely } from 'kysely/readonly'
import { failWith, type Result, succeed } from '../base/common/result.ts'
import { foldLogBack } from './foldLogBack.ts'
import { keepSums } from './keepSums.ts'
import type { Dialect } from './migrations/columns.ts'
import { migrationsFor } from './migrations/index.ts'
import { postgresDialect } from './openPostgres.ts'
import { openSqlite, sqliteDialect } from './openSqlite.ts'
import type { Tables } from './tables.ts'

/** May only select. On SQLite its own connection, so reads go on while a transaction waits. */
export type ReadDb = ReadonlyKysely<Tables>
/** A transaction on the one connection that writes. */
export type WriteDb = Transaction<Tables>

export interface Database {
  dialect: Dialect
  read: ReadDb
  /** Runs `work` in one transaction on the only writing connection; a throw rolls everything back. */
  write<Value>(work: (db: WriteDb) => Promise<Value>): Promise<Value>
  close(): Promise<void>
}

/** Opens (and where needed creates) the encrypted office file and brings it up to date. */
export async function openSqliteDatabase(file: string, key: Uint8Array): Promise<Result<Database>> {
  const writing = openSqlite({ file, key })
  const writer = new Kysely<Tables>({ dialect: sqliteDialect(writing) })
  let reading: SqliteDatabase.Database
  try {
    const migrated = await bringUpToDate(writer, 'sqlite')
    if (!migrated.ok) {
      writing.close()
      return migrated
    }
    reading = openSqlite({ file, key, readOnly: true })
  } catch (error) {
    writing.close()
    throw error
  }
  const reader = new Kysely<Tables>({ dialect: sqliteDialect(reading) })
  const log = foldLogBack(writing, writer)
  // Not through Kysely, which closes nothing it never used: a reader left open would keep the log from being folded in.
  const close = async () => {
    log.stop()
    reading.close()
    writing.close()
  }
  return succeed(makeDatabase('sqlite', { reader, writer, close, written: log.written }))
}

/** Opens an office's PostgreSQL database and brings it up to date. */
export async function openPostgresDatabase(connectionString: string): Promise<Result<Database>> {
  const db = new Kysely<Tables>({ dialect: postgresDialect(connectionString) })
  const migrated = await bringUpToDate(db, 'postgres')
  if (!migrated.ok) {
    await db.destroy()
    return migrated
  }
  return succeed(makeDatabase('postgres', { reader: db, writer: db, close: () => db.destroy() }))
}

interface Connections {
  reader: Kysely<Tables>
  writer: Kysely<Tables>
  close: () => Promise<void>
  /** Told after each transaction, however it ended. */
  written?: () => void
}

function makeDatabase(dialect: Dialect, { reader, writer, close, written }: Connections): Database {
  return {
    dialect,
    // Safe: ReadonlyKysely is Kysely without its writing methods, a type-level view of the same object.
    read: reader as unknown as ReadDb,
    write: (work) => writeWithSums(writer, work).finally(written),
    close,
  }
}

function writeWithSums<Value>(writer: Kysely<Tables>, work: (db: WriteDb) => Promise<Value>): Promise<Value> {
  return writer.transaction().execute(async (db) => {
    const value = await work(db)
    await keepSums(db)
    return value
  })
}

/** Applies what is missing, and sums what a migration noted for it. */
async function bringUpToDate(db: Kysely<Tables>, dialect: Dialect): Promise<Result<void>> {
  const migrated = await migrate(db, dialect)
  if (migrated.ok) await db.transaction().execute(keepSums)
  return migrated
}

/** Each migration a transaction; a file from a newer program is refused untouched. */
async function migrate(db: Kysely<Tables>, dialect: Dialect): Promise<Result<void>> {
  const known = migrationsFor(dialect)
  const applied = await appliedMigrations(db, dialect)
  const newer = applied.find((name) => !(name in known))
  if (newer !== undefined) return failWith('common.newerDatabase', { migration: newer })
  if (applied.length === Object.keys(known).length) return succeed(undefined)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
  return succeed(undefined)
}

async function appliedMigrations(db: Kysely<Tables>, dialect: Dialect): Promise<string[]> {
  // Asked for by name: reading the whole catalogue would cost more than opening the file.
  const exists =
    dialect === 'sqlite'
      ? sql<{ found: unknown }>`select name as found from sqlite_schema where name = 'kysely_migration'`
      : sql<{ found: unknown }>`select to_regclass('kysely_migration') as found`
  const { rows } = await exists.execute(db)
  if (rows.every(({ found }) => found === null)) return []
  const applied = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .orderBy('name')
    .execute()
  return applied.map((row) => row.name)
}
