import type { Result } from '../../base/common/result.ts'
import { verifyBundle } from '../../features/bundles/core/envelope/verifyBundle.ts'

export interface BundleFileFacts {
  bundleId: string
  format: string
  /** Fingerprint of the key that signed, `SHA256:…`. */
  from: string
  /** age recipients it is addressed to. */
  to: string[]
  payloadBytes: number
  /** Lower-case hex SHA-256 of `header.json`. */
  hash: string
}

/**
 * What a bundle says to anybody who finds it: no office is opened, nothing is decrypted; that every byte is what the named
 * key signed is proven, whose key it is is not.
 */
export function inspectBundleFile(bytes: Uint8Array): Result<BundleFileFacts> {
  const verified = verifyBundle(bytes, { knownSigners: new Set(), ourRecipients: [], mode: 'inspect' })
  if (!verified.ok) return verified
  const { header, bundleHash } = verified.value
  return {
    ok: true,
    value: {
      bundleId: header.bundleId,
      format: header.format,
      from: header.from,
      to: header.to,
      payloadBytes: header.payloadBytes,
      hash: bundleHash,
    },
  }
}
