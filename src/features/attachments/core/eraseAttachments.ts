import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { listContentNames } from './attachmentRepo.ts'
import { eraseAttachmentFile, sweepAttachmentFiles } from './attachmentStore.ts'

const DAY_MS = 24 * 60 * 60 * 1000
/** Long enough for a book kept aside by a restore to find its photos again. */
const ORPHAN_DAYS = 30

/**
 * Empties the attachments of the given records for good (the journal is its caller's to erase) and returns the names of files that nobody names any more; the caller
 * erases them after its transaction.
 */
export async function eraseAttachmentRows(
  db: WriteDb,
  context: WriteContext,
  records: readonly { table: string; id: string }[],
): Promise<string[]> {
  const freed = new Set<string>()
  for (const { table, id } of records) {
    const rows = await db
      .selectFrom('attachment')
      .select(['id', 'version', 'content', 'thumbnail', 'deleted_at'])
      .where('table_name', '=', table)
      .where('row_id', '=', id)
      .execute()
    for (const row of rows) {
      freed.add(row.content)
      if (row.thumbnail !== null) freed.add(row.thumbnail)
      const changes = { title: null, file_name: null, content: '', thumbnail: null, bytes: 0, main: 0 }
      await updateRecord(db, context, { table: 'attachment', id: row.id, version: row.version, changes })
      if (row.deleted_at === null) await setDeleted(db, context, { table: 'attachment', id: row.id, deleted: true })
    }
  }
  const kept = new Set(await listContentNames(db))
  return [...freed].filter((name) => name !== '' && !kept.has(name))
}

export async function eraseAttachmentFiles(dir: string, names: readonly string[]): Promise<void> {
  for (const name of names) await eraseAttachmentFile(dir, name)
}

/** Removes what a power cut left half written and files no row has named for a month; `now` in ms. */
export async function sweepOrphans({ dir, db, now }: { dir: string; db: ReadDb; now: number }): Promise<number> {
  const kept = new Set(await listContentNames(db))
  return sweepAttachmentFiles(dir, { kept, before: now - ORPHAN_DAYS * DAY_MS })
}
