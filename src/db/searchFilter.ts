import { type Expression, type Kysely, PostgresAdapter, type SqlBool, sql } from 'kysely'
import { foldForSearch, hasLao, searchTokens } from '../base/common/foldForSearch.ts'
import type { ReadDb } from './database.ts'
import type { Dialect } from './migrations/columns.ts'
import type { Tables } from './tables.ts'

export type SearchedTable = 'address' | 'donor' | 'village'

/** Above this many hits it is cheaper to walk the sorted list and test each row than to collect the hits first. */
const MANY_HITS = 2000

/**
 * The condition "every typed word begins a word of the folded text" (Lao, which writes no spaces: stands anywhere in it).
 * Both dialects find the same set; only SQLite has the index of words. Undefined when nothing searchable was typed.
 */
export async function searchCondition(
  db: ReadDb,
  { table, text }: { table: SearchedTable; text: string },
): Promise<Expression<SqlBool> | undefined> {
  const tokens = searchTokens(foldForSearch(text))
  if (tokens.length === 0) return undefined
  const match = dialectOf(db) === 'sqlite' ? wordsQuery(tokens) : undefined
  if (match === undefined || (await hasManyHits(db, match))) return tokensBeginWords(table, tokens)
  const indexed = sql<SqlBool>`${sql.ref(`${table}.id`)} in (
    select entry.ref_id from search_words join search_entry as entry on entry.no = search_words.rowid
    where search_words match ${match} and entry.kind = ${table})`
  const lao = tokens.filter(hasLao)
  return lao.length === 0 ? indexed : sql<SqlBool>`(${indexed} and ${tokensBeginWords(table, lao)})`
}

export function dialectOf(db: ReadDb): Dialect {
  // Safe: a ReadDb is a Kysely underneath; its read-only type hides the executor, which is only looked at here.
  const { adapter } = (db as unknown as Kysely<Tables>).getExecutor()
  return adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}

/** An FTS5 query of quoted prefixes: nothing typed can be read as syntax. Undefined when only Lao was typed. */
function wordsQuery(tokens: string[]): string | undefined {
  const words = tokens.filter((token) => !hasLao(token))
  return words.length === 0 ? undefined : words.map((word) => `"${word.replaceAll('"', '""')}"*`).join(' ')
}

async function hasManyHits(db: ReadDb, match: string): Promise<boolean> {
  const counted = sql<number>`(select count(*) from (
    select 1 from search_words where search_words match ${match} limit ${MANY_HITS + 1}))`
  const { hits } = await db.selectNoFrom(counted.as('hits')).executeTakeFirstOrThrow()
  return hits > MANY_HITS
}

function tokensBeginWords(table: SearchedTable, tokens: string[]): Expression<SqlBool> {
  const column = sql.ref(`${table}.search`)
  const tests = tokens.map((token) => {
    const escaped = token.replaceAll(/[\\%_]/g, '\\$&')
    if (hasLao(token)) return sql<SqlBool>`${column} like ${`%${escaped}%`} escape '\\'`
    return sql<SqlBool>`(' ' || ${column}) like ${`% ${escaped}%`} escape '\\'`
  })
  return sql<SqlBool>`(${sql.join(tests, sql` and `)})`
}
