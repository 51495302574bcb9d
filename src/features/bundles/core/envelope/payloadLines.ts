import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { succeed } from '../../../../base/common/result.ts'
import { type BundleResult, bundleMalformed, bundleTooLarge } from '../../common/bundleFailures.ts'
import {
  FREE_EXPANSION_BYTES,
  MAX_EXPANSION_RATIO,
  MAX_LINE_BYTES,
  MAX_PLAINTEXT_BYTES,
} from '../../common/bundleHeader.ts'
import { slicesOf } from './byteStreams.ts'

const NEWLINE = 0x0a

/**
 * Unpacks a gzip payload and yields its complete lines in batches, without their line feeds. Ends after the first
 * failure. Holds one piece of output and one unfinished line at a time, whatever the input claims to unpack to.
 */
export async function* payloadLines(compressed: Uint8Array): AsyncGenerator<BundleResult<readonly Buffer[]>> {
  const splitter = createLineSplitter()
  const limit = unpackedLimit(compressed.length)
  let unpacked = 0
  try {
    for await (const chunk of gunzipped(compressed)) {
      unpacked += chunk.length
      if (unpacked > limit) return yield bundleTooLarge('compression', limit)
      const lines = splitter.push(chunk)
      if (lines === undefined) return yield bundleTooLarge('record', MAX_LINE_BYTES)
      yield succeed(lines)
    }
  } catch (error) {
    if (!isZlibError(error)) throw error
    return yield bundleMalformed('compression')
  }
  if (splitter.hasRest()) yield bundleMalformed('record')
}

/** Bytes the payload may unpack to: the cap for all, or a multiple of its own size, whichever is less. */
function unpackedLimit(compressedBytes: number): number {
  return Math.min(MAX_PLAINTEXT_BYTES, Math.max(FREE_EXPANSION_BYTES, compressedBytes * MAX_EXPANSION_RATIO))
}

async function* gunzipped(compressed: Uint8Array): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 65_536 })
  const fed = pipeline(slicesOf(compressed), gunzip)
  // Whatever breaks the feed also ends the reading loop below; this only keeps the rejection handled until then.
  fed.catch(() => undefined)
  yield* gunzip
  await fed
}

interface LineSplitter {
  /** The lines completed by this chunk, or `undefined` once a line passes the cap. */
  push(chunk: Buffer): Buffer[] | undefined
  /** Whether bytes without a line feed are left. */
  hasRest(): boolean
}

function createLineSplitter(): LineSplitter {
  let rest: Buffer[] = []
  let restBytes = 0
  return {
    push(chunk) {
      const lines: Buffer[] = []
      let start = 0
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        if (restBytes + end - start >= MAX_LINE_BYTES) return undefined
        lines.push(Buffer.concat([...rest, chunk.subarray(start, end)]))
        rest = []
        restBytes = 0
        start = end + 1
      }
      rest.push(chunk.subarray(start))
      restBytes += chunk.length - start
      return restBytes >= MAX_LINE_BYTES ? undefined : lines
    },
    hasRest: () => restBytes > 0,
  }
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
