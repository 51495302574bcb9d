import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { newRecordId } from '../../../../base/common/recordId.ts'
import { derivePassphraseKey, type KdfProfile } from './kdf.ts'
import { canonicalJson, KEYRING_VERSION, type PassphraseWrap, type RecoveryWrap } from './keyringSchema.ts'

export interface KeyringUser {
  userId: string
  userName: string
}

export interface PassphraseWrapInput extends KeyringUser {
  dek: Uint8Array
  passphrase: string
  kdf: KdfProfile
  /** Binds the wrap to the PC that holds this secret, 32 bytes. */
  deviceSecret?: Uint8Array | undefined
}

export async function wrapWithPassphrase(input: PassphraseWrapInput): Promise<PassphraseWrap> {
  const { userId, userName, dek, passphrase, kdf, deviceSecret } = input
  const salt = randomBytes(16)
  const head = {
    id: newRecordId(),
    kind: 'passphrase' as const,
    userId,
    userName: userName.normalize('NFC').trim(),
    kdf: { name: 'argon2id' as const, ...kdf },
    ...(deviceSecret === undefined ? {} : { device: deviceName(deviceSecret) }),
    salt: salt.toString('base64'),
  }
  const kek = boundTo(deviceSecret, await derivePassphraseKey({ passphrase, salt, profile: kdf }))
  return { ...head, ...seal(dek, kek, associatedData(head)) }
}

/** The data key, or `undefined` when the passphrase is wrong: the tag decides. */
export async function openWithPassphrase(
  wrap: PassphraseWrap,
  passphrase: string,
  deviceSecret?: Uint8Array,
): Promise<Buffer | undefined> {
  const salt = Buffer.from(wrap.salt, 'base64')
  const kek = await derivePassphraseKey({ passphrase, salt, profile: wrap.kdf })
  return unseal(wrap, boundTo(wrap.device === undefined ? undefined : deviceSecret, kek))
}

/** Whether a wrap is bound to a PC whose secret is not at hand. */
export function isBoundElsewhere(wrap: PassphraseWrap, deviceSecret: Uint8Array | undefined): boolean {
  return wrap.device !== undefined && (deviceSecret === undefined || wrap.device !== deviceName(deviceSecret))
}

/** Sixteen hex digits by which a wrap knows its PC's secret again; they tell nothing of 32 random bytes. */
function deviceName(deviceSecret: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', deviceSecret, '', 'nhip-cau device name v1', 8)).toString('hex')
}

/** HKDF over the passphrase's key and the PC's secret: neither is worth anything without the other. Zeroes the key it is given. */
function boundTo(deviceSecret: Uint8Array | undefined, kek: Buffer): Buffer {
  if (deviceSecret === undefined) return kek
  const both = Buffer.concat([kek, deviceSecret])
  kek.fill(0)
  const bound = Buffer.from(hkdfSync('sha256', both, '', 'nhip-cau device wrap v1', 32))
  both.fill(0)
  return bound
}

/** @param codeSymbols the data symbols of a recovery code, as `parseRecoveryCode` returns them. */
export function wrapWithRecoveryCode(dek: Uint8Array, codeSymbols: string): RecoveryWrap {
  const salt = randomBytes(16)
  const head = {
    id: newRecordId(),
    kind: 'recovery' as const,
    kdf: { name: 'hkdf-sha256' as const },
    salt: salt.toString('base64'),
  }
  return { ...head, ...seal(dek, deriveRecoveryKey(codeSymbols, salt), associatedData(head)) }
}

export function openWithRecoveryCode(wrap: RecoveryWrap, codeSymbols: string): Buffer | undefined {
  return unseal(wrap, deriveRecoveryKey(codeSymbols, Buffer.from(wrap.salt, 'base64')))
}

/** No slow derivation: a code of 135 random bits cannot be guessed, however fast each guess is. */
function deriveRecoveryKey(codeSymbols: string, salt: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', codeSymbols, salt, 'nhip-cau recovery wrap v1', 32))
}

type WrapHead =
  | Pick<PassphraseWrap, 'id' | 'kind' | 'userId' | 'kdf' | 'device'>
  | Pick<RecoveryWrap, 'id' | 'kind' | 'kdf'>

/** Ties the ciphertext to its place: a wrap moved to another user or given other costs no longer opens. */
function associatedData(wrap: WrapHead): Buffer {
  const userId = wrap.kind === 'passphrase' ? wrap.userId : null
  const device = wrap.kind === 'passphrase' && wrap.device !== undefined ? [wrap.device] : []
  return Buffer.from(canonicalJson([KEYRING_VERSION, wrap.id, wrap.kind, userId, wrap.kdf, ...device]))
}

/** Zeroes the key-encryption key it is given. */
function seal(dek: Uint8Array, kek: Buffer, aad: Buffer): { nonce: string; wrapped: string } {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', kek, nonce, { authTagLength: 16 }).setAAD(aad)
  const wrapped = Buffer.concat([cipher.update(dek), cipher.final(), cipher.getAuthTag()])
  kek.fill(0)
  return { nonce: nonce.toString('base64'), wrapped: wrapped.toString('base64') }
}

/** Zeroes the key-encryption key it is given, and the unauthenticated plaintext when the tag is wrong. */
function unseal(wrap: PassphraseWrap | RecoveryWrap, kek: Buffer): Buffer | undefined {
  const bytes = Buffer.from(wrap.wrapped, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', kek, Buffer.from(wrap.nonce, 'base64'), { authTagLength: 16 })
  decipher.setAAD(associatedData(wrap)).setAuthTag(bytes.subarray(32))
  const dek = decipher.update(bytes.subarray(0, 32))
  kek.fill(0)
  try {
    decipher.final()
    return dek
  } catch {
    dek.fill(0)
    return undefined
  }
}
