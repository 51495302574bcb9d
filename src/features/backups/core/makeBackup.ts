import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import { keepHonouredList } from '../../../db/honouredList.ts'
import type { Office, Services } from '../../../db/office.ts'
import { DATABASE_FILE } from '../../../db/openOffice.ts'
import { listPastDataKeys } from '../../../db/pastDataKeys.ts'
import { syncToDisk } from '../../../db/prepareOfficeFile.ts'
import type { Backup, SecondFolder } from '../common/contract.ts'
import { chooseKept } from '../common/rules.ts'
import type { BookFacts } from './backupJob.ts'
import {
  type BackupNote,
  backupName,
  findNoted,
  KEY_FILES,
  listNoted,
  NOTE_FILE,
  type NotedBackup,
  ownBackupsDir,
  toBackup,
} from './backupNotes.ts'
import { removeUnfinished } from './removeUnfinished.ts'
import { copyToSecond } from './secondCopy.ts'
import { findSecondFolder, officeShelf } from './secondFolder.ts'

/** Makes one backup beside the book and, where a second folder is named and there, another of the same bytes in it. */
export async function makeBackup(office: Office, services: Services): Promise<Result<Backup>> {
  if (office.database.dialect !== 'sqlite') return failWith('backups.onlyForFiles')
  const made = await copyBook(office, services)
  if (!made.ok) return made
  const second = await findSecondFolder(office)
  const copied =
    second?.state === 'ready' ? await copyToSecond(office, services, { second, backup: made.value }) : undefined
  if (copied?.ok === false) return copied
  await tellHonouredLists(office, services)
  for (const folder of foldersOf(office, second)) await removeOld(folder, services.clock.now())
  return succeed(toBackup(made.value, copied === undefined ? ['own'] : ['own', 'second']))
}

/**
 * The list of what people asked for lies beside the backups in each folder that can be reached. One that cannot be written now
 * is logged and written with the next backup: what was asked for is done in the book all the same.
 */
export async function tellHonouredLists(office: Office, services: Services): Promise<void> {
  if (office.database.dialect !== 'sqlite') return
  for (const folder of foldersOf(office, await findSecondFolder(office))) {
    if (!existsSync(folder)) continue
    const kept = await keepHonouredList(office, folder)
    if (!kept.ok)
      services.log.unexpected(new Error(`the list of honoured requests was not written: ${kept.failure.code}`))
  }
}

/** Where this office's backups lie, as far as they can be reached. */
export function foldersOf(office: Office, second: SecondFolder | null): string[] {
  const own = ownBackupsDir(office)
  return second?.state === 'ready' ? [own, officeShelf(office, second.path)] : [own]
}

/**
 * Into a folder named `.part`, verified, then renamed: a power cut leaves nothing that looks whole. What fails, on a full disk for
 * one, leaves nothing at all.
 */
async function copyBook(office: Office, services: Services): Promise<Result<NotedBackup>> {
  const madeAt = services.clock.now()
  const id = backupName(madeAt)
  const dir = join(ownBackupsDir(office), id)
  const part = `${dir}.part`
  await removeUnfinished(ownBackupsDir(office), madeAt)
  try {
    await rm(part, { recursive: true, force: true })
    await mkdir(part, { recursive: true, mode: 0o700 })
    const job = { from: join(office.dir, DATABASE_FILE), to: join(part, DATABASE_FILE), key: office.dataKey }
    const copied = await services.jobs.run<Result<BookFacts>>('backups.copyBook', job)
    if (!copied.ok) return copied
    const attachments = await services.attachments.listNames(office.database.read)
    await services.attachments.copy(office.dir, ownBackupsDir(office))
    for (const name of KEY_FILES) {
      await copyFile(join(office.dir, name), join(part, name))
      await syncToDisk(join(part, name))
    }
    const note: BackupNote = { madeAt, ...copied.value, attachments }
    await writeThrough(join(part, NOTE_FILE), JSON.stringify(note))
    await rename(part, dir)
    await syncToDisk(ownBackupsDir(office), 'folder')
    return succeed({ id, dir, note })
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

/** Reads a backup again from the disk and compares it with what was noted when it was made; attachments too. */
export async function verifyBackup(office: Office, services: Services, id: string): Promise<Result<Backup>> {
  const found = await findBackup(office, id)
  if (found === undefined) return failWith('backups.notFound')
  const checked = await checkNoted(office, services, found.backup)
  return checked.ok ? succeed(toBackup(found.backup, found.places)) : checked
}

/** A backup by its name, in whichever folder can be reached; beside the book first. */
export async function findBackup(
  office: Office,
  id: string,
): Promise<{ backup: NotedBackup; places: Backup['places'] } | undefined> {
  const second = await findSecondFolder(office)
  const own = await findNoted(ownBackupsDir(office), id)
  const other = second?.state === 'ready' ? await findNoted(officeShelf(office, second.path), id) : undefined
  const backup = own ?? other
  if (backup === undefined) return undefined
  return { backup, places: [...(own === undefined ? [] : ['own' as const]), ...(other ? ['second' as const] : [])] }
}

/** The key that opens a sound backup: today's, or one of before a change of key. */
export async function checkNoted(
  office: Office,
  services: Services,
  { dir, note }: NotedBackup,
): Promise<Result<{ key: Buffer; past: boolean }>> {
  const past = await listPastDataKeys(office.database.read, office.dataKey)
  const keys = [Buffer.from(office.dataKey), ...past]
  for (const [index, key] of keys.entries()) {
    const job = { file: join(dir, DATABASE_FILE), key }
    const checked = await services.jobs.run<Result<BookFacts>>('backups.verifyBook', job)
    if (!checked.ok) continue
    if (checked.value.sha256 !== note.sha256) return failWith('backups.damaged')
    const files = await services.attachments.check({ dir: join(dir, '..'), dataKey: key }, note.attachments)
    if (!files) return failWith('backups.damaged')
    return succeed({ key, past: index > 0 })
  }
  return failWith('backups.damaged')
}

async function removeOld(folder: string, now: string): Promise<void> {
  const noted = await listNoted(folder, now)
  const kept = chooseKept(
    noted.map(({ note }) => note.madeAt),
    now,
  )
  for (const { dir, note } of noted) if (!kept.has(note.madeAt)) await rm(dir, { recursive: true, force: true })
}

async function writeThrough(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
}
