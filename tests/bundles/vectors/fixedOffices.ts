import type { BundleResult } from '../../../src/features/bundles/common/bundleFailures.ts'
import type { BundleManifestInput, BundleRecord } from '../../../src/features/bundles/common/bundleManifest.ts'
import { decryptBundle, type OpenedBundle } from '../../../src/features/bundles/core/envelope/decryptBundle.ts'
import { type BundleToSeal, headerFile, sha256Hex } from '../../../src/features/bundles/core/envelope/sealBundle.ts'
import { signSsh } from '../../../src/features/bundles/core/envelope/sshSignature.ts'
import { writeBundleTar } from '../../../src/features/bundles/core/envelope/strictTar.ts'
import {
  publicKeysOf,
  signerFingerprint,
  unitPrivateKeysSchema,
} from '../../../src/features/bundles/core/envelope/unitKeys.ts'
import { type VerifyOptions, verifyBundle } from '../../../src/features/bundles/core/envelope/verifyBundle.ts'
import keys from './keys.json' with { type: 'json' }

async function office(name: keyof typeof keys) {
  const privateKeys = unitPrivateKeysSchema.parse(keys[name])
  const publicKeys = await publicKeysOf(privateKeys)
  return { privateKeys, publicKeys, fingerprint: signerFingerprint(publicKeys) }
}

/** Test offices with fixed keys: worthless outside these tests. */
export const branch = await office('branch')
export const province = await office('province')
export const recovery = await office('recovery')
export const stranger = await office('stranger')

export const BUNDLE_ID = '0198f6c2-7a10-7c3e-9d55-3c1f0a2b4c6d'

/** The manifest fields of a first report with these record counts. */
export function firstReport(counts: Record<string, number>): BundleManifestInput {
  return {
    schema: 2,
    bundleKind: 'report',
    unit: '5b0e2f4e-94c6-5d0e-8a3c-1d5f6a7b8c9d',
    unitCode: '15013',
    epoch: '0198f6c2-0000-7000-8000-000000000001',
    seq: 1,
    prevHash: null,
    contents: 'snapshot',
    period: { from: '2026-10-01', to: '2026-10-31' },
    createdAt: '2026-11-02T03:04:05Z',
    counts,
    base: null,
    living: null,
    auditHead: { count: 12, hash: 'ab'.repeat(32) },
    ledgerHead: null,
  }
}

export const smallRecords: readonly BundleRecord[] = [
  { kind: 'address', id: 'a-1', name: 'Nguyễn Thị Lựu', change: 1 },
  { kind: 'address', id: 'a-2', name: 'ທ້າວ ຄຳ', change: 2 },
  { kind: 'delivery', id: 'd-1', amount: 500_000, currency: 'VND' },
]

/** A small report of the branch to the province and its recovery recipient. */
export function smallReport(overrides: Partial<BundleToSeal> = {}): BundleToSeal {
  return {
    signingKey: branch.privateKeys.signing,
    recipients: [province.publicKeys.box, recovery.publicKeys.box],
    bundleId: BUNDLE_ID,
    manifest: firstReport({ address: 2, delivery: 1 }),
    records: smallRecords,
    ...overrides,
  }
}

/** How the province opens what its branch sends. */
export const asProvince: VerifyOptions = {
  knownSigners: new Set([branch.fingerprint]),
  ourRecipients: [province.publicKeys.box],
  mode: 'import',
}

interface Forgery {
  payload: Uint8Array
  /** Fields to set in the header, right or wrong. */
  header?: Record<string, unknown>
  /** Header bytes as they are, instead of the canonical spelling of the fields. */
  headerBytes?: Uint8Array
  seed?: string
  namespace?: string
}

/** A bundle with a good signature over whatever the forger likes: what a hostile or faulty sender could make. */
export function forgeBundle(forgery: Forgery): Buffer {
  const header = {
    bundleId: BUNDLE_ID,
    format: 'rc-bundle/1' as const,
    from: branch.fingerprint,
    payloadBytes: forgery.payload.length,
    payloadSha256: sha256Hex(forgery.payload),
    to: [province.publicKeys.box],
    ...forgery.header,
  }
  const headerBytes = forgery.headerBytes ?? headerFile(header)
  const seed = Buffer.from(forgery.seed ?? branch.privateKeys.signing, 'base64')
  const signature = Buffer.from(signSsh(seed, forgery.namespace ?? 'rc-bundle', headerBytes))
  return writeBundleTar({ header: headerBytes, signature, payload: forgery.payload })
}

/** The whole path of opening, with the province's key. */
export async function openAsProvince(bytes: Uint8Array): Promise<BundleResult<OpenedBundle>> {
  const verified = verifyBundle(bytes, asProvince)
  return verified.ok ? decryptBundle(verified.value, [province.privateKeys.box]) : verified
}

export async function listRecords(source: AsyncIterable<readonly BundleRecord[]>): Promise<BundleRecord[]> {
  const records: BundleRecord[] = []
  for await (const list of source) records.push(...list)
  return records
}
