import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { type UnitPrivateKeys, unitPrivateKeysSchema } from '../envelope/unitKeys.ts'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Encrypts this office's secret keys under a key derived from its data key; `id` ties the text to its row. */
export function wrapPrivateKeys(keys: UnitPrivateKeys, { dataKey, id }: { dataKey: Uint8Array; id: string }): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', wrapKey(dataKey), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(id))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(keys), 'utf8'), cipher.final(), cipher.getAuthTag()])
  return Buffer.concat([nonce, sealed]).toString('base64')
}

/** @throws when the row was altered or belongs to another data key: the office file itself is then damaged. */
export function unwrapPrivateKeys(
  wrapped: string,
  { dataKey, id }: { dataKey: Uint8Array; id: string },
): UnitPrivateKeys {
  const bytes = Buffer.from(wrapped, 'base64')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', wrapKey(dataKey), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(-TAG_BYTES))
  const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  return unitPrivateKeysSchema.parse(JSON.parse(plain.toString('utf8')))
}

function wrapKey(dataKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, new Uint8Array(0), 'nhip-cau unit keys v1', 32))
}
