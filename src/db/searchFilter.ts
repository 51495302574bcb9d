import { type Expression, type Kysely, PostgresAdapter, type SqlBool, sql } from 'kysely'
import { foldForSearch, hasLao, searchTokens } from '../base/common/foldForSearch.ts'
import { textSortKey } from '../base/common/nameSortKey.ts'
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
  const indexed = dialectOf(db) === 'sqlite' ? indexQueries(tokens) : []
  for (const query of indexed) if (await hasManyHits(db, query)) return tokensBeginWords(table, tokens)
  const conditions = indexed.map((query) => foundBy(query, table))
  const rest = indexed.length === 0 ? tokens : tokens.filter((token) => hasLao(token) && !fillsTrigram(token))
  if (rest.length > 0) conditions.push(tokensBeginWords(table, rest))
  return sql<SqlBool>`(${sql.join(conditions, sql` and `)})`
}

/**
 * How many of the typed words stand in the name as they were typed, marks and all: "Đào" before "Đạo" for who typed đào. The
 * place of the tone mark (hòa, hoà) and case do not count. Undefined when no marks were typed: then nothing is nearer.
 */
export function wordsAsTyped(table: 'address' | 'donor', text: string): Expression<number> | undefined {
  if (foldForSearch(text) === text.toLowerCase().trim()) return undefined
  const words = text
    .split(/\s+/)
    .map(spacedKey)
    .filter((key) => key !== '')
  if (words.length === 0) return undefined
  const name = sql`(' ' || replace(${sql.ref(`${table}.sort_key`)}, '!', ' ') || ' ')`
  const tests = words.map((word) => sql`case when ${name} like ${`% ${word} %`} then 1 else 0 end`)
  return sql<number>`(${sql.join(tests, sql` + `)})`
}

function spacedKey(word: string): string {
  return textSortKey(word).replaceAll('!', ' ')
}

export function dialectOf(db: ReadDb): Dialect {
  // Safe: a ReadDb is a Kysely underneath; its read-only type hides the executor, which is only looked at here.
  const { adapter } = (db as unknown as Kysely<Tables>).getExecutor()
  return adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}

interface IndexQuery {
  index: 'search_words' | 'search_trigrams'
  match: string
}

/** FTS5 queries of quoted text: nothing typed can be read as syntax. Lao too short for the trigrams is not among them. */
function indexQueries(tokens: string[]): IndexQuery[] {
  const quoted = (token: string) => `"${token.replaceAll('"', '""')}"`
  const words = tokens.filter((token) => !hasLao(token)).map((token) => `${quoted(token)}*`)
  const lao = tokens.filter((token) => hasLao(token) && fillsTrigram(token)).map(quoted)
  return [
    ...(words.length === 0 ? [] : [{ index: 'search_words' as const, match: words.join(' ') }]),
    ...(lao.length === 0 ? [] : [{ index: 'search_trigrams' as const, match: lao.join(' ') }]),
  ]
}

function fillsTrigram(token: string): boolean {
  return [...token].length >= 3
}

function foundBy({ index, match }: IndexQuery, table: SearchedTable): Expression<SqlBool> {
  return sql<SqlBool>`${sql.ref(`${table}.id`)} in (
    select ${survivorOf(table)} from ${sql.table(index)} as found
    join search_entry as entry on entry.no = found.rowid
    ${table === 'village' ? sql`` : sql`join ${sql.table(table)} as named on named.id = entry.ref_id`}
    where ${sql.ref(index)} match ${match} and entry.kind = ${table})`
}

/** A name that was merged away finds the record it was merged into. */
function survivorOf(table: SearchedTable): Expression<string> {
  return table === 'village' ? sql<string>`entry.ref_id` : sql<string>`coalesce(named.merged_into, named.id)`
}

async function hasManyHits(db: ReadDb, { index, match }: IndexQuery): Promise<boolean> {
  const counted = sql<number>`(select count(*) from (
    select 1 from ${sql.table(index)} where ${sql.ref(index)} match ${match} limit ${MANY_HITS + 1}))`
  const { hits } = await db.selectNoFrom(counted.as('hits')).executeTakeFirstOrThrow()
  return hits > MANY_HITS
}

function tokensBeginWords(table: SearchedTable, tokens: string[]): Expression<SqlBool> {
  const own = allBegin(sql.ref(`${table}.search`), tokens)
  if (table === 'village') return own
  return sql<SqlBool>`(${own} or ${sql.ref(`${table}.id`)} in (select merged.merged_into from ${sql.table(table)} as merged
    where merged.merged_into is not null and ${allBegin(sql.ref('merged.search'), tokens)}))`
}

function allBegin(column: Expression<unknown>, tokens: string[]): Expression<SqlBool> {
  const tests = tokens.map((token) => {
    const escaped = token.replaceAll(/[\\%_]/g, '\\$&')
    if (hasLao(token)) return sql<SqlBool>`${column} like ${`%${escaped}%`} escape '\\'`
    return sql<SqlBool>`(' ' || ${column}) like ${`% ${escaped}%`} escape '\\'`
  })
  return sql<SqlBool>`(${sql.join(tests, sql` and `)})`
}
