import SqliteDatabase from 'better-sqlite3'
import { SqliteAdapter, SqliteDialect } from 'kysely'

export interface SqliteFile {
  file: string
  /** 32 raw bytes. Never a passphrase: a plain 32-byte buffer would silently run the cipher's own key derivation. */
  key: Uint8Array
  readOnly?: boolean
}

/**
 * Opens the encrypted file and proves the key by reading it. Every pragma is set on every open: better-sqlite3 is compiled
 * with `synchronous=NORMAL` for WAL files, which loses acknowledged commits in a power cut.
 * @throws SqliteError `SQLITE_NOTADB` when the key is wrong or the first page is damaged (the keyring tells which).
 */
export function openSqlite({ file, key, readOnly = false }: SqliteFile): SqliteDatabase.Database {
  if (key.length !== 32) throw new Error('the data key is 32 bytes')
  const database = new SqliteDatabase(file, { readonly: readOnly, timeout: 5000 })
  try {
    database.pragma("cipher='chacha20'")
    // Safe: the cipher build adds `key`, which the types of plain better-sqlite3 do not know.
    ;(database as SqliteDatabase.Database & { key(bytes: Buffer): number }).key(rawKey(key))
    database.pragma('cache_size=-65536')
    if (!readOnly) database.pragma('journal_mode=WAL')
    for (const pragma of SAFE_PRAGMAS) database.pragma(pragma)
    if (database.pragma('synchronous', { simple: true }) !== 2) throw new Error('synchronous is not FULL')
    database.prepare('select count(*) from sqlite_schema').get()
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const SAFE_PRAGMAS = [
  'synchronous=FULL',
  'foreign_keys=ON',
  'temp_store=MEMORY',
  'secure_delete=ON',
  'trusted_schema=OFF',
  'cell_size_check=ON',
]

/**
 * Encrypts a book that nobody has open anew under another key, in place: on a copy, never on the book in use. Leaves no log
 * beside it; whoever calls writes the file through to the disk and opens it again before it counts.
 */
export function rekeySqlite(file: string, { from, to }: { from: Uint8Array; to: Uint8Array }): void {
  const book = openSqlite({ file, key: from })
  try {
    book.pragma('journal_mode=DELETE')
    // Safe: see `key` above.
    ;(book as SqliteDatabase.Database & { rekey(bytes: Buffer): number }).rekey(rawKey(to))
  } finally {
    book.close()
  }
}

/** The cipher reads `raw:` + bytes as the key itself, without derivation. */
function rawKey(key: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from('raw:'), Buffer.from(key)])
}

/**
 * The Kysely dialect over an open file. Statements are prepared once per SQL text: preparing costs more than most queries.
 * DDL is transactional in SQLite, which Kysely's own adapter denies and so would leave half a migration behind.
 */
export function sqliteDialect(database: SqliteDatabase.Database): SqliteDialect {
  const statements = new Map<string, SqliteDatabase.Statement>()
  const prepare = (text: string) => {
    // SQLite has rolled back by itself when the disk is full; a second rollback would fail and hide why.
    if (text === 'rollback' && !database.inTransaction) return database.prepare('select 0 where 0')
    const known = statements.get(text)
    if (known !== undefined && !known.busy) return known
    const statement = database.prepare(text)
    if (statements.size >= MOST_STATEMENTS) statements.clear()
    if (known === undefined) statements.set(text, statement)
    return statement
  }
  return new TransactionalSqliteDialect({ database: { prepare, close: () => database.close() } })
}

const MOST_STATEMENTS = 500

class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter() {
    return new TransactionalSqliteAdapter()
  }
}

class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}
