import { existsSync } from 'node:fs'
import { copyFile, link, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Result, succeed } from '../../../base/common/result.ts'
import { readAuditHead } from '../../../db/auditChain.ts'
import type { Database } from '../../../db/database.ts'
import { readHonouredList } from '../../../db/honouredList.ts'
import { type HonouredRequests, readHonouredRequests, uniteHonouredRequests } from '../../../db/honouredRequests.ts'
import type { Office, Services } from '../../../db/office.ts'
import { lockOffice } from '../../../db/officeLock.ts'
import { DATABASE_FILE } from '../../../db/openOffice.ts'
import { prepareOfficeFile, syncToDisk } from '../../../db/prepareOfficeFile.ts'
import { startNewEpoch } from '../../../db/startNewEpoch.ts'
import { KEY_FILES, type NotedBackup } from './backupNotes.ts'
import { checkNoted } from './makeBackup.ts'

/** Who asks for the restore, for the log. */
export interface Restoring {
  backup: NotedBackup
  userId: string
  now: string
}

/**
 * Copies a verified backup beside the book in use, under today's key, ready to take its place. Returns the attachment files
 * nobody names in it any more, since who they were about was erased.
 */
export async function stageBackup(office: Office, services: Services, restoring: Restoring): Promise<Result<string[]>> {
  const { backup } = restoring
  const opened = await checkNoted(office, services, backup)
  if (!opened.ok) return opened
  const { key, past } = opened.value
  const staged = stagedFile(office.dir)
  await clearStaged(office.dir)
  await services.attachments.copy(join(backup.dir, '..'), office.dir)
  const book = join(backup.dir, DATABASE_FILE)
  if (past) {
    const job = { from: book, to: staged, oldKey: key, newKey: office.dataKey }
    const rekeyed = await services.jobs.run<Result<null>>('accounts.rekeyBook', job)
    if (!rekeyed.ok) return rekeyed
  } else await copyFile(book, staged)
  const honoured = uniteHonouredRequests([
    await readHonouredRequests(office.database.read, office),
    await readHonouredList(join(backup.dir, '..'), [office.dataKey, key]),
  ])
  let gone: string[] = []
  const prepared = await prepareOfficeFile(staged, office.dataKey, async (database) => {
    if (past) {
      const keys = { dir: office.dir, from: key, to: office.dataKey }
      await database.write((db) => services.whenRekeyed(db, keys))
    }
    gone = await carryOver(office, database, { ...restoring, honoured, services })
  })
  if (!prepared.ok) await clearStaged(office.dir)
  return prepared.ok ? succeed(gone) : prepared
}

/**
 * Today's people and keys stay; the log says what came back and what it was put in place of. Keys between offices stay too: with
 * the keys of then, an office that has changed its own could report no more, and one withdrawn after a theft would be good again.
 * So do the PCs of the network: one that was removed is not let in again. Nor does anybody come back who was erased since.
 */
async function carryOver(
  office: Office,
  database: Database,
  { backup, userId, now, honoured, services }: Restoring & { honoured: HonouredRequests; services: Services },
): Promise<string[]> {
  const { read } = office.database
  const users = await read.selectFrom('app_user').selectAll().execute()
  const keys = await read.selectFrom('past_data_key').selectAll().execute()
  const ownKeys = await read.selectFrom('own_key').selectAll().execute()
  const unitKeys = await read.selectFrom('unit_key').selectAll().execute()
  const signers = await read.selectFrom('directory_signer').selectAll().execute()
  const kept = await read.selectFrom('setting').selectAll().where('name', 'in', KEPT_SETTINGS).execute()
  const setAside = await readAuditHead(office.database.read)
  return database.write(async (db) => {
    await db.deleteFrom('app_user').execute()
    await db.insertInto('app_user').values(users).execute()
    await db.deleteFrom('past_data_key').execute()
    if (keys.length > 0) await db.insertInto('past_data_key').values(keys).execute()
    await db.deleteFrom('own_key').execute()
    if (ownKeys.length > 0) await db.insertInto('own_key').values(ownKeys).execute()
    await db.deleteFrom('unit_key').execute()
    if (unitKeys.length > 0) await db.insertInto('unit_key').values(unitKeys).execute()
    await db.deleteFrom('directory_signer').execute()
    if (signers.length > 0) await db.insertInto('directory_signer').values(signers).execute()
    await db.deleteFrom('setting').where('name', 'in', KEPT_SETTINGS).execute()
    if (kept.length > 0) await db.insertInto('setting').values(kept).execute()
    const { epoch } = await startNewEpoch(db, {
      userId,
      now,
      procedure: 'backups.restore',
      backup: backup.id,
      setAside,
    })
    const { unitId } = office
    const by = { office: { unitId, epoch, database }, writer: { userId, unitId, now } }
    return services.honourAgain(db, by, honoured)
  })
}

/**
 * Settings of today that a backup does not bring back: the certificate of this PC and who of its network is let in, where this
 * PC keeps its second backups, the recovery key in the sealed envelope, and the file that tells others of the present keys.
 */
const KEPT_SETTINGS = [
  'lan',
  'backups.secondFolder',
  'backups.rehearsal',
  'bundles.recovery',
  'bundles.rotation',
] as const

/** Removes what a restore that failed has left. */
export async function clearStaged(officeDir: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${stagedFile(officeDir)}${suffix}`, { force: true })
}

/**
 * Puts the staged backup in place of the closed book and keeps the book of before aside. One rename does it: at every moment
 * there is a whole book under its name. Key files of today stay: a passphrase changed since the backup must go on working.
 * Failure: common.alreadyRunning; a throw leaves the book of before in place.
 */
export async function placeStaged(officeDir: string, backup: NotedBackup): Promise<Result<string>> {
  const lock = lockOffice(officeDir)
  if (!lock.ok) return lock
  const book = join(officeDir, DATABASE_FILE)
  const keptAside = join(officeDir, `before-restore-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)
  try {
    await removeFoldedLog(book)
    await mkdir(keptAside, { mode: 0o700 })
    await keepCopy(book, join(keptAside, DATABASE_FILE))
    for (const name of KEY_FILES) {
      if (!existsSync(join(officeDir, name))) await copyFile(join(backup.dir, name), join(officeDir, name))
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
