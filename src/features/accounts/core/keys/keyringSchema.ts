import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { kdfProfileSchema } from './kdf.ts'

export const KEYRING_VERSION = 1

const base64OfBytes = (count: number) =>
  z.base64().refine((text) => Buffer.from(text, 'base64').length === count, `not ${count} bytes`)

/** What every AES-256-GCM wrap of the data key holds; `wrapped` is 32 bytes of ciphertext and the 16-byte tag. */
const sealedFields = { salt: base64OfBytes(16), nonce: base64OfBytes(12), wrapped: base64OfBytes(48) }

const passphraseWrapSchema = z.strictObject({
  id: z.uuid(),
  kind: z.literal('passphrase'),
  userId: z.uuid(),
  userName: z.string().min(1).max(100),
  kdf: kdfProfileSchema.extend({ name: z.literal('argon2id') }),
  /** Opens only beside the secret of one PC: the name of that secret, no part of it. */
  device: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .optional(),
  ...sealedFields,
})

/** Belongs to the office, not to a person: it outlives the person who set the office up. */
const recoveryWrapSchema = z.strictObject({
  id: z.uuid(),
  kind: z.literal('recovery'),
  kdf: z.strictObject({ name: z.literal('hkdf-sha256') }),
  ...sealedFields,
})

/** The data key as an age file for the province's recovery recipient. Whoever holds that identity can read everything. */
const provinceWrapSchema = z.strictObject({
  id: z.uuid(),
  kind: z.literal('provinceRecovery'),
  recipient: z.string().min(1).max(2_500),
  wrapped: z.base64().max(8_000),
})

const wrapSchema = z.discriminatedUnion('kind', [passphraseWrapSchema, recoveryWrapSchema, provinceWrapSchema])

const keyringSchema = z.strictObject({
  format: z.literal('nhip-cau-keyring'),
  version: z.literal(KEYRING_VERSION),
  wraps: z
    .array(wrapSchema)
    .max(200)
    .refine((wraps) => wraps.some((wrap) => wrap.kind === 'passphrase')),
  mac: base64OfBytes(32),
})

export type PassphraseWrap = z.infer<typeof passphraseWrapSchema>
export type RecoveryWrap = z.infer<typeof recoveryWrapSchema>
export type ProvinceWrap = z.infer<typeof provinceWrapSchema>
export type Wrap = z.infer<typeof wrapSchema>
export type Keyring = z.infer<typeof keyringSchema>

export type KeyringText =
  | { state: 'good'; keyring: Keyring }
  | { state: 'newer'; version: number }
  | { state: 'damaged' }

/**
 * One line: `{"sha256":"<hex>","keyring":{…}}`. The checksum covers every byte of the keyring, its MAC included, so damage is
 * known before anyone is asked for a passphrase and can never look like a wrong one. It is no protection against forgery:
 * that is the MAC's task, once the data key is known.
 */
export function encodeKeyring(keyring: Keyring): string {
  const body = canonicalJson(keyring)
  return `${PREFIX}${sha256(body)}${MIDDLE}${body}${SUFFIX}`
}

export function decodeKeyring(bytes: Buffer): KeyringText {
  const text = bytes.toString('latin1')
  const bodyStart = PREFIX.length + 64 + MIDDLE.length
  const body = bytes.subarray(bodyStart, -SUFFIX.length)
  if (text !== `${PREFIX}${sha256(body)}${MIDDLE}${body.toString('latin1')}${SUFFIX}`) return { state: 'damaged' }
  return parseBody(body.toString('utf8'))
}

/** HMAC-SHA-256 over the canonical JSON of everything but itself, under a key only the data key gives. */
function keyringMac(wraps: readonly Wrap[], dek: Uint8Array): Buffer {
  const key = Buffer.from(hkdfSync('sha256', dek, '', 'nhip-cau keyring mac v1', 32))
  const macced = canonicalJson({ format: 'nhip-cau-keyring', version: KEYRING_VERSION, wraps })
  const mac = createHmac('sha256', key).update(macced).digest()
  key.fill(0)
  return mac
}

export function isKeyringMacRight(keyring: Keyring, dek: Uint8Array): boolean {
  return timingSafeEqual(keyringMac(keyring.wraps, dek), Buffer.from(keyring.mac, 'base64'))
}

/** @throws ZodError rather than seal a keyring that could not be read again. */
export function sealKeyring(wraps: Wrap[], dek: Uint8Array): Keyring {
  const mac = keyringMac(wraps, dek).toString('base64')
  return keyringSchema.parse({ format: 'nhip-cau-keyring', version: KEYRING_VERSION, wraps, mac })
}

/** JSON with the names of every object sorted, so that equal contents are equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

const PREFIX = '{"sha256":"'
const MIDDLE = '","keyring":'
const SUFFIX = '}\n'

function parseBody(body: string): KeyringText {
  const content = parseJson(body)
  const newer = z.looseObject({ format: z.literal('nhip-cau-keyring'), version: z.int().gt(KEYRING_VERSION) })
  const fromNewer = newer.safeParse(content)
  if (fromNewer.success) return { state: 'newer', version: fromNewer.data.version }
  const parsed = keyringSchema.safeParse(content)
  return parsed.success ? { state: 'good', keyring: parsed.data } : { state: 'damaged' }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
