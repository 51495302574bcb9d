import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Failure, Result } from '../../../../src/base/common/result.ts'
import { KDF_FLOOR } from '../../../../src/features/accounts/core/keys/kdf.ts'
import { createKeyring } from '../../../../src/features/accounts/core/keys/keyring.ts'
import { KEYRING_FILES } from '../../../../src/features/accounts/core/keys/keyringFiles.ts'

export const HUONG = { userId: '01890a5d-ac96-774b-bcce-b302099a8057', userName: 'Chị Hương' }
export const TUAN = { userId: '01890a5d-ac96-774b-bcce-b302099a8058', userName: 'Anh Tuấn' }
export const HUONG_PASSPHRASE = 'canh buom nho ra khoi'
export const TUAN_PASSPHRASE = 'ruong lua vang mua gat'

export async function makeFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'keyring-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** A folder with Hương's new keyring at the lowest costs. */
export async function makeKeyring(): Promise<{ dir: string; dek: Buffer; recoveryCode: string }> {
  const dir = await makeFolder()
  const created = valueOrThrow(await createKeyring({ dir, ...HUONG, passphrase: HUONG_PASSPHRASE, kdf: KDF_FLOOR }))
  return { dir, ...created }
}

export function valueOrThrow<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(`expected success, got ${result.failure.code}`)
  return result.value
}

export function failureOf(result: Result<unknown>): Failure {
  if (result.ok) throw new Error('expected a failure')
  return result.failure
}

export async function writeBothCopies(dir: string, bytes: Uint8Array | string): Promise<void> {
  for (const name of KEYRING_FILES) await writeFile(join(dir, name), bytes)
}

export function readMain(dir: string): Promise<Buffer> {
  return readFile(join(dir, 'keyring.json'))
}
