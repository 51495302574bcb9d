import type { TransformOptions } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { createGzip, type ZlibOptions } from 'node:zlib'
import { type BundleFailure, bundleTooLarge } from '../../common/bundleFailures.ts'
import { MAX_LINE_BYTES, MAX_PLAINTEXT_BYTES, MAX_RECORDS } from '../../common/bundleHeader.ts'
import { type BundleManifest, type BundleRecord, RECORD_KIND } from '../../common/bundleManifest.ts'

/** Lines are handed to zlib in pieces of about this size; one by one they cost a thread hop each. */
const BATCH_CHARACTERS = 131_072
/** The next lines are written while zlib packs the last ones on a thread of its own: so many bytes may wait for it. */
const PACKING: ZlibOptions & TransformOptions = { chunkSize: 65_536, writableHighWaterMark: 8 * BATCH_CHARACTERS }

/** Thrown through the streams while sealing, and turned into a returned failure by `sealBundle`. */
export class PayloadLimitPassed extends Error {
  readonly failure: BundleFailure

  constructor(refused: { readonly failure: BundleFailure }) {
    super(refused.failure.code)
    this.failure = refused.failure
  }
}

/** Records in order; from a generator in lists, because a wait for each record costs more than writing it. */
export type RecordSource = readonly BundleRecord[] | AsyncIterable<readonly BundleRecord[]>

/** The gzip stream of the manifest line and the record lines. Throws `PayloadLimitPassed` when a cap is passed. */
export async function* gzippedPayload(manifest: BundleManifest, records: RecordSource): AsyncGenerator<Uint8Array> {
  const gzip = createGzip(PACKING)
  const fed = pipeline(batchedLines(manifest, records), gzip)
  // Whatever breaks the feed also ends the reading loop below; this only keeps the rejection handled until then.
  fed.catch(() => undefined)
  yield* gzip
  await fed
}

async function* batchedLines(manifest: BundleManifest, records: RecordSource): AsyncGenerator<Buffer> {
  let total = 0
  const bytesOf = (text: string) => {
    const bytes = Buffer.from(text, 'utf8')
    total += bytes.length
    if (total > MAX_PLAINTEXT_BYTES) throw new PayloadLimitPassed(bundleTooLarge('payload', MAX_PLAINTEXT_BYTES))
    return bytes
  }
  const writer = createLineWriter()
  let text = lineOf(manifest)
  for await (const list of listsOf(records)) {
    for (const record of list) {
      text += writer.line(record)
      if (text.length < BATCH_CHARACTERS) continue
      yield bytesOf(text)
      text = ''
      // In this turn zlib is given the next piece; its thread would stand still until all that may wait is written.
      await setImmediate()
    }
  }
  yield bytesOf(text)
  if (!sameCounts(manifest.counts, writer.tally))
    throw new TypeError('sealBundle: records do not match manifest.counts')
}

async function* listsOf(records: RecordSource): AsyncGenerator<readonly BundleRecord[]> {
  if (Symbol.asyncIterator in records) yield* records
  else yield records
}

/** Writes record lines and counts them by kind. */
function createLineWriter() {
  const tally = new Map<string, number>()
  let count = 0
  return {
    tally,
    line(record: BundleRecord): string {
      count += 1
      if (count > MAX_RECORDS) throw new PayloadLimitPassed(bundleTooLarge('counts', MAX_RECORDS))
      const written = tally.get(record.kind)
      if (written === undefined && !isProperKind(record.kind)) {
        throw new TypeError('sealBundle: record without a proper kind')
      }
      tally.set(record.kind, (written ?? 0) + 1)
      return lineOf(record)
    },
  }
}

function isProperKind(kind: string): boolean {
  return kind !== 'manifest' && RECORD_KIND.test(kind)
}

/** Whether the tally of record lines is exactly what the manifest announced. */
export function sameCounts(announced: Readonly<Record<string, number>>, tally: ReadonlyMap<string, number>): boolean {
  const kinds = Object.entries(announced)
  return kinds.length === tally.size && kinds.every(([kind, count]) => tally.get(kind) === count)
}

function lineOf(value: BundleManifest | BundleRecord): string {
  const line = `${JSON.stringify(value)}\n`
  // A character of a JavaScript string is at most three bytes.
  const mayBeLong = line.length * 3 > MAX_LINE_BYTES
  if (mayBeLong && Buffer.byteLength(line, 'utf8') > MAX_LINE_BYTES) {
    throw new PayloadLimitPassed(bundleTooLarge('record', MAX_LINE_BYTES))
  }
  return line
}
