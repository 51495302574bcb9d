import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { OwnWord, VocabularyKind } from '../common/contract.ts'

/** Words a person's papers rest on in law, or that the program itself asks about: worded anew, but none is added. */
const CLOSED_KINDS: readonly VocabularyKind[] = ['consentPurpose', 'channel', 'receiptSource', 'houseStage']

/** The office's own wording of a word, beside the shared one; or a word of its own, last in its list. */
export async function saveOwnWord(db: WriteDb, { kind, code, names }: OwnWord): Promise<void> {
  const shared = await findSort(db, { table: 'shared_word', kind, code })
  if (shared === undefined && CLOSED_KINDS.includes(kind)) refuse('units.closedList')
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
