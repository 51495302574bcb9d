import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import * as z from 'zod'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import { readHonouredList } from '../../../db/honouredList.ts'
import { type HonouredRequests, uniteHonouredRequests } from '../../../db/honouredRequests.ts'
import type { Services } from '../../../db/office.ts'
import { lockOffice } from '../../../db/officeLock.ts'
import { DATABASE_FILE, officeExists } from '../../../db/openOffice.ts'
import { prepareOfficeFile, syncToDisk } from '../../../db/prepareOfficeFile.ts'
import { startNewEpoch } from '../../../db/startNewEpoch.ts'
import { newestFirst } from '../../backups/common/rules.ts'
import { findKeyringUser, unlockKeyring, unlockWithRecovery } from './keys/keyring.ts'
import { KEYRING_FILES } from './keys/keyringFiles.ts'
import { parseRecoveryCode } from './keys/recoveryCode.ts'
import { OfficeDraft } from './officeDraft.ts'

export interface RestoreInput {
  /** Where the office is to be: no book there yet. */
  dir: string
  /** A backup's folder, or one that holds backups, as a person typed it. */
  folder: string
  userName: string
  /** Of that time; or the recovery code of that time, which opens whatever happened to the PC. */
  passphrase: string
  deviceSecret?: Uint8Array | undefined
}

const noteSchema = z.object({ sha256: z.string(), attachments: z.array(z.string()).default([]) })

/** The newest finished backup in a typed folder: the folder itself, the office's shelf on a stick, or what the shelf holds. */
export async function findBackupIn(folder: string, now: string): Promise<string | undefined> {
  if (!isAbsolute(folder)) return undefined
  const inside = await namesIn(folder)
  if (isBackup(folder)) return folder
  const shelves = inside
    .filter((name) => name.startsWith('nhip-cau-') || name === 'backups')
    .map((name) => join(folder, name))
  for (const shelf of [folder, ...shelves]) {
    const found = (await namesIn(shelf)).filter((name) => isBackup(join(shelf, name)))
    const [newest] = newestFirst(found, now.replaceAll(/[:.]/g, '-'))
    if (newest !== undefined) return join(shelf, newest)
  }
  return undefined
}

/**
 * Makes the office of this PC from a backup: the book, its attachments and its keys as they were, opened with a passphrase of
 * that time. Everything is made beside its place and moved in with the book last. Gives the data key, which the caller zeroes.
 */
export async function restoreOffice(
  services: Services,
  input: RestoreInput,
): Promise<Result<{ dek: Buffer; userId: string }>> {
  if (officeExists(input.dir)) return failWith('accounts.officeExists')
  const backup = await findBackupIn(input.folder, services.clock.now())
  if (backup === undefined) return failWith('accounts.noBackupHere')
  const unlocked = await unlockBackup(backup, input)
  if (!unlocked.ok) return unlocked
  const { dek, userId } = unlocked.value
  await mkdir(input.dir, { recursive: true, mode: 0o700 })
  const lock = lockOffice(input.dir)
  if (!lock.ok) return lock
  const draft = new OfficeDraft(input.dir)
  try {
    await draft.clear()
    if (draft.isKeyringInPlace()) return failWith('accounts.keyringExists')
    const honoured = await listHonoured(input.dir, backup, dek)
    const checked = await copyInto(services, { draft, backup, dek, userId, honoured })
    if (!checked.ok) return checked
    await services.attachments.copy(join(backup, '..'), input.dir)
    await draft.moveIntoPlace()
    await services.attachments.eraseFiles(input.dir, checked.value)
    return succeed({ dek, userId })
  } finally {
    await draft.clear()
    lock.value.release()
  }
}

/** The code is told from a passphrase by its shape and its check symbols; whose name goes with it is a person of the backup. */
async function unlockBackup(dir: string, input: RestoreInput): Promise<Result<{ dek: Buffer; userId: string }>> {
  if (!parseRecoveryCode(input.passphrase).ok) return unlockKeyring({ ...input, dir })
  const userId = await findKeyringUser(dir, input.userName)
  if (userId === undefined) return failWith('accounts.wrongPassphrase')
  const opened = await unlockWithRecovery({ dir, recoveryCode: input.passphrase })
  return opened.ok ? succeed({ dek: opened.value.dek, userId }) : opened
}

/** What lies beside the backup, and beside those the PC itself has left when its book is gone. */
async function listHonoured(dir: string, backup: string, dek: Buffer): Promise<HonouredRequests> {
  const folders = [join(backup, '..'), join(dir, 'backups')]
  return uniteHonouredRequests(await Promise.all(folders.map((folder) => readHonouredList(folder, [dek]))))
}

interface Copying {
  draft: OfficeDraft
  backup: string
  dek: Buffer
  userId: string
  honoured: HonouredRequests
}

/** Returns the attachment files nobody names any more, since who they were about was erased since. */
async function copyInto(
  services: Services,
  { draft, backup, dek, userId, honoured }: Copying,
): Promise<Result<string[]>> {
  await mkdir(draft.dir, { recursive: true, mode: 0o700 })
  for (const name of [...KEYRING_FILES, DATABASE_FILE]) {
    await copyFile(join(backup, name), join(draft.dir, name))
    await syncToDisk(join(draft.dir, name))
  }
  const note = noteSchema.safeParse(JSON.parse(await readFile(join(backup, 'backup.json'), 'utf8')))
  const job = { file: draft.databaseFile, key: dek }
  const book = await services.jobs.run<Result<{ sha256: string }>>('backups.verifyBook', job)
  if (!note.success || !book.ok || book.value.sha256 !== note.data.sha256) return failWith('accounts.backupDamaged')
  const place = { dir: join(backup, '..'), dataKey: dek }
  if (!(await services.attachments.check(place, note.data.attachments))) return failWith('accounts.backupDamaged')
  let gone: string[] = []
  const prepared = await prepareOfficeFile(draft.databaseFile, dek, async (database) => {
    gone = await database.write(async (db) => {
      // Another PC has other names and addresses; PCs of the network that were removed since are not let in again.
      await db.deleteFrom('setting').where('name', '=', 'lan').execute()
      const now = services.clock.now()
      const { unitId, epoch } = await startNewEpoch(db, { userId, now, procedure: 'accounts.restoreOffice' })
      const by = { office: { unitId, epoch, database }, writer: { userId, unitId, now } }
      return services.honourAgain(db, by, honoured)
    })
  })
  return prepared.ok ? succeed(gone) : prepared
}

function isBackup(dir: string): boolean {
  return ['backup.json', DATABASE_FILE, ...KEYRING_FILES].every((name) => existsSync(join(dir, name)))
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir)
  } catch {
    // Not a folder, or not to be read: no backup there.
    return []
  }
}
