import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

const MAGIC = 'SSHSIG'
const HASH = 'sha512'
const KEY_TYPE = 'ssh-ed25519'
const KEY_BYTES = 32
const SIGNATURE_BYTES = 64
const ARMOR_BEGIN = '-----BEGIN SSH SIGNATURE-----'
const ARMOR_END = '-----END SSH SIGNATURE-----'
const ARMOR_COLUMNS = 70

/** DER around a raw Ed25519 key (RFC 8410), the only key import that OpenSSL and BoringSSL spell alike. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')
/** The magic and version 1, with which every signature blob starts. */
const BLOB_START = Buffer.from('SSHSIG\0\0\0\u0001', 'latin1')

/** What a well-formed signature file says; nothing in it is proven before `verifySshSignature`. */
export interface SshSignature {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Buffer
  /** Raw Ed25519 signature, 64 bytes. */
  readonly signature: Buffer
}

/**
 * Signs a message as `ssh-keygen -Y sign` does with an Ed25519 key (PROTOCOL.sshsig of OpenSSH, hash SHA-512) and
 * returns the armored file. `seed` is the raw private key, 32 bytes. Equal input gives equal bytes.
 */
export function signSsh(seed: Uint8Array, namespace: string, message: Uint8Array): string {
  const privateKey = privateKeyOf(seed)
  const signature = sign(null, signedBytes(namespace, message), privateKey)
  return armored({ publicKey: publicKeyOfSeed(seed), signature }, namespace)
}

/**
 * Reads an armored signature of this namespace. Writes what it read again and compares, so another key type, hash,
 * namespace, line length or trailing byte gives `undefined`.
 */
export function parseSshSignature(file: Uint8Array, namespace: string): SshSignature | undefined {
  const text = Buffer.from(file).toString('latin1')
  const body = text.slice(ARMOR_BEGIN.length, -ARMOR_END.length - 1).replaceAll('\n', '')
  const blob = Buffer.from(body, 'base64')
  const keyAt = BLOB_START.length + 4 + sshString(KEY_TYPE).length + 4
  const publicKey = blob.subarray(keyAt, keyAt + KEY_BYTES)
  const signature = blob.subarray(-SIGNATURE_BYTES)
  if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return undefined
  return armored({ publicKey, signature }, namespace) === text ? { publicKey, signature } : undefined
}

/** Whether the key named in the signature made it, for this namespace and message. Says nothing about whose key it is. */
export function verifySshSignature(parsed: SshSignature, namespace: string, message: Uint8Array): boolean {
  return verify(null, signedBytes(namespace, message), publicKeyObject(parsed.publicKey), parsed.signature)
}

/** `ssh-ed25519 AAAA…`, as in `allowed_signers` and `*.pub` files, without a comment. */
export function sshPublicKeyLine(publicKey: Uint8Array): string {
  return `${KEY_TYPE} ${publicKeyBlob(publicKey).toString('base64')}`
}

/** `SHA256:` and 43 characters, as `ssh-keygen -l` prints it. */
export function fingerprintOf(publicKey: Uint8Array): string {
  const digest = createHash('sha256').update(publicKeyBlob(publicKey)).digest('base64')
  return `SHA256:${digest.replace(/=+$/, '')}`
}

/** The raw public key (32 bytes) of a raw private key (32 bytes). */
export function publicKeyOfSeed(seed: Uint8Array): Buffer {
  const der = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' })
  return der.subarray(SPKI_PREFIX.length)
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  if (seed.length !== KEY_BYTES) throw new RangeError('Ed25519 private key must be 32 bytes')
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: 'der', type: 'spki' })
}

function publicKeyBlob(publicKey: Uint8Array): Buffer {
  if (publicKey.length !== KEY_BYTES) throw new RangeError('Ed25519 public key must be 32 bytes')
  return Buffer.concat([sshString(KEY_TYPE), sshString(publicKey)])
}

function signedBytes(namespace: string, message: Uint8Array): Buffer {
  const digest = createHash(HASH).update(message).digest()
  const fields = [namespace, '', HASH, digest].map(sshString)
  return Buffer.concat([Buffer.from(MAGIC, 'ascii'), ...fields])
}

function armored(parts: SshSignature, namespace: string): string {
  const blob = Buffer.concat([
    BLOB_START,
    sshString(publicKeyBlob(parts.publicKey)),
    ...[namespace, '', HASH].map(sshString),
    sshString(Buffer.concat([sshString(KEY_TYPE), sshString(parts.signature)])),
  ])
  const lines = blob.toString('base64').match(new RegExp(`.{1,${ARMOR_COLUMNS}}`, 'g')) ?? []
  return `${[ARMOR_BEGIN, ...lines, ARMOR_END].join('\n')}\n`
}

/** RFC 4251 `string`: 4-byte big-endian length, then the bytes. */
function sshString(value: string | Uint8Array): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'ascii') : value
  return Buffer.concat([uint32(bytes.length), bytes])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
