import {
  KEY_FILE_FORMAT,
  KEY_FILE_NAMESPACE,
  type KeyFile,
  keyFileSchema,
  MAX_KEY_FILE_BYTES,
} from '../../common/keyFile.ts'
import { canonicalJson } from '../envelope/canonicalJson.ts'
import { parseSshSignature, signSsh, verifySshSignature } from '../envelope/sshSignature.ts'
import type { UnitPrivateKeys } from '../envelope/unitKeys.ts'

/** The text of a key file, signed by the key it names. */
export function writeKeyFile(
  facts: Omit<KeyFile, 'format' | 'signature'>,
  keys: Pick<UnitPrivateKeys, 'signing'>,
): string {
  const unsigned = { format: KEY_FILE_FORMAT, ...facts } as const
  const signature = signSsh(Buffer.from(keys.signing, 'base64'), KEY_FILE_NAMESPACE, signedBytes(unsigned))
  return `${JSON.stringify({ ...unsigned, signature } satisfies KeyFile, null, 2)}\n`
}

/** A key file as read, or `undefined` when it is none or its signature does not hold. */
export function readKeyFile(text: string): KeyFile | undefined {
  if (text.length > MAX_KEY_FILE_BYTES) return undefined
  const parsed = keyFileSchema.safeParse(parseJson(text))
  if (!parsed.success) return undefined
  const { signature, ...unsigned } = parsed.data
  const read = parseSshSignature(Buffer.from(signature, 'latin1'), KEY_FILE_NAMESPACE)
  if (read === undefined || read.publicKey.toString('base64') !== unsigned.signing) return undefined
  return verifySshSignature(read, KEY_FILE_NAMESPACE, signedBytes(unsigned)) ? parsed.data : undefined
}

function signedBytes(unsigned: Omit<KeyFile, 'signature'>): Buffer {
  return Buffer.from(`${canonicalJson(unsigned)}\n`, 'utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.trim())
  } catch {
    // No JSON is refused by the schema, with the same answer as wrong JSON.
    return undefined
  }
}
