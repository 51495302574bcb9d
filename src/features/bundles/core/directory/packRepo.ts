import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { DirectoryPackTable } from '../../../../db/tables/directoryTables.ts'
import { type DirectoryLine, directoryLineSchema } from '../../common/directory/directoryLines.ts'

/** The newest directory made or opened here. */
export async function findNewestPack(db: ReadDb | WriteDb): Promise<DirectoryPackTable | undefined> {
  return (db as ReadDb).selectFrom('directory_pack').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst()
}

export async function listPacks(db: ReadDb | WriteDb): Promise<Omit<DirectoryPackTable, 'lines' | 'changes'>[]> {
  return (db as ReadDb)
    .selectFrom('directory_pack')
    .select(['version', 'hash', 'bundle_id', 'fingerprint', 'from_unit', 'issued_on', 'opened_at', 'bytes'])
    .orderBy('version', 'desc')
    .execute()
}

/** Only the newest keeps its lines: they are what the next one is compared with. */
export async function insertPack(db: WriteDb, row: DirectoryPackTable): Promise<void> {
  await db.updateTable('directory_pack').set({ lines: '[]' }).execute()
  await db.insertInto('directory_pack').values(row).execute()
}

/** A directory's lines as kept; a line this program no longer reads is left out. */
export function keptLines({ lines }: Pick<DirectoryPackTable, 'lines'>): DirectoryLine[] {
  // Safe: only insertPack's callers write it.
  return (JSON.parse(lines) as unknown[]).flatMap((line) => directoryLineSchema.safeParse(line).data ?? [])
}
