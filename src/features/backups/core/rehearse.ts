import { copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import { openSqliteDatabase } from '../../../db/database.ts'
import type { Office, Services } from '../../../db/office.ts'
import { DATABASE_FILE } from '../../../db/openOffice.ts'
import { listNoted, type NotedBackup, ownBackupsDir } from './backupNotes.ts'
import { checkNoted } from './makeBackup.ts'

export interface Rehearsed {
  id: string
  addresses: number
}

/** Does with the newest backup what a restore does (read it all, open it, bring it up to date), beside the book, and removes it. */
export async function rehearseRestore(office: Office, services: Services): Promise<Result<Rehearsed>> {
  const [newest] = await listNoted(ownBackupsDir(office), services.clock.now())
  if (newest === undefined) return failWith('backups.notFound')
  const opened = await checkNoted(office, services, newest)
  if (!opened.ok) return opened
  const scratch = join(ownBackupsDir(office), 'rehearsal.part')
  await rm(scratch, { recursive: true, force: true })
  await mkdir(scratch, { mode: 0o700 })
  try {
    return await openCopy(newest, { scratch, key: opened.value.key })
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

async function openCopy(
  { id, dir, note }: NotedBackup,
  { scratch, key }: { scratch: string; key: Buffer },
): Promise<Result<Rehearsed>> {
  const file = join(scratch, DATABASE_FILE)
  await copyFile(join(dir, DATABASE_FILE), file)
  const database = await openSqliteDatabase(file, key)
  if (!database.ok) return database
  try {
    const row = await database.value.read
      .selectFrom('address')
      .select((query) => query.fn.countAll().as('addresses'))
      .executeTakeFirstOrThrow()
    const addresses = Number(row.addresses)
    return addresses === note.totals.address ? succeed({ id, addresses }) : failWith('backups.totalsDiffer')
  } finally {
    await database.value.close()
  }
}
