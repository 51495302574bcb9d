import { hashRaw } from '@node-rs/argon2'
import * as z from 'zod'
import { foldPassphrase } from '../../common/passphrase.ts'

const MIB = 1024

/**
 * Argon2id costs, stored with each wrap. The floor is OWASP's minimum (19 MiB, 2 passes, 1 lane). The caps are checked when
 * reading, so that a planted keyring cannot make an office PC of 4 GB allocate itself to a stop.
 */
export const kdfProfileSchema = z.strictObject({
  memoryKib: z
    .int()
    .min(19 * MIB)
    .max(128 * MIB),
  passes: z.int().min(2).max(16),
  lanes: z.int().min(1).max(4),
})
export type KdfProfile = z.infer<typeof kdfProfileSchema>

export const KDF_FLOOR: KdfProfile = { memoryKib: 19 * MIB, passes: 2, lanes: 1 }
export const KDF_CAP: KdfProfile = { memoryKib: 128 * MIB, passes: 16, lanes: 4 }

export interface PassphraseKeyInput {
  passphrase: string
  salt: Uint8Array
  profile: KdfProfile
}

/** The 32-byte key-encryption key of a passphrase, in its folded form. Runs off the main thread; the caller zeroes the key. */
export async function derivePassphraseKey({ passphrase, salt, profile }: PassphraseKeyInput): Promise<Buffer> {
  const typed = Buffer.from(foldPassphrase(passphrase), 'utf8')
  try {
    // The library's defaults are Argon2id, version 0x13; its constants are ambient enums that cannot be imported here.
    return await hashRaw(typed, {
      memoryCost: profile.memoryKib,
      timeCost: profile.passes,
      parallelism: profile.lanes,
      outputLen: 32,
      salt,
    })
  } finally {
    typed.fill(0)
  }
}
