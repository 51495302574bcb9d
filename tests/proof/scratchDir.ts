import { existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file system in memory. */
const MEMORY = '/dev/shm'
/** Several rigs at once keep images of disks there. */
const LEAST_BYTES = 4 * 1024 ** 3

/**
 * Where rigs work, to be removed by whoever asked. In memory where there is room: what reaches a disk and when is modelled,
 * recorded or cut off by the rigs that ask it (power, ext4, stick-cuts), and a real sync would only be waited for.
 */
export function makeScratchDir(): string {
  return mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), 'nhip-cau-proof-'))
}

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize >= LEAST_BYTES
}
