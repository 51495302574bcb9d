import { failWith, type Result, succeed } from '../../../../base/common/result.ts'
import type { Job } from '../../../../base/core/jobs.ts'
import { MAX_RECORDS } from '../../common/bundleHeader.ts'
import type { BundleKind, BundleManifest, BundleRecord } from '../../common/bundleManifest.ts'
import { decryptBundle } from '../envelope/decryptBundle.ts'
import { recipientOf } from '../envelope/recipientOf.ts'
import { verifyBundle } from '../envelope/verifyBundle.ts'
import type { Signer } from '../keys/unitKeysRepo.ts'
import { isSignersOwn, plainFailure, signerCode } from './signersOwn.ts'

export interface ReadLinesInput {
  bytes: Uint8Array
  signers: Signer[]
  identities: string[]
  /** Which kinds of bundle the caller can read. */
  kinds: BundleKind[]
}

export interface ReadLines {
  manifest: BundleManifest
  hash: string
  fingerprint: string
  records: BundleRecord[]
}

/** Receipts and cases are short; a longer one is not what it says. An office's whole book is as long as a report may be. */
const MOST_LINES = 20_000

/** Verifies, decrypts and reads a short bundle off the core's thread. The caller checks each line. */
export const readLinesJob: Job<ReadLinesInput, Result<ReadLines>> = async (input) => {
  const recipients = await Promise.all(input.identities.map((identity) => recipientOf(identity)))
  const knownSigners = new Set(input.signers.map((signer) => signer.fingerprint))
  const verified = verifyBundle(input.bytes, { knownSigners, ourRecipients: recipients, mode: 'import' })
  if (!verified.ok) return plainFailure(verified.failure)
  const opened = await decryptBundle(verified.value, input.identities)
  if (!opened.ok) return plainFailure(opened.failure)
  const { manifest } = opened.value
  const { fingerprint } = verified.value.signer
  if (!isSignersOwn(input.signers, { manifest, fingerprint })) {
    return failWith('bundles.wrongUnit', {
      claimed: manifest.unitCode,
      signer: signerCode(input.signers, fingerprint),
    })
  }
  if (!input.kinds.includes(manifest.bundleKind)) return failWith('bundles.wrongKind', { kind: manifest.bundleKind })
  const limit = manifest.bundleKind === 'book' ? MAX_RECORDS : MOST_LINES
  const records: BundleRecord[] = []
  for await (const list of opened.value.records()) {
    records.push(...list)
    if (records.length > limit) return failWith('bundles.tooLarge', { part: 'counts', limit })
  }
  return succeed({ manifest, hash: verified.value.bundleHash, fingerprint, records })
}
