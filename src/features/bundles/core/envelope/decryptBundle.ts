import { constants, gunzipSync } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { succeed } from '../../../../base/common/result.ts'
import { type BundleResult, bundleMalformed, bundleRefused, bundleTooLarge } from '../../common/bundleFailures.ts'
import { type BundleHeader, MAX_PAYLOAD_BYTES } from '../../common/bundleHeader.ts'
import type { BundleManifest, BundleRecord } from '../../common/bundleManifest.ts'
import { countX25519Stanzas } from './ageHeader.ts'
import { collectUpTo, slicesOf, webStreamOf } from './byteStreams.ts'
import { createPayloadCheck, parseRecord, readManifest } from './payloadCheck.ts'
import { type PayloadLine, payloadLines } from './payloadLines.ts'
import { recipientOf } from './recipientOf.ts'
import { payloadOfVerified, type VerifiedBundle } from './verifyBundle.ts'

export interface OpenedBundle {
  readonly manifest: BundleManifest
  /** The record lines in order, in lists; may be called again. Every line was read once before this object existed. */
  records(): AsyncGenerator<readonly BundleRecord[]>
}

/**
 * Second stage of opening. Decrypts and unpacks the whole payload and reads every line before it releases any record,
 * so a fault at the end is found before a row is written. `identities` are our `AGE-SECRET-KEY-1…`, retired ones too.
 */
export async function decryptBundle(
  verified: VerifiedBundle,
  identities: readonly string[],
): Promise<BundleResult<OpenedBundle>> {
  const ours = await identitiesFor(verified, identities)
  if (!ours.ok) return ours
  const compressed = await decrypt(payloadOfVerified(verified), ours.value)
  if (!compressed.ok) return compressed
  const manifest = await checkLines(compressed.value, verified.header)
  if (!manifest.ok) return manifest
  return succeed({ manifest: manifest.value, records: () => recordsOf(compressed.value) })
}

/** Compressed bytes of the beginning, far more than a manifest takes; a thousandfold of it is what they can unpack to. */
const PEEKED_BYTES = 16_384

/**
 * The manifest alone, from the first pieces of the payload: enough to choose who opens the bundle. Nothing else of the file is
 * proven by it beyond what `verifyBundle` proved, so whoever opens the bundle reads the manifest anew with `decryptBundle`.
 */
export async function peekManifest(
  verified: VerifiedBundle,
  identities: readonly string[],
): Promise<BundleResult<BundleManifest>> {
  const ours = await identitiesFor(verified, identities)
  if (!ours.ok) return ours
  try {
    const beginning = await firstBytes(payloadOfVerified(verified), ours.value)
    const text = gunzipSync(beginning, { finishFlush: constants.Z_SYNC_FLUSH })
    const end = text.indexOf(0x0a)
    return end < 0 ? bundleMalformed('manifest', 1) : readManifest(text.toString('utf8', 0, end), verified.header)
  } catch {
    // A stanza, a tag or the compression is wrong, though signed.
    return bundleMalformed('encryption')
  }
}

async function firstBytes(payload: Uint8Array, identities: readonly string[]): Promise<Uint8Array> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  const reader = (await decrypter.decrypt(webStreamOf(slicesOf(payload)))).getReader()
  const first = await reader.read()
  await reader.cancel()
  return first.value?.subarray(0, PEEKED_BYTES) ?? new Uint8Array()
}

/** Those of ours the sender addressed, after the age header was found to name exactly the recipients of the signed one. */
async function identitiesFor(verified: VerifiedBundle, identities: readonly string[]): Promise<BundleResult<string[]>> {
  const stanzas = countX25519Stanzas(payloadOfVerified(verified))
  if (stanzas !== verified.header.to.length) return bundleMalformed('encryption')
  const ours = await identitiesAddressed(verified.header, identities)
  return ours.length === 0 ? bundleRefused({ code: 'bundles.notForUs', params: {} }) : succeed(ours)
}

async function identitiesAddressed(header: BundleHeader, identities: readonly string[]): Promise<string[]> {
  const addressed: string[] = []
  for (const identity of identities) {
    if (header.to.includes(await recipientOf(identity))) addressed.push(identity)
  }
  return addressed
}

async function decrypt(payload: Uint8Array, identities: readonly string[]): Promise<BundleResult<Buffer>> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identity)
  try {
    const plain = await collectUpTo(await decrypter.decrypt(webStreamOf(slicesOf(payload))), MAX_PAYLOAD_BYTES)
    return plain === undefined ? bundleTooLarge('payload', MAX_PAYLOAD_BYTES) : succeed(plain)
  } catch {
    // The library has one answer for all of them: a stanza, a tag or an end that is wrong, though signed.
    return bundleMalformed('encryption')
  }
}

async function checkLines(compressed: Uint8Array, header: BundleHeader): Promise<BundleResult<BundleManifest>> {
  const check = createPayloadCheck(header)
  for await (const batch of payloadLines(compressed)) {
    if (!batch.ok) return batch
    for (const line of batch.value) {
      const failure = check.take(line)
      if (failure !== undefined) return bundleRefused(failure)
    }
  }
  return check.finish()
}

async function* recordsOf(compressed: Uint8Array): AsyncGenerator<readonly BundleRecord[]> {
  let isFirst = true
  for await (const batch of payloadLines(compressed)) {
    if (!batch.ok) throw new Error('decryptBundle: payload changed after it was checked')
    const lines = isFirst ? batch.value.slice(1) : batch.value
    if (batch.value.length > 0) isFirst = false
    yield lines.map(recordOf)
  }
}

function recordOf(line: PayloadLine): BundleRecord {
  const record = parseRecord(line)
  if (record === undefined) throw new Error('decryptBundle: payload changed after it was checked')
  return record
}
