import * as z from 'zod'
import { ageRecipientSchema, fingerprintSchema } from './bundleHeader.ts'

export const KEY_FILE_FORMAT = 'rc-unit-keys/1'
/** SSHSIG namespace of the signature inside a key file. */
export const KEY_FILE_NAMESPACE = 'rc-unit-keys'
export const MAX_KEY_FILE_BYTES = 16 * 1024

/**
 * The public keys of one office on their way to another: `request` from a branch, `answer` from the office above, which
 * also names its recovery recipient and the centre's key. `signature` is an SSH signature by the signing key over the canonical JSON of all
 * other fields and a line feed, so that the 30 digits read by phone, which name both keys, vouch for the whole file.
 */
export const keyFileSchema = z.strictObject({
  format: z.literal(KEY_FILE_FORMAT),
  role: z.enum(['request', 'answer']),
  unitCode: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/),
  unitName: z.string().max(200),
  /** From a practice branch: its people are made up. */
  practice: z.boolean(),
  signing: z.base64().length(44),
  box: ageRecipientSchema,
  recovery: ageRecipientSchema.nullable(),
  /** Raw signing key of the centre, whose directories the answering office takes in; `null` when it knows none. */
  directory: z.base64().length(44).nullable(),
  signature: z.string().max(1024),
})
export type KeyFile = z.infer<typeof keyFileSchema>

export const KEY_ROTATION_FORMAT = 'rc-key-rotation/1'

/**
 * A unit's new keys, vouched for by the old ones: no phone call is needed. `fromSeq` is the first number signed with the new
 * key. Both signatures are over the canonical JSON of all other fields and a line feed: `signedByOld` by the key whose
 * fingerprint is `old`, `signedByNew` by `signing`.
 */
export const keyRotationSchema = z.strictObject({
  format: z.literal(KEY_ROTATION_FORMAT),
  unitCode: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/),
  old: fingerprintSchema,
  signing: z.base64().length(44),
  box: ageRecipientSchema,
  fromSeq: z.int().min(1),
  signedByOld: z.string().max(1024),
  signedByNew: z.string().max(1024),
})
export type KeyRotation = z.infer<typeof keyRotationSchema>

/** Six groups of five digits however they were typed: spaces, dots or nothing between. */
export function digitsTyped(text: string): string {
  return text.replace(/\D/g, '')
}
