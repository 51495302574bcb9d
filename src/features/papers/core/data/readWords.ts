import type { Language } from '../../../../base/common/language.ts'
import type { ReadDb } from '../../../../db/database.ts'

/** The names of a vocabulary in one language by code; Vietnamese where there is no other. */
export async function readVocabulary(
  db: ReadDb,
  { kind, language }: { kind: string; language: Language },
): Promise<(code: string | null) => string> {
  const rows = await db.selectFrom('vocabulary').selectAll().where('kind', '=', kind).execute()
  const names = new Map(
    rows.map((row) => [row.code, { vi: row.name_vi, en: row.name_en, lo: row.name_lo }[language] ?? row.name_vi]),
  )
  return (code) => (code === null ? '' : (names.get(code) ?? code))
}

/** A record and those that were merged into it: what was written under an old name stands under the one that stayed. */
export async function withMerged(db: ReadDb, table: 'donor' | 'address', id: string): Promise<string[]> {
  const ids = [id]
  for (let newest = [id]; newest.length > 0; ) {
    const rows =
      table === 'donor'
        ? await db.selectFrom('donor').select('id').where('merged_into', 'in', newest).execute()
        : await db.selectFrom('address').select('id').where('merged_into', 'in', newest).execute()
    newest = rows.map((row) => row.id).filter((merged) => !ids.includes(merged))
    ids.push(...newest)
  }
  return ids
}
