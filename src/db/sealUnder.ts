import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

const NONCE_BYTES = 12
const TAG_BYTES = 16

interface Seal {
  /** The data key of the book. */
  key: Uint8Array
  /** What the key derived from it is used for and nothing else. */
  purpose: string
  /** What the content belongs to: it opens under no other. */
  about: string
}

/** Encrypts with AES-256-GCM under a key derived from the data key; base64 of nonce, content and tag. */
export function sealUnder(content: Uint8Array, { key, purpose, about }: Seal): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', derive(key, purpose), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(about))
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]).toString('base64')
}

/** Throws when the key is another one or a byte was altered. */
export function openSealed(sealed: string, { key, purpose, about }: Seal): Buffer {
  const bytes = Buffer.from(sealed, 'base64')
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', derive(key, purpose), nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(-TAG_BYTES))
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, new Uint8Array(0), purpose, 32))
}
