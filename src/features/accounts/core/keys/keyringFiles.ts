import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Failure, failWith, type Result, succeed } from '../../../../base/common/result.ts'
import { decodeKeyring, encodeKeyring, type Keyring, type KeyringText } from './keyringSchema.ts'

/** Both belong in every backup: without one of them the database cannot be read by anyone. */
export const KEYRING_FILES = ['keyring.json', 'keyring.copy.json'] as const
export type KeyringFileName = (typeof KEYRING_FILES)[number]

/**
 * `accounts.keyringDamaged` carries `{ main, copy }`: `missing`, `damaged`, `forged` (the MAC is wrong) or the error code of the
 * file system. `accounts.keyringNewer` carries `{ version }`.
 */
export type KeyringUnreadable = Failure<'accounts.keyringMissing' | 'accounts.keyringDamaged' | 'accounts.keyringNewer'>
/** `accounts.keyringNotSaved` carries `{ reason }`, the error code of the file system (`ENOSPC`); nothing was changed. */
export type KeyringNotSaved = Failure<'accounts.keyringNotSaved'>

export interface StoredKeyring {
  keyring: Keyring
  /** Files that are missing, damaged or older than the one that was read; `repairKeyring` writes them again. */
  copiesToRepair: KeyringFileName[]
}

/** Reads the keyring, or its copy when the first is missing or damaged. Never writes. */
export async function readKeyring(dir: string): Promise<Result<StoredKeyring, KeyringUnreadable>> {
  const [main, copy] = await Promise.all([readCopy(dir, 'keyring.json'), readCopy(dir, 'keyring.copy.json')])
  const newer = [main, copy].find((file) => file.state === 'newer')
  if (newer) return failWith('accounts.keyringNewer', { version: newer.version })
  if (main.state === 'good') {
    const isCopyEqual = copy.state === 'good' && encodeKeyring(copy.keyring) === encodeKeyring(main.keyring)
    return succeed({ keyring: main.keyring, copiesToRepair: isCopyEqual ? [] : ['keyring.copy.json'] })
  }
  if (copy.state === 'good') return succeed({ keyring: copy.keyring, copiesToRepair: ['keyring.json'] })
  if (main.state === 'missing' && copy.state === 'missing') return failWith('accounts.keyringMissing')
  return failWith('accounts.keyringDamaged', { main: causeOf(main), copy: causeOf(copy) })
}

/**
 * Replaces both copies. Both temporary files are on the disk before the first rename, so a full disk changes nothing; after a
 * power cut in between, the first file is the newer one and wins.
 */
export async function writeKeyring(dir: string, keyring: Keyring): Promise<Result<void, KeyringNotSaved>> {
  const text = encodeKeyring(keyring)
  const [main, copy] = KEYRING_FILES.map((name) => join(dir, name)) as [string, string] // two names in, two paths out
  try {
    await mkdir(dir, { recursive: true })
    await writeSynced(temporary(main), text)
    await writeSynced(temporary(copy), text)
    await renamePatiently(temporary(main), main)
  } catch (error) {
    await Promise.all([main, copy].map((file) => rm(temporary(file), { force: true })))
    return failWith('accounts.keyringNotSaved', { reason: errorCodeOrThrow(error) })
  }
  await syncDirectory(dir)
  await renamePatiently(temporary(copy), copy)
  await syncDirectory(dir)
  return succeed(undefined)
}

const turns = new Map<string, Promise<unknown>>()

/** Lets changes of one keyring follow one another: each reads, changes and writes the whole file. */
export async function inTurn<Value>(dir: string, change: () => Promise<Value>): Promise<Value> {
  const mine = (turns.get(dir) ?? Promise.resolve()).then(change, change)
  turns.set(dir, mine)
  try {
    return await mine
  } finally {
    if (turns.get(dir) === mine) turns.delete(dir)
  }
}

type CopyState = KeyringText | { state: 'missing' } | { state: 'unreadable'; code: string }

async function readCopy(dir: string, name: KeyringFileName): Promise<CopyState> {
  try {
    return decodeKeyring(await readFile(join(dir, name)))
  } catch (error) {
    const code = errorCodeOrThrow(error)
    return code === 'ENOENT' ? { state: 'missing' } : { state: 'unreadable', code }
  }
}

function causeOf(file: CopyState): string {
  return file.state === 'unreadable' ? file.code : file.state
}

function temporary(file: string): string {
  return `${file}.tmp`
}

async function writeSynced(file: string, text: string): Promise<void> {
  await using handle: FileHandle = await open(file, 'w', 0o600)
  await handle.writeFile(text)
  await handle.sync()
}

/** On Windows a virus scanner may hold a file for a moment after it was written. */
async function renamePatiently(from: string, to: string): Promise<void> {
  for (let triesLeft = 5; ; triesLeft -= 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (triesLeft === 0 || !['EPERM', 'EACCES', 'EBUSY'].includes(errorCodeOrThrow(error))) throw error
      await wait(50)
    }
  }
}

/** Windows cannot open a directory to sync it; NTFS journals the rename itself. */
async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  await using handle: FileHandle = await open(dir, 'r')
  await handle.sync()
}

function errorCodeOrThrow(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  throw error
}
