import { MAX_AGE_HEADER_BYTES } from '../../common/bundleHeader.ts'

const VERSION_LINE = 'age-encryption.org/v1'
/** 32 bytes in unpadded base64. */
const KEY_TEXT = /^[A-Za-z0-9+/]{43}$/

/**
 * The number of X25519 stanzas at the start of an age file, or `undefined` when there is anything else: no age file, a
 * passphrase (scrypt, which costs seconds and gigabytes to refuse later), another recipient type, a header too long.
 * Decides by text alone; no key is touched.
 */
export function countX25519Stanzas(file: Uint8Array): number | undefined {
  const start = Buffer.from(file.subarray(0, MAX_AGE_HEADER_BYTES)).toString('latin1')
  const macAt = start.indexOf('\n--- ')
  const macEnd = start.indexOf('\n', macAt + 1)
  if (macAt < 0 || macEnd < 0) return undefined
  const [version, ...stanzaLines] = start.slice(0, macAt).split('\n')
  if (version !== VERSION_LINE || stanzaLines.length % 2 !== 0) return undefined
  if (!KEY_TEXT.test(start.slice(macAt + 5, macEnd))) return undefined
  const good = stanzaLines.every((line, index) => (index % 2 === 0 ? isX25519Line(line) : KEY_TEXT.test(line)))
  return good ? stanzaLines.length / 2 : undefined
}

function isX25519Line(line: string): boolean {
  const [arrow, type, share, ...more] = line.split(' ')
  return arrow === '->' && type === 'X25519' && KEY_TEXT.test(share ?? '') && more.length === 0
}
