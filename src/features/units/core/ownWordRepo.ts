import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { CLOSED_LISTS } from '../common/closedLists.ts'
import type { ListedWord, OwnWord, VocabularyKind } from '../common/contract.ts'

/** Every word of every list in its order: as the program or the directory has it, and the office's own wording. */
export async function listWords(db: ReadDb): Promise<ListedWord[]> {
  const rows = await db
    .selectFrom('vocabulary as word')
    .leftJoin('shared_word as shared', (join) =>
      join.onRef('shared.kind', '=', 'word.kind').onRef('shared.code', '=', 'word.code'),
    )
    .leftJoin('own_word as own', (join) => join.onRef('own.kind', '=', 'word.kind').onRef('own.code', '=', 'word.code'))
    .select(['word.kind', 'word.code', 'shared.name_vi', 'shared.name_en', 'shared.name_lo'])
    .select(['own.name_vi as own_vi', 'own.name_en as own_en', 'own.name_lo as own_lo'])
    .orderBy('word.kind')
    .orderBy('word.sort')
    .orderBy('word.code')
    .execute()
  return rows.map((row) => ({
    // Safe: only these kinds are written.
    kind: row.kind as VocabularyKind,
    code: row.code,
    shared: row.name_vi === null ? null : { vi: row.name_vi, en: row.name_en, lo: row.name_lo },
    own: row.own_vi === null ? null : { vi: row.own_vi, en: row.own_en, lo: row.own_lo },
  }))
}

/** The office's own wording of a word, beside the shared one; or a word of its own, last in its list. */
export async function saveOwnWord(db: WriteDb, { kind, code, names }: OwnWord): Promise<void> {
  const shared = await findSort(db, { table: 'shared_word', kind, code })
  if (shared === undefined && CLOSED_LISTS.includes(kind)) refuse('units.closedList')
  const own = await findSort(db, { table: 'own_word', kind, code })
  const sort = own ?? shared ?? (await lastSort(db, kind)) + 1
  const values = { name_vi: names.vi, name_en: names.en, name_lo: names.lo, sort }
  await db
    .insertInto('own_word')
    .values({ kind, code, ...values })
    .onConflict((conflict) => conflict.columns(['kind', 'code']).doUpdateSet(values))
    .execute()
}

/** Back to the shared wording. A word only this office has stays: its records may name it. */
export async function resetOwnWord(db: WriteDb, { kind, code }: Pick<OwnWord, 'kind' | 'code'>): Promise<void> {
  if ((await findSort(db, { table: 'shared_word', kind, code })) === undefined) refuse('units.wordOnlyHere')
  await db.deleteFrom('own_word').where('kind', '=', kind).where('code', '=', code).execute()
}

interface WordKey {
  table: 'shared_word' | 'own_word'
  kind: string
  code: string
}

async function findSort(db: WriteDb, { table, kind, code }: WordKey): Promise<number | undefined> {
  const row = await (db as unknown as ReadDb)
    .selectFrom(table)
    .select('sort')
    .where('kind', '=', kind)
    .where('code', '=', code)
    .executeTakeFirst()
  return row?.sort
}

async function lastSort(db: WriteDb, kind: string): Promise<number> {
  const row = await (db as unknown as ReadDb)
    .selectFrom('vocabulary')
    .select((expression) => expression.fn.max('sort').as('last'))
    .where('kind', '=', kind)
    .executeTakeFirst()
  return Number(row?.last ?? 0)
}
