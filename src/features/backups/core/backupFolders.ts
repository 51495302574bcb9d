import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import type { Database } from '../../../db/database.ts'
import type { Office, Services } from '../../../db/office.ts'
import { lockOffice } from '../../../db/officeLock.ts'
import { DATABASE_FILE } from '../../../db/openOffice.ts'
import { prepareOfficeFile, syncToDisk } from '../../../db/prepareOfficeFile.ts'
import type { Backup } from '../common/contract.ts'
import type { BookFacts } from './backupJob.ts'

const NOTE_FILE = 'backup.json'
const KEY_FILES = ['keyring.json', 'keyring.copy.json']
const FOLDER_NAME = /^\d{4}-\d{2}-\d{2}T[\d-]+Z$/

const noteSchema = z.object({
  madeAt: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  totals: z.record(z.string(), z.number()),
})
type Note = z.infer<typeof noteSchema>

export function backupsDir(office: Pick<Office, 'dir'>): string {
  return join(office.dir, 'backups')
}

/** Makes one backup: into a folder named `.part`, verified, then renamed; a power cut leaves nothing that looks whole. */
export async function makeBackup(office: Office, services: Services): Promise<Result<Backup>> {
  if (office.database.dialect !== 'sqlite') return failWith('backups.onlyForFiles')
  const madeAt = services.clock.now()
  const id = madeAt.replaceAll(/[:.]/g, '-')
  const final = join(backupsDir(office), id)
  const part = `${final}.part`
  await rm(part, { recursive: true, force: true })
  await mkdir(part, { recursive: true, mode: 0o700 })
  const copied = await services.jobs.run<Result<BookFacts>>('backups.copyBook', {
    from: join(office.dir, DATABASE_FILE),
    to: join(part, DATABASE_FILE),
    key: office.dataKey,
  })
  if (!copied.ok) {
    await rm(part, { recursive: true, force: true })
    return copied
  }
  for (const name of KEY_FILES) await copyFile(join(office.dir, name), join(part, name))
  await writeThrough(join(part, NOTE_FILE), JSON.stringify({ madeAt, ...copied.value } satisfies Note))
  await rename(part, final)
  return succeed(toBackup(id, { madeAt, ...copied.value }))
}

/** Verified backups, newest first. */
export async function listBackups(office: Office): Promise<Backup[]> {
  const dir = backupsDir(office)
  if (!existsSync(dir)) return []
  const names = (await readdir(dir))
    .filter((name) => FOLDER_NAME.test(name))
    .sort()
    .reverse()
  const notes = await Promise.all(names.map(async (id) => ({ id, note: await readNote(join(dir, id)) })))
  return notes.flatMap(({ id, note }) => (note === undefined ? [] : [toBackup(id, note)]))
}

/** Reads a backup again from the disk and compares it with what was noted when it was made. */
export async function verifyBackup(office: Office, services: Services, id: string): Promise<Result<Backup>> {
  const dir = join(backupsDir(office), id)
  const note = FOLDER_NAME.test(id) ? await readNote(dir) : undefined
  if (note === undefined) return failWith('backups.notFound')
  const checked = await services.jobs.run<Result<BookFacts>>('backups.verifyBook', {
    file: join(dir, DATABASE_FILE),
    key: office.dataKey,
  })
  if (!checked.ok) return checked
  return checked.value.sha256 === note.sha256 ? succeed(toBackup(id, note)) : failWith('backups.damaged')
}

/** Copies a verified backup beside the book in use, ready to take its place: `prepare` is the last work done on it. */
export async function stageBackup(
  office: Office,
  id: string,
  prepare: (database: Database) => Promise<void>,
): Promise<Result<void>> {
  const staged = stagedFile(office.dir)
  await clearStaged(office.dir)
  await copyFile(join(backupsDir(office), id, DATABASE_FILE), staged)
  const prepared = await prepareOfficeFile(staged, office.dataKey, prepare)
  if (!prepared.ok) await clearStaged(office.dir)
  return prepared
}

/** Removes what a restore that failed has left. */
export async function clearStaged(officeDir: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${stagedFile(officeDir)}${suffix}`, { force: true })
}

/**
 * Puts the staged backup in place of the closed book and keeps the book of before aside. One rename does it: at every moment
 * there is a whole book under its name. Key files of today stay: a passphrase changed since the backup must go on working.
 * Failure: common.alreadyRunning; a throw leaves the book of before in place.
 */
export async function placeStaged(officeDir: string, id: string): Promise<Result<string>> {
  const lock = lockOffice(officeDir)
  if (!lock.ok) return lock
  const book = join(officeDir, DATABASE_FILE)
  const keptAside = join(officeDir, `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  try {
    await removeFoldedLog(book)
    await mkdir(keptAside, { mode: 0o700 })
    await keepCopy(book, join(keptAside, DATABASE_FILE))
    for (const name of KEY_FILES) {
      if (!existsSync(join(officeDir, name)))
        await copyFile(join(officeDir, 'backups', id, name), join(officeDir, name))
    }
    await rename(stagedFile(officeDir), book)
    await syncToDisk(officeDir, 'folder')
  } catch (error) {
    await rm(keptAside, { recursive: true, force: true })
    throw error
  } finally {
    lock.value.release()
  }
  return succeed(keptAside)
}

function stagedFile(officeDir: string): string {
  return join(officeDir, `${DATABASE_FILE}.restoring`)
}

/** Closing folds the log into the book. One that still holds pages would be replayed into the restored book and ruin it. */
async function removeFoldedLog(book: string): Promise<void> {
  const log = `${book}-wal`
  if (existsSync(log) && (await stat(log)).size > 0) throw new Error('the log of the closed book was not folded in')
  await rm(log, { force: true })
  await rm(`${book}-shm`, { force: true })
}

/** A second name for the same bytes, or a copy where the file system knows no links (USB sticks). */
async function keepCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
  } catch {
    await copyFile(from, to)
    await syncToDisk(to)
  }
}

function toBackup(id: string, note: Note): Backup {
  const rows = Object.entries(note.totals).filter(([name]) => !name.includes('.'))
  return {
    id,
    madeAt: note.madeAt,
    bytes: note.bytes,
    rows: rows.reduce((sum, [, count]) => sum + count, 0),
    addresses: note.totals.address ?? 0,
  }
}

async function readNote(dir: string): Promise<Note | undefined> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(join(dir, NOTE_FILE), 'utf8')))
  } catch {
    // A folder without a readable note was never finished or was damaged: it does not count as a backup.
    return undefined
  }
}

async function writeThrough(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
  await handle.close()
}
