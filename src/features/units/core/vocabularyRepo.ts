import type { ReadDb } from '../../../db/database.ts'
import type { VocabularyKind } from '../common/contract.ts'

export interface VocabularyWord {
  code: string
  names: { vi: string; en: string; lo: string }
}

/** The words of one kind in their order; where a language has none, the Vietnamese one stands in. */
export async function listVocabulary(db: ReadDb, kind: VocabularyKind): Promise<VocabularyWord[]> {
  const rows = await db
    .selectFrom('vocabulary')
    .select(['code', 'name_vi', 'name_en', 'name_lo'])
    .where('kind', '=', kind)
    .orderBy('sort')
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    code: row.code,
    names: { vi: row.name_vi, en: row.name_en ?? row.name_vi, lo: row.name_lo ?? row.name_vi },
  }))
}
