import * as z from 'zod'

/** Name and version of the envelope; also the shape of any later version: `rc-bundle/` and a number. */
export const BUNDLE_FORMAT = 'rc-bundle/1'
export const BUNDLE_FILE_EXTENSION = 'rcb'
/** SSHSIG namespace: a signature made for anything else is worth nothing here. */
export const BUNDLE_SIGNATURE_NAMESPACE = 'rc-bundle'

const KIB = 1024
const MIB = 1024 * KIB

/** Caps, in bytes unless said. They hold when sealing and when opening, so no office can make what another refuses. */
export const MAX_HEADER_BYTES = 16 * KIB
export const MAX_SIGNATURE_BYTES = KIB
export const MAX_PAYLOAD_BYTES = 128 * MIB
/** Three tar headers, paddings and the end take less than 8 KiB beside the members. */
export const MAX_BUNDLE_BYTES = MAX_PAYLOAD_BYTES + MAX_HEADER_BYTES + MAX_SIGNATURE_BYTES + 8 * KIB
/** Recipients of one bundle, a count. */
export const MAX_RECIPIENTS = 16
/** The header of the age file inside: about 100 bytes for each recipient. */
export const MAX_AGE_HEADER_BYTES = 4 * KIB
/** What the payload may unpack to. */
export const MAX_PLAINTEXT_BYTES = 512 * MIB
/** Times the compressed size; real reports stay below 40. Not applied below `FREE_EXPANSION_BYTES`. */
export const MAX_EXPANSION_RATIO = 200
export const FREE_EXPANSION_BYTES = 16 * MIB
export const MAX_LINE_BYTES = 4 * MIB
/** Record lines of one bundle, a count. */
export const MAX_RECORDS = 2_000_000

/** `SHA256:` and unpadded base64, as `ssh-keygen -l` prints it. */
export const fingerprintSchema = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
/** An age X25519 recipient; the longer post-quantum and plugin recipients are not readable by every office. */
export const ageRecipientSchema = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/)
export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/)
/** Lower case only: one id has one spelling. */
export const bundleIdSchema = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)

/**
 * `header.json`: all that a finder of a lost stick learns. No unit, name, period or count; those are in the manifest,
 * inside the encryption. `payloadBytes` counts the bytes of `payload.age`, `payloadSha256` is their lower-case hex hash.
 */
export const bundleHeaderSchema = z.strictObject({
  bundleId: bundleIdSchema,
  format: z.literal(BUNDLE_FORMAT),
  from: fingerprintSchema,
  payloadBytes: z.int().min(1).max(MAX_PAYLOAD_BYTES),
  payloadSha256: sha256HexSchema,
  to: z
    .array(ageRecipientSchema)
    .min(1)
    .max(MAX_RECIPIENTS)
    .refine((to) => new Set(to).size === to.length),
})
export type BundleHeader = z.infer<typeof bundleHeaderSchema>

/** The version number in a `format` field, or `undefined` when it is not one of ours. */
export function bundleFormatVersion(format: unknown): number | undefined {
  const match = typeof format === 'string' ? /^rc-bundle\/([1-9][0-9]{0,3})$/.exec(format) : null
  return match ? Number(match[1]) : undefined
}
