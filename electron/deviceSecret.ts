import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { safeStorage } from 'electron'
import type { DeviceAnswer, DeviceRequest } from './coreMessages.ts'

const FILE = 'device.key'

/**
 * This PC's secret: 32 random bytes beside the book, encrypted by the operating system for the account that runs the program.
 * The system may lose its key (a new account, a changed password store): then there is no secret, and the recovery code is the way in.
 */
export async function answerDevice(dataDir: string, { id, act }: DeviceRequest): Promise<DeviceAnswer> {
  const available = await isAvailable()
  const file = join(dataDir, FILE)
  const found = available && act !== 'available' ? await readSecret(file) : undefined
  const secret = available && act === 'make' && found === undefined ? await makeSecret(file) : found
  return { kind: 'deviceSecret', id, available, secret }
}

/** Without a password store Linux would encrypt with a key that stands in Chromium's source. */
async function isAvailable(): Promise<boolean> {
  if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
  return process.platform !== 'linux' || !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
}

async function readSecret(file: string): Promise<Uint8Array | undefined> {
  try {
    const { result } = await safeStorage.decryptStringAsync(await readFile(file))
    return new Uint8Array(Buffer.from(result, 'base64'))
  } catch {
    // No file yet, or one that this account's key does not open any more: there is no secret.
    return undefined
  }
}

async function makeSecret(file: string): Promise<Uint8Array> {
  const secret = randomBytes(32)
  await writeFile(`${file}.tmp`, await safeStorage.encryptStringAsync(secret.toString('base64')), { mode: 0o600 })
  await rename(`${file}.tmp`, file)
  return new Uint8Array(secret)
}
