import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { type BundleFailure, bundleTooLarge } from '../../common/bundleFailures.ts'
import { MAX_LINE_BYTES, MAX_PLAINTEXT_BYTES, MAX_RECORDS } from '../../common/bundleHeader.ts'
import { type BundleManifest, type BundleRecord, recordKindSchema } from '../../common/bundleManifest.ts'

/** Lines are handed to zlib in pieces of about this size; one by one they cost a thread hop each. */
const BATCH_BYTES = 65_536

/** Thrown through the streams while sealing, and turned into a returned failure by `sealBundle`. */
export class PayloadLimitPassed extends Error {
  readonly failure: BundleFailure

  constructor(refused: { readonly failure: BundleFailure }) {
    super(refused.failure.code)
    this.failure = refused.failure
  }
}

export type RecordSource = Iterable<BundleRecord> | AsyncIterable<BundleRecord>

/** The gzip stream of the manifest line and the record lines. Throws `PayloadLimitPassed` when a cap is passed. */
export async function* gzippedPayload(manifest: BundleManifest, records: RecordSource): AsyncGenerator<Uint8Array> {
  const gzip = createGzip()
  const fed = pipeline(batchedLines(manifest, records), gzip)
  // Whatever breaks the feed also ends the reading loop below; this only keeps the rejection handled until then.
  fed.catch(() => undefined)
  yield* gzip
  await fed
}

async function* batchedLines(manifest: BundleManifest, records: RecordSource): AsyncGenerator<Buffer> {
  let batch: Buffer[] = []
  let batchBytes = 0
  let total = 0
  for await (const line of lines(manifest, records)) {
    batch.push(line)
    batchBytes += line.length
    total += line.length
    if (total > MAX_PLAINTEXT_BYTES) throw new PayloadLimitPassed(bundleTooLarge('payload', MAX_PLAINTEXT_BYTES))
    if (batchBytes < BATCH_BYTES) continue
    yield Buffer.concat(batch)
    batch = []
    batchBytes = 0
  }
  yield Buffer.concat(batch)
}

async function* lines(manifest: BundleManifest, records: RecordSource): AsyncGenerator<Buffer> {
  const written = new Map<string, number>()
  yield lineOf(manifest)
  let count = 0
  for await (const record of records) {
    count += 1
    if (count > MAX_RECORDS) throw new PayloadLimitPassed(bundleTooLarge('counts', MAX_RECORDS))
    if (record.kind === 'manifest' || !recordKindSchema.safeParse(record.kind).success) {
      throw new TypeError('sealBundle: record without a proper kind')
    }
    written.set(record.kind, (written.get(record.kind) ?? 0) + 1)
    yield lineOf(record)
  }
  if (!sameCounts(manifest.counts, written)) throw new TypeError('sealBundle: records do not match manifest.counts')
}

/** Whether the tally of record lines is exactly what the manifest announced. */
export function sameCounts(announced: Readonly<Record<string, number>>, tally: ReadonlyMap<string, number>): boolean {
  const kinds = Object.entries(announced)
  return kinds.length === tally.size && kinds.every(([kind, count]) => tally.get(kind) === count)
}

function lineOf(value: BundleManifest | BundleRecord): Buffer {
  const line = Buffer.from(`${JSON.stringify(value)}\n`, 'utf8')
  if (line.length > MAX_LINE_BYTES) throw new PayloadLimitPassed(bundleTooLarge('record', MAX_LINE_BYTES))
  return line
}
