import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncToDisk } from '../../../db/prepareOfficeFile.ts'

/** First bytes of every file, so that a stray one is known for what it is; the digit is the version of the layout. */
const MAGIC = Buffer.from('NCAT1\n')
const NONCE_BYTES = 12
const TAG_BYTES = 16
const NAME = /^[0-9a-f]{64}$/

/** Where an office's attachments lie; `dataKey` is the office's own. */
export interface AttachmentPlace {
  dir: string
  dataKey: Uint8Array
}

/** Folder of the encrypted files, beside the database. */
export function attachmentsDir(officeDir: string): string {
  return join(officeDir, 'attachments')
}

/**
 * Encrypts a content under the office's key and writes it under a keyed hash of itself, so the same photo is kept once and
 * a name tells nothing to somebody without the key. Written to a temporary name, through to the disk, then renamed: after a
 * power cut there is the whole file or none. Returns the name.
 */
export async function putAttachment({ dir, dataKey }: AttachmentPlace, content: Uint8Array): Promise<string> {
  const keys = attachmentKeys(dataKey)
  const name = contentName(keys.names, content)
  const file = fileOf(dir, name)
  if (existsSync(file)) return name
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const part = `${file}.${randomBytes(6).toString('hex')}.part`
  try {
    await writeThrough(part, seal(content, { key: keys.contents, name }))
    await rename(part, file)
  } finally {
    await rm(part, { force: true })
  }
  await syncToDisk(dirname(file), 'folder')
  return name
}

/** The content of a name; undefined when its file is missing or was altered. */
export async function readAttachment({ dir, dataKey }: AttachmentPlace, name: string): Promise<Uint8Array | undefined> {
  const keys = attachmentKeys(dataKey)
  try {
    return unseal(await readFile(fileOf(dir, name)), { key: keys.contents, name })
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

export interface AttachmentFile {
  name: string
  /** On the disk, encrypted. */
  bytes: number
}

/** Every attachment file of an office or of a backup, by name. `dir` is the folder that holds `attachments`. */
export async function listAttachmentFiles(dir: string): Promise<AttachmentFile[]> {
  const files: AttachmentFile[] = []
  for (const shelf of await namesIn(attachmentsDir(dir))) {
    for (const name of await namesIn(join(attachmentsDir(dir), shelf))) {
      if (NAME.test(name)) files.push({ name, bytes: (await stat(fileOf(dir, name))).size })
    }
  }
  return files.sort((one, other) => (one.name < other.name ? -1 : 1))
}

/**
 * Copies the attachment files of one folder into another (an office into a backup, a backup into an office) and writes them
 * through. What is there under its name already is the same content and is passed over, so a second backup into the same
 * folder costs only what is new. Returns how many were copied and their size.
 */
export async function copyAttachmentFiles(
  fromDir: string,
  toDir: string,
  signal?: AbortSignal,
): Promise<{ copied: number; bytes: number }> {
  const present = new Map((await listAttachmentFiles(toDir)).map(({ name, bytes }) => [name, bytes]))
  let copied = 0
  let size = 0
  for (const { name, bytes } of await listAttachmentFiles(fromDir)) {
    signal?.throwIfAborted()
    if (present.get(name) === bytes) continue
    const target = fileOf(toDir, name)
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const part = `${target}.part`
    await copyFile(fileOf(fromDir, name), part)
    await syncToDisk(part)
    await rename(part, target)
    copied += 1
    size += bytes
  }
  return { copied, bytes: size }
}

export interface AttachmentCheck {
  /** Whole ones. */
  files: number
  bytes: number
  /** Names of files that do not open with the key or are not what their name says. */
  damaged: string[]
  /** Names that were asked for and are not there. */
  missing: string[]
}

/** Opens every attachment file of a folder and compares it with its name; `expected`: the names the database lists. */
export async function verifyAttachmentFiles(
  { dir, dataKey }: AttachmentPlace,
  expected: readonly string[],
): Promise<AttachmentCheck> {
  const check: AttachmentCheck = { files: 0, bytes: 0, damaged: [], missing: [] }
  const present = await listAttachmentFiles(dir)
  for (const { name, bytes } of present) {
    if ((await readAttachment({ dir, dataKey }, name)) === undefined) check.damaged.push(name)
    else {
      check.files += 1
      check.bytes += bytes
    }
  }
  const names = new Set(present.map(({ name }) => name))
  check.missing = expected.filter((name) => !names.has(name))
  return check
}

/** Removes files nobody names any more and what a power cut left half written, if older than `before` (ms). */
export async function sweepAttachmentFiles(
  dir: string,
  { kept, before }: { kept: ReadonlySet<string>; before: number },
): Promise<number> {
  let removed = 0
  for (const shelf of await namesIn(attachmentsDir(dir))) {
    for (const name of await namesIn(join(attachmentsDir(dir), shelf))) {
      const file = join(attachmentsDir(dir), shelf, name)
      if (kept.has(name) || (await stat(file)).mtimeMs > before) continue
      await rm(file, { force: true })
      removed += 1
    }
  }
  return removed
}

/** Removes one file for good: what the law says must go. */
export async function eraseAttachmentFile(dir: string, name: string): Promise<void> {
  await rm(fileOf(dir, name), { force: true })
}

function fileOf(dir: string, name: string): string {
  if (!NAME.test(name)) throw new Error('not the name of an attachment')
  return join(attachmentsDir(dir), name.slice(0, 2), name)
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}

function attachmentKeys(dataKey: Uint8Array): { contents: Buffer; names: Buffer } {
  const derive = (info: string) => Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(0), info, 32))
  return { contents: derive('nhip-cau attachment contents v1'), names: derive('nhip-cau attachment names v1') }
}

function contentName(key: Buffer, content: Uint8Array): string {
  return createHmac('sha256', key).update(content).digest('hex')
}

interface SealKey {
  key: Buffer
  /** Ties the ciphertext to its name: a file moved to another name no longer opens. */
  name: string
}

function seal(content: Uint8Array, { key, name }: SealKey): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(name))
  return Buffer.concat([MAGIC, nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

function unseal(file: Buffer, { key, name }: SealKey): Buffer | undefined {
  const start = MAGIC.length + NONCE_BYTES
  if (file.length < start + TAG_BYTES || !file.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  const nonce = file.subarray(MAGIC.length, start)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(name)).setAuthTag(file.subarray(-TAG_BYTES))
  const content = decipher.update(file.subarray(start, -TAG_BYTES))
  try {
    decipher.final()
    return content
  } catch {
    // A wrong tag is the answer here: the file was altered or belongs to another key.
    content.fill(0)
    return undefined
  }
}

async function writeThrough(file: string, bytes: Uint8Array): Promise<void> {
  await using handle = await open(file, 'wx', 0o600)
  await handle.writeFile(bytes)
  await handle.sync()
}
