import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { WriteDb } from '../../../db/database.ts'

/** Papers that were printed about somebody keep their kind, copy and day; what they are called by no longer names them. */
export async function wipePrints(
  db: WriteDb,
  { id, words, name }: { id: string; words: readonly string[]; name: string },
): Promise<void> {
  const folded = words.map((word) => ` ${foldForSearch(word)} `)
  const prints = await db.selectFrom('paper_print').select(['id', 'subject_id', 'label']).execute()
  const telling = prints.filter(({ subject_id, label }) => {
    const said = ` ${foldForSearch(label)} `
    return subject_id === id || folded.some((word) => said.includes(word))
  })
  for (const print of telling)
    await db.updateTable('paper_print').set({ label: name }).where('id', '=', print.id).execute()
}
