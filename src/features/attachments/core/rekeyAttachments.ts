import type { WriteDb } from '../../../db/database.ts'
import { putAttachment, readAttachment } from './attachmentStore.ts'

/**
 * Encrypts every attachment of a book anew under another data key; names change with the key, so the old files stay readable
 * for the old book until they are swept. A file that no longer opens keeps its name, so that a check goes on calling it damaged.
 */
export async function rekeyAttachments(
  db: WriteDb,
  { dir, from, to }: { dir: string; from: Uint8Array; to: Uint8Array },
): Promise<void> {
  const again = async (name: string) => {
    const content = await readAttachment({ dir, dataKey: from }, name)
    return content === undefined ? name : putAttachment({ dir, dataKey: to }, content)
  }
  const rows = await db
    .selectFrom('attachment')
    .select(['id', 'content', 'thumbnail'])
    .where('content', '<>', '')
    .execute()
  for (const { id, content, thumbnail } of rows) {
    await db
      .updateTable('attachment')
      .set({ content: await again(content), thumbnail: thumbnail === null ? null : await again(thumbnail) })
      .where('id', '=', id)
      .execute()
  }
}
