import { createHash, randomBytes } from 'node:crypto'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import * as z from 'zod'
import { ageRecipientSchema, BUNDLE_SIGNATURE_NAMESPACE } from '../../common/bundleHeader.ts'
import { fingerprintOf, publicKeyOfSeed, sshPublicKeyLine } from './sshSignature.ts'

const rawKeySchema = z.base64().length(44)

/** A unit's secret keys as JSON: `signing` is the raw Ed25519 key in base64, `box` an age X25519 identity. */
export const unitPrivateKeysSchema = z.strictObject({
  signing: rawKeySchema,
  box: z.string().regex(/^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/),
})
export type UnitPrivateKeys = z.infer<typeof unitPrivateKeysSchema>

/** What other offices keep of a unit: `signing` is the raw Ed25519 public key in base64, `box` an age recipient. */
export const unitPublicKeysSchema = z.strictObject({ signing: rawKeySchema, box: ageRecipientSchema })
export type UnitPublicKeys = z.infer<typeof unitPublicKeysSchema>

/** New keys of this office; the caller wraps the private half before it is stored. */
export async function generateUnitKeys(): Promise<{ privateKeys: UnitPrivateKeys; publicKeys: UnitPublicKeys }> {
  const privateKeys = { signing: randomBytes(32).toString('base64'), box: await generateX25519Identity() }
  return { privateKeys, publicKeys: await publicKeysOf(privateKeys) }
}

/** The public half of a unit's keys. */
export async function publicKeysOf(keys: UnitPrivateKeys): Promise<UnitPublicKeys> {
  return {
    signing: publicKeyOfSeed(Buffer.from(keys.signing, 'base64')).toString('base64'),
    box: await identityToRecipient(keys.box),
  }
}

/** How a bundle header names this sender: the SSH fingerprint of its signing key. */
export function signerFingerprint(keys: Pick<UnitPublicKeys, 'signing'>): string {
  return fingerprintOf(Buffer.from(keys.signing, 'base64'))
}

/** The line an outsider puts into `allowed_signers`, e.g. `15013 namespaces="rc-bundle" ssh-ed25519 AAAA…`. */
export function allowedSignersLine(unitCode: string, keys: Pick<UnitPublicKeys, 'signing'>): string {
  return `${unitCode} namespaces="${BUNDLE_SIGNATURE_NAMESPACE}" ${sshPublicKeyLine(Buffer.from(keys.signing, 'base64'))}`
}

/**
 * The number two offices read to each other by phone before trusting keys: 30 digits in 6 groups of 5 (99 bits), the
 * same in every language. The SHA-256 of four lines (domain, both public keys, unit code) modulo 10^30.
 */
export function phoneFingerprint(keys: UnitPublicKeys, unitCode: string): string {
  const lines = ['rc-unit-keys/1', sshPublicKeyLine(Buffer.from(keys.signing, 'base64')), keys.box, unitCode]
  const digest = createHash('sha256')
    .update(`${lines.join('\n')}\n`, 'utf8')
    .digest('hex')
  const digits = (BigInt(`0x${digest}`) % 10n ** 30n).toString().padStart(30, '0')
  return digits.replace(/\d{5}(?=\d)/g, '$& ')
}
