import { createHash } from 'node:crypto'
import { type FileHandle, lstat, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Failure, failWith, type Result, succeed } from '../common/result.ts'
import { isNoRoom } from './isNoRoom.ts'

export type WriteFailure = Failure<'files.diskFull' | 'files.notWritten' | 'files.readBackDiffers'>

/**
 * Writes a file that leaves the office (onto a stick, mostly) so that under its name it is whole or not there at all: as
 * `<path>.part`, flushed to the medium, read again and compared by SHA-256, and only then given its name. After a failure nothing is
 * left that looks complete. What is read again may come from the computer's memory, so a stick that lies about having
 * stored it is not found out; one that is full, pulled out or reports an error is.
 */
export async function writeProven(path: string, bytes: Uint8Array): Promise<Result<null, WriteFailure>> {
  const part = `${path}.part`
  try {
    if (!(await mayTakeName(path))) return failWith('files.notWritten')
    await rm(part, { force: true })
    await writeAndFlush(part, bytes)
    if (!(await holds(part, bytes))) {
      await remove(part)
      return failWith('files.readBackDiffers')
    }
    await rename(part, path)
  } catch (error) {
    await remove(part)
    return failWith(codeOf(error))
  }
  return keepName(path)
}

/** A device or a folder of that name is not replaced. */
async function mayTakeName(path: string): Promise<boolean> {
  const there = await lstat(path).catch(() => undefined)
  return there === undefined || there.isFile() || there.isSymbolicLink()
}

async function writeAndFlush(path: string, bytes: Uint8Array): Promise<void> {
  await withFile(path, 'wx', async (file) => {
    await file.writeFile(bytes)
    await file.sync()
  })
}

async function holds(path: string, bytes: Uint8Array): Promise<boolean> {
  const written = await withFile(path, 'r', (file) => file.readFile())
  return written.length === bytes.length && sha256(written).equals(sha256(bytes))
}

/** The new name has to be on the medium too before anybody is told to pull the stick. */
async function keepName(path: string): Promise<Result<null, WriteFailure>> {
  try {
    await withFile(dirname(path), 'r', (folder) => folder.sync())
  } catch (error) {
    // Windows does not open folders, and some file systems cannot flush them: there the flushed file has to do.
    if (!isNodeError(error) || !['EIO', 'ENOSPC', 'ENODEV', 'ENOENT', 'EROFS'].includes(error.code))
      return succeed(null)
    await remove(path)
    return failWith(codeOf(error))
  }
  return succeed(null)
}

async function withFile<Value>(
  path: string,
  flags: 'r' | 'wx',
  use: (file: FileHandle) => Promise<Value>,
): Promise<Value> {
  const file = await open(path, flags, 0o600)
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

/** A stick that is gone takes the unfinished file with it. */
async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined)
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

function codeOf(error: unknown): WriteFailure['code'] {
  return isNoRoom(error) ? 'files.diskFull' : 'files.notWritten'
}

function isNodeError(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
}
