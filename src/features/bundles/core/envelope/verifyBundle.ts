import { succeed } from '../../../../base/common/result.ts'
import { type BundleResult, bundleAltered, bundleMalformed, bundleRefused } from '../../common/bundleFailures.ts'
import {
  BUNDLE_FORMAT,
  BUNDLE_SIGNATURE_NAMESPACE,
  type BundleHeader,
  bundleFormatVersion,
  bundleHeaderSchema,
} from '../../common/bundleHeader.ts'
import { headerFile, sha256Hex } from './sealBundle.ts'
import { fingerprintOf, parseSshSignature, sshPublicKeyLine, verifySshSignature } from './sshSignature.ts'
import { type BundleMembers, readBundleTar } from './strictTar.ts'

export interface VerifyOptions {
  /** Fingerprints (`SHA256:…`) of the signing keys in our directory. */
  readonly knownSigners: ReadonlySet<string>
  /** Our own age recipients, those of retired keys too. */
  readonly ourRecipients: readonly string[]
  /**
   * `import` refuses an unknown signer and a bundle addressed to others; `inspect` reports both in the result, to show
   * what a file is. Never store records of a bundle that was only inspected.
   */
  readonly mode: 'import' | 'inspect'
}

export interface BundleSigner {
  readonly fingerprint: string
  /** `ssh-ed25519 AAAA…` */
  readonly publicKeyLine: string
  readonly known: boolean
}

/** A bundle whose every byte is what the holder of the signing key signed. Nothing in it is decrypted yet. */
export interface VerifiedBundle {
  readonly header: BundleHeader
  readonly signer: BundleSigner
  /** Those of our recipients the sender addressed. */
  readonly addressedTo: readonly string[]
  /** Lower-case hex SHA-256 of `header.json`: what the sender's next bundle names as `prevHash`. */
  readonly bundleHash: string
}

/** Kept beside the result, so that ciphertext reaches decryption only through `verifyBundle`. */
const verifiedPayloads = new WeakMap<VerifiedBundle, Uint8Array>()

/**
 * First stage of opening: checks the file, the signature, the header, the payload's hash and the addressee, in this
 * order, and parses no JSON before a signature held. `bytes` must not change until the bundle is decrypted.
 */
export function verifyBundle(bytes: Uint8Array, options: VerifyOptions): BundleResult<VerifiedBundle> {
  const members = readBundleTar(bytes)
  if (!members.ok) return members
  const publicKey = checkSignature(members.value)
  if (!publicKey.ok) return publicKey
  const header = readHeader(members.value.header)
  if (!header.ok) return header
  const fingerprint = fingerprintOf(publicKey.value)
  if (header.value.from !== fingerprint) return bundleAltered('signature')
  if (!payloadMatches(header.value, members.value.payload)) return bundleAltered('payload')
  const bundle: VerifiedBundle = {
    header: header.value,
    signer: {
      fingerprint,
      publicKeyLine: sshPublicKeyLine(publicKey.value),
      known: options.knownSigners.has(fingerprint),
    },
    addressedTo: options.ourRecipients.filter((recipient) => header.value.to.includes(recipient)),
    bundleHash: sha256Hex(members.value.header),
  }
  if (options.mode === 'import') {
    const accepted = checkParties(bundle)
    if (!accepted.ok) return accepted
  }
  verifiedPayloads.set(bundle, members.value.payload)
  return succeed(bundle)
}

/** The ciphertext of a verified bundle; throws for an object that did not come from `verifyBundle`. */
export function payloadOfVerified(bundle: VerifiedBundle): Uint8Array {
  const payload = verifiedPayloads.get(bundle)
  if (payload === undefined) throw new TypeError('payloadOfVerified: bundle was not verified')
  return payload
}

function checkSignature(members: BundleMembers): BundleResult<Uint8Array> {
  const parsed = parseSshSignature(members.signature, BUNDLE_SIGNATURE_NAMESPACE)
  if (parsed === undefined) return bundleAltered('signature')
  const holds = verifySshSignature(parsed, BUNDLE_SIGNATURE_NAMESPACE, members.header)
  return holds ? succeed(parsed.publicKey) : bundleAltered('header')
}

/** The signature already holds, so what is wrong here was written so by the signer. */
function readHeader(file: Uint8Array): BundleResult<BundleHeader> {
  const json = parseJson(file)
  const newer = newerFormatOf(json)
  if (newer !== undefined) {
    return bundleRefused({ code: 'bundles.newerFormat', params: { theirs: newer, ours: BUNDLE_FORMAT } })
  }
  const header = bundleHeaderSchema.safeParse(json)
  if (!header.success || !headerFile(header.data).equals(file)) return bundleMalformed('header')
  return succeed(header.data)
}

function parseJson(file: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file))
  } catch {
    // No JSON is refused by the schema, with the same answer as wrong JSON.
    return undefined
  }
}

function newerFormatOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('format' in json)) return undefined
  const theirs = bundleFormatVersion(json.format)
  const ours = bundleFormatVersion(BUNDLE_FORMAT) ?? 0
  return theirs !== undefined && theirs > ours ? String(json.format) : undefined
}

function payloadMatches(header: BundleHeader, payload: Uint8Array): boolean {
  return header.payloadBytes === payload.length && header.payloadSha256 === sha256Hex(payload)
}

function checkParties(bundle: VerifiedBundle): BundleResult<true> {
  if (!bundle.signer.known) {
    return bundleRefused({ code: 'bundles.unknownSender', params: { fingerprint: bundle.signer.fingerprint } })
  }
  if (bundle.addressedTo.length === 0) return bundleRefused({ code: 'bundles.notForUs', params: {} })
  return succeed(true)
}
