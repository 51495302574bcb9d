import { foldForSearch } from '../../../base/common/foldForSearch.ts'
import type { WriteDb } from '../../../db/database.ts'

/** Drops half-typed forms about an address, and forms and saved views that hold one of its words (names, numbers). */
export async function wipeDesk(db: WriteDb, { id, words }: { id: string; words: readonly string[] }): Promise<void> {
  const folded = words.map(foldForSearch)
  const tells = (text: string) => {
    const said = ` ${foldForSearch(decoded(text))} `
    return folded.some((word) => said.includes(` ${word} `))
  }
  const drafts = await db.selectFrom('draft').select(['user_id', 'form', 'content']).execute()
  for (const { user_id, form, content } of drafts) {
    if (!form.includes(id) && !content.includes(id) && !tells(content)) continue
    await db.deleteFrom('draft').where('user_id', '=', user_id).where('form', '=', form).execute()
  }
  const views = await db.selectFrom('saved_view').select(['id', 'name', 'content']).execute()
  for (const view of views) {
    if (tells(`${view.name} ${view.content}`)) await db.deleteFrom('saved_view').where('id', '=', view.id).execute()
  }
}

/** A view holds an address line, in which letters with marks are written as `%C3%B2`. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
