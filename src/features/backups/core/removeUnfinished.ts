import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { backupName } from './backupNotes.ts'

const UNFINISHED = /^\d{4}-\d{2}-\d{2}T[\d-]+Z\.part$/
const DAY_MS = 86_400_000

/**
 * Removes what a power cut or a stick pulled out left of backups in the making: each is a copy of the whole book, and no program
 * looks at it again. What is of the day around now (ISO) may be in the making beside this one.
 */
export async function removeUnfinished(folder: string, now: string): Promise<void> {
  if (!existsSync(folder)) return
  const [from, to] = [-DAY_MS, DAY_MS].map((ms) => backupName(new Date(Date.parse(now) + ms).toISOString()))
  for (const name of await readdir(folder)) {
    if (!UNFINISHED.test(name)) continue
    const isOfNow = from !== undefined && to !== undefined && name > from && name < to
    if (!isOfNow) await rm(join(folder, name), { recursive: true, force: true })
  }
}
