import { existsSync } from 'node:fs'
import { open, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'

const NAME = 'reserve.bin'
const BYTES = 8 * 1024 * 1024

/**
 * Keeps some room on the disk for the day it is full: SQLite cannot even delete then. Made only while there is plenty left, and
 * written with real bytes, since a hole would reserve nothing.
 */
export async function makeReserve(officeDir: string): Promise<void> {
  const file = join(officeDir, NAME)
  if (existsSync(file)) return
  const { bavail, bsize } = await statfs(officeDir)
  if (bavail * bsize < 4 * BYTES) return
  await using handle = await open(file, 'w', 0o600)
  await handle.writeFile(Buffer.alloc(BYTES, 1))
  await handle.sync()
}

/** Gives the kept room back, so that what is being typed can be saved; whether there was any. */
export async function freeReserve(officeDir: string): Promise<boolean> {
  const file = join(officeDir, NAME)
  if (!existsSync(file)) return false
  await rm(file, { force: true })
  return true
}
