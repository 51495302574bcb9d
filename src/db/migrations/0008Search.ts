import type { Kysely } from 'kysely'
import { type Dialect, run } from './columns.ts'

/** What can be found by typing, with the column that holds its folded text. */
const SEARCHED = ['address', 'donor', 'village'] as const

/**
 * Migration 0008: the search index. On SQLite one entry per record with two FTS5 indexes over it (words for Vietnamese and
 * English, trigrams for Lao, which writes no spaces), kept by triggers; an own integer key, because VACUUM may renumber
 * rowids. On PostgreSQL trigram indexes on the folded columns themselves.
 */
export async function createSearch(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  if (dialect === 'postgres') return createPostgresSearch(db)
  await run(
    db,
    `create table search_entry (no integer primary key, kind text not null, ref_id text not null, search text not null) strict`,
  )
  await run(db, 'create unique index search_entry_ref on search_entry (kind, ref_id)')
  await run(
    db,
    `create virtual table search_words using fts5(search, content='search_entry', content_rowid='no', tokenize='unicode61', prefix='2 3')`,
  )
  await run(
    db,
    `create virtual table search_trigrams using fts5(search, content='search_entry', content_rowid='no', tokenize='trigram')`,
  )
  await createEntryTriggers(db)
  for (const table of SEARCHED) await createRecordTriggers(db, table)
}

async function createEntryTriggers(db: Kysely<unknown>): Promise<void> {
  const add = 'insert into search_words(rowid, search) values (new.no, new.search);'
  const addTrigrams = `insert into search_trigrams(rowid, search) select new.no, new.search where new.search glob '*[຀-໿]*';`
  const remove = `insert into search_words(search_words, rowid, search) values ('delete', old.no, old.search);`
  const removeTrigrams = `insert into search_trigrams(search_trigrams, rowid, search) select 'delete', old.no, old.search where old.search glob '*[຀-໿]*';`
  await run(db, `create trigger search_entry_added after insert on search_entry begin ${add} ${addTrigrams} end`)
  await run(
    db,
    `create trigger search_entry_removed after delete on search_entry begin ${remove} ${removeTrigrams} end`,
  )
  await run(
    db,
    `create trigger search_entry_changed after update of search on search_entry begin ${remove} ${removeTrigrams} ${add} ${addTrigrams} end`,
  )
}

async function createRecordTriggers(db: Kysely<unknown>, table: string): Promise<void> {
  await run(
    db,
    `create trigger ${table}_search_added after insert on ${table} when new.deleted_at is null begin insert into search_entry(kind, ref_id, search) values ('${table}', new.id, new.search); end`,
  )
  await run(
    db,
    `create trigger ${table}_search_changed after update of search on ${table} when new.deleted_at is null and old.search <> new.search begin update search_entry set search = new.search where kind = '${table}' and ref_id = new.id; end`,
  )
  await run(
    db,
    `create trigger ${table}_search_hidden after update of deleted_at on ${table} when new.deleted_at is not null and old.deleted_at is null begin delete from search_entry where kind = '${table}' and ref_id = new.id; end`,
  )
  await run(
    db,
    `create trigger ${table}_search_shown after update of deleted_at on ${table} when new.deleted_at is null and old.deleted_at is not null begin insert into search_entry(kind, ref_id, search) values ('${table}', new.id, new.search); end`,
  )
}

async function createPostgresSearch(db: Kysely<unknown>): Promise<void> {
  await run(db, 'create extension if not exists pg_trgm')
  for (const table of SEARCHED) {
    await run(db, `create index ${table}_search_trigrams on ${table} using gin (search gin_trgm_ops)`)
  }
}
