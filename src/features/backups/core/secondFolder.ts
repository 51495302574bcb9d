import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import { isNoRoom } from '../../../base/core/isNoRoom.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { Office } from '../../../db/office.ts'
import type { SecondFolder } from '../common/contract.ts'

const SETTING = 'backups.secondFolder'

/** Where in the second folder an office's backups lie: a stick may serve several offices. */
export function officeShelf(office: Pick<Office, 'unitCode'>, folder: string): string {
  return join(folder, `nhip-cau-${office.unitCode}`)
}

/** The folder the office named, and whether it can be reached now; null while none is named. */
export async function findSecondFolder(office: Office): Promise<SecondFolder | null> {
  const row = await office.database.read
    .selectFrom('setting')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirst()
  return row === undefined ? null : describeFolder(office, row.value)
}

/** A folder as a place for backups. Failures: backups.folderMissing, folderNotWritable, folderFull, folderInOffice. */
export async function checkFolder(office: Office, typed: string): Promise<Result<SecondFolder>> {
  const path = resolve(typed)
  if (!isAbsolute(typed) || !(await isFolder(path))) return failWith('backups.folderMissing', { path: typed })
  const inside = relative(office.dir, path)
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) return failWith('backups.folderInOffice')
  const trouble = await tryFile(office, path)
  if (trouble !== undefined) return failWith(trouble, { path: typed })
  return succeed(await describeFolder(office, path))
}

export async function keepSecondFolder(db: WriteDb, path: string | null): Promise<void> {
  await db.deleteFrom('setting').where('name', '=', SETTING).execute()
  if (path !== null) await db.insertInto('setting').values({ name: SETTING, value: path }).execute()
}

export async function readSetting(db: ReadDb, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value
}

async function describeFolder(office: Office, path: string): Promise<SecondFolder> {
  if (!(await isFolder(path))) return { path, state: 'missing', sameDisk: false }
  const [own, other] = await Promise.all([stat(office.dir), stat(path)])
  return { path, state: 'ready', sameDisk: own.dev === other.dev }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    // Not there, or not to be looked at: either way no place for a backup.
    return false
  }
}

type Trouble = 'backups.folderFull' | 'backups.folderNotWritable'

/** Why nothing can be written there; undefined when it can. */
async function tryFile(office: Office, path: string): Promise<Trouble | undefined> {
  const shelf = officeShelf(office, path)
  const probe = join(shelf, '.probe')
  try {
    await mkdir(shelf, { recursive: true, mode: 0o700 })
    // Never through a link somebody left on the stick.
    await rm(probe, { force: true })
    await writeFile(probe, 'x', { flag: 'wx' })
    await rm(probe)
    return undefined
  } catch (error) {
    // A stick with its lock on, a folder of somebody else, no room.
    return whyNotWritten(error)
  }
}

/** A full stick is another matter than a locked one. */
export function whyNotWritten(error: unknown): Trouble {
  return isNoRoom(error) ? 'backups.folderFull' : 'backups.folderNotWritable'
}
