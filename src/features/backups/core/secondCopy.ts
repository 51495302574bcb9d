import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { failWith, type Result, succeed } from '../../../base/common/result.ts'
import type { Office, Services } from '../../../db/office.ts'
import { syncToDisk } from '../../../db/prepareOfficeFile.ts'
import type { SecondFolder } from '../common/contract.ts'
import type { NotedBackup } from './backupNotes.ts'
import { removeUnfinished } from './removeUnfinished.ts'
import { officeShelf, whyNotWritten } from './secondFolder.ts'

/**
 * Copies a verified backup to the second folder: into a folder named `.part`, written through, every file read back and compared
 * by SHA-256, then renamed. A stick pulled out half-way leaves nothing that looks like a backup.
 */
export async function copyToSecond(
  office: Office,
  services: Services,
  { second, backup }: { second: SecondFolder; backup: NotedBackup },
): Promise<Result<string>> {
  const shelf = officeShelf(office, second.path)
  const dir = join(shelf, backup.id)
  const part = `${dir}.part`
  try {
    await removeUnfinished(shelf, backup.note.madeAt)
    await rm(part, { recursive: true, force: true })
    await mkdir(part, { recursive: true, mode: 0o700 })
    for (const name of await readdir(backup.dir)) {
      if (!(await copyCompared(join(backup.dir, name), join(part, name)))) return failWith('backups.damaged')
    }
    await services.attachments.copy(join(backup.dir, '..'), shelf)
    const sound = await services.attachments.check({ dir: shelf, dataKey: office.dataKey }, backup.note.attachments)
    if (!sound) return failWith('backups.damaged')
    await rm(dir, { recursive: true, force: true })
    await rename(part, dir)
    await syncToDisk(shelf, 'folder')
    return succeed(dir)
  } catch (error) {
    services.log.unexpected(error)
    return failWith(whyNotWritten(error), { path: basename(second.path) })
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

async function copyCompared(from: string, to: string): Promise<boolean> {
  await copyFile(from, to)
  await syncToDisk(to)
  return (await hashFile(from)) === (await hashFile(to))
}

export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
