import { createHash } from 'node:crypto'
import { Encrypter } from 'age-encryption'
import { succeed } from '../../../../base/common/result.ts'
import { type BundleResult, bundleRefused, bundleTooLarge } from '../../common/bundleFailures.ts'
import {
  BUNDLE_FORMAT,
  BUNDLE_SIGNATURE_NAMESPACE,
  type BundleHeader,
  bundleHeaderSchema,
  MAX_PAYLOAD_BYTES,
} from '../../common/bundleHeader.ts'
import { type BundleManifest, type BundleManifestInput, bundleManifestSchema } from '../../common/bundleManifest.ts'
import { collectUpTo, webStreamOf } from './byteStreams.ts'
import { canonicalJson } from './canonicalJson.ts'
import { gzippedPayload, PayloadLimitPassed, type RecordSource } from './payloadWriter.ts'
import { fingerprintOf, publicKeyOfSeed, signSsh } from './sshSignature.ts'
import { writeBundleTar } from './strictTar.ts'
import type { UnitPrivateKeys } from './unitKeys.ts'

export interface BundleToSeal {
  readonly signingKey: UnitPrivateKeys['signing']
  /** age X25519 recipients: the receiving office and its recovery recipient. */
  readonly recipients: readonly string[]
  /** Lower-case UUID. */
  readonly bundleId: string
  readonly manifest: BundleManifestInput
  /** Read once, in order; must match `manifest.counts`. */
  readonly records: RecordSource
}

export interface SealedBundle {
  readonly bytes: Buffer
  readonly header: BundleHeader
  readonly manifest: BundleManifest
  /** Lower-case hex SHA-256 of `header.json`: the `prevHash` of the sender's next bundle. */
  readonly bundleHash: string
}

/**
 * Packs, encrypts and signs a bundle. Fails with `bundles.tooLarge` when a cap is passed; throws when the manifest, a
 * recipient or the counts are wrong, since those come from our own code. Memory: about three
 * times the compressed payload, whatever the records unpack to.
 */
export async function sealBundle(bundle: BundleToSeal): Promise<BundleResult<SealedBundle>> {
  const seed = Buffer.from(bundle.signingKey, 'base64')
  const from = fingerprintOf(publicKeyOfSeed(seed))
  const manifest = bundleManifestSchema.parse({
    kind: 'manifest',
    format: BUNDLE_FORMAT,
    bundleId: bundle.bundleId,
    from,
    ...bundle.manifest,
  })
  const payload = await encryptedPayload(bundle, manifest)
  if (!payload.ok) return payload
  const header = bundleHeaderSchema.parse({
    bundleId: bundle.bundleId,
    format: BUNDLE_FORMAT,
    from,
    payloadBytes: payload.value.length,
    payloadSha256: sha256Hex(payload.value),
    to: bundle.recipients,
  })
  const headerBytes = headerFile(header)
  const signature = Buffer.from(signSsh(seed, BUNDLE_SIGNATURE_NAMESPACE, headerBytes), 'ascii')
  const bytes = writeBundleTar({ header: headerBytes, signature, payload: payload.value })
  return succeed({ bytes, header, manifest, bundleHash: sha256Hex(headerBytes) })
}

/** The bytes of `header.json`: canonical JSON and a line feed. */
export function headerFile(header: BundleHeader): Buffer {
  return Buffer.from(`${canonicalJson(header)}\n`, 'utf8')
}

/** Lower-case hex, as `sha256sum` prints it. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function encryptedPayload(bundle: BundleToSeal, manifest: BundleManifest): Promise<BundleResult<Buffer>> {
  const encrypter = new Encrypter()
  for (const recipient of bundle.recipients) encrypter.addRecipient(recipient)
  try {
    const plain = webStreamOf(gzippedPayload(manifest, bundle.records))
    const payload = await collectUpTo(await encrypter.encrypt(plain), MAX_PAYLOAD_BYTES)
    return payload === undefined ? bundleTooLarge('payload', MAX_PAYLOAD_BYTES) : succeed(payload)
  } catch (error) {
    if (error instanceof PayloadLimitPassed) return bundleRefused(error.failure)
    throw error
  }
}
