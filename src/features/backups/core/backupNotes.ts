import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { Office } from '../../../db/office.ts'
import type { Backup } from '../common/contract.ts'
import { newestFirst } from '../common/rules.ts'

export const NOTE_FILE = 'backup.json'
export const KEY_FILES = ['keyring.json', 'keyring.copy.json']
const FOLDER_NAME = /^\d{4}-\d{2}-\d{2}T[\d-]+Z$/

const noteSchema = z.object({
  madeAt: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  totals: z.record(z.string(), z.number()),
  /** Where the audit chain of the copied book ended. */
  auditHead: z.object({ epoch: z.string(), seq: z.int(), hash: z.string() }).nullable().default(null),
  /** Names of the attachment files the book lists. */
  attachments: z.array(z.string()).default([]),
})
export type BackupNote = z.infer<typeof noteSchema>

/** A backup as it lies in one folder. */
export interface NotedBackup {
  id: string
  dir: string
  note: BackupNote
}

export function ownBackupsDir(office: Pick<Office, 'dir'>): string {
  return join(office.dir, 'backups')
}

/** What a backup made at this moment (ISO) is called: names sort as moments do. */
export function backupName(madeAt: string): string {
  return madeAt.replaceAll(/[:.]/g, '-')
}

/** Finished backups of a folder, newest first; one without a readable note was never finished or was damaged. */
export async function listNoted(folder: string, now: string): Promise<NotedBackup[]> {
  if (!existsSync(folder)) return []
  const names = (await readdir(folder)).filter((name) => FOLDER_NAME.test(name))
  const ids = newestFirst(names, backupName(now))
  const noted = await Promise.all(ids.map((id) => findNoted(folder, id)))
  return noted.filter((backup) => backup !== undefined)
}

export async function findNoted(folder: string, id: string): Promise<NotedBackup | undefined> {
  if (!FOLDER_NAME.test(id)) return undefined
  const dir = join(folder, id)
  try {
    return { id, dir, note: noteSchema.parse(JSON.parse(await readFile(join(dir, NOTE_FILE), 'utf8'))) }
  } catch {
    // Not there, not finished, or damaged: in each case it is no backup.
    return undefined
  }
}

/** The ends of the audit chain as the backups beside the book noted them. */
export async function listBackupHeads(office: Office) {
  // In whichever order: `~` sorts after every moment.
  const noted = await listNoted(ownBackupsDir(office), '~')
  return noted.flatMap(({ id, note }) =>
    note.auditHead === null ? [] : [{ ...note.auditHead, at: note.madeAt, place: 'backup', reference: id }],
  )
}

export function toBackup({ id, note }: NotedBackup, places: Backup['places']): Backup {
  const rows = Object.entries(note.totals).filter(([name]) => !name.includes('.'))
  return {
    id,
    madeAt: note.madeAt,
    bytes: note.bytes,
    rows: rows.reduce((sum, [, count]) => sum + count, 0),
    addresses: note.totals.address ?? 0,
    places,
  }
}
