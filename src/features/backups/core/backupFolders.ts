import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import type { Office, Services } from '../../../db/office.ts'
import { DATABASE_FILE } from '../../../db/openOffice.ts'
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

/**
 * Puts a verified backup in place of the closed book and keeps the book of before aside. Key files of today stay: a
 * passphrase changed since the backup must go on working.
 */
export async function placeBackup(officeDir: string, id: string): Promise<string> {
  const keptAside = join(officeDir, `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  await mkdir(keptAside, { mode: 0o700 })
  for (const suffix of ['', '-wal', '-shm']) {
    const file = join(officeDir, `${DATABASE_FILE}${suffix}`)
    if (existsSync(file)) await rename(file, join(keptAside, `${DATABASE_FILE}${suffix}`))
  }
  const source = join(officeDir, 'backups', id)
  await copyFile(join(source, DATABASE_FILE), join(officeDir, DATABASE_FILE))
  for (const name of KEY_FILES) {
    if (!existsSync(join(officeDir, name))) await copyFile(join(source, name), join(officeDir, name))
  }
  return keptAside
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
