import type { Clock } from '../../../base/core/clock.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { Office } from '../../../db/office.ts'
import type { Backup, BackupStatus } from '../common/contract.ts'
import { newestFirst, REHEARSE_AFTER_DAYS } from '../common/rules.ts'
import { backupName, listNoted, ownBackupsDir, toBackup } from './backupNotes.ts'
import { findSecondFolder, officeShelf, readSetting } from './secondFolder.ts'

const REHEARSAL = 'backups.rehearsal'

/** Verified backups of both folders, newest first. */
export async function listBackups(office: Office, now: string): Promise<Backup[]> {
  const second = await findSecondFolder(office)
  const own = await listNoted(ownBackupsDir(office), now)
  const other = second?.state === 'ready' ? await listNoted(officeShelf(office, second.path), now) : []
  const inOwn = new Set(own.map(({ id }) => id))
  const inOther = new Set(other.map(({ id }) => id))
  const all = new Map([...own, ...other.filter(({ id }) => !inOwn.has(id))].map((noted) => [noted.id, noted]))
  const ordered = newestFirst([...all.keys()], backupName(now)).flatMap((id) => all.get(id) ?? [])
  return ordered.map((noted) =>
    toBackup(noted, [
      ...(inOwn.has(noted.id) ? ['own' as const] : []),
      ...(inOther.has(noted.id) ? ['second' as const] : []),
    ]),
  )
}

export async function readBackupStatus(office: Office, clock: Clock): Promise<BackupStatus> {
  const backups = await listBackups(office, clock.now())
  const rehearsal = await readRehearsal(office.database.read)
  const last = backups[0] ?? null
  return {
    ownFolder: ownBackupsDir(office),
    last,
    second: await findSecondFolder(office),
    lastSecondAt: backups.find((backup) => backup.places.includes('second'))?.madeAt ?? null,
    rehearsal,
    rehearsalDue: last !== null && isDue(rehearsal?.at ?? null, clock.now()),
  }
}

export async function keepRehearsal(db: WriteDb, rehearsal: NonNullable<BackupStatus['rehearsal']>): Promise<void> {
  await db.deleteFrom('setting').where('name', '=', REHEARSAL).execute()
  await db
    .insertInto('setting')
    .values({ name: REHEARSAL, value: JSON.stringify(rehearsal) })
    .execute()
}

async function readRehearsal(db: ReadDb): Promise<BackupStatus['rehearsal']> {
  const value = await readSetting(db, REHEARSAL)
  // Safe: only `keepRehearsal` writes this row.
  return value === undefined ? null : (JSON.parse(value) as NonNullable<BackupStatus['rehearsal']>)
}

function isDue(last: string | null, now: string): boolean {
  return last === null || Math.abs(Date.parse(now) - Date.parse(last)) > REHEARSE_AFTER_DAYS * 86_400_000
}
