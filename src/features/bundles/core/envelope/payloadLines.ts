import { isUtf8 } from 'node:buffer'
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
/** Far below `MAX_LINE_BYTES`, so that only a line spread over several pieces can pass that cap. */
const PIECE_BYTES = 131_072

/** The text of a line, or `undefined` when its bytes are not UTF-8. */
export type PayloadLine = string | undefined

/**
 * Unpacks a gzip payload and yields its complete lines in lists, without their line feeds. Ends after the first
 * failure. Holds one piece of output and one unfinished line at a time, whatever the input claims to unpack to.
 */
export async function* payloadLines(compressed: Uint8Array): AsyncGenerator<BundleResult<readonly PayloadLine[]>> {
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
  const gunzip = createGunzip({ chunkSize: PIECE_BYTES })
  const fed = pipeline(slicesOf(compressed), gunzip)
  // Whatever breaks the feed also ends the reading loop below; this only keeps the rejection handled until then.
  fed.catch(() => undefined)
  yield* gunzip
  await fed
}

interface LineSplitter {
  /** The lines completed by this chunk, or `undefined` once a line passes the cap. */
  push(chunk: Buffer): readonly PayloadLine[] | undefined
  /** Whether bytes without a line feed are left. */
  hasRest(): boolean
}

function createLineSplitter(): LineSplitter {
  let rest: Buffer[] = []
  let restBytes = 0
  return {
    push(chunk) {
      const last = chunk.lastIndexOf(NEWLINE)
      const started = restBytes + (last < 0 ? chunk.length : chunk.indexOf(NEWLINE))
      if (started >= MAX_LINE_BYTES) return undefined
      if (last < 0) {
        rest.push(chunk)
        restBytes += chunk.length
        return []
      }
      const lines = textLines(Buffer.concat([...rest, chunk.subarray(0, last)]))
      rest = [chunk.subarray(last + 1)]
      restBytes = chunk.length - last - 1
      return lines
    },
    hasRest: () => restBytes > 0,
  }
}

/** All bytes are looked at once, and line by line only to find the one that is no text. */
function textLines(bytes: Buffer): PayloadLine[] {
  const allText = isUtf8(bytes)
  const lines: PayloadLine[] = []
  for (let start = 0; start <= bytes.length; ) {
    const found = bytes.indexOf(NEWLINE, start)
    const end = found < 0 ? bytes.length : found
    const isText = allText || isUtf8(bytes.subarray(start, end))
    lines.push(isText ? bytes.toString('utf8', start, end) : undefined)
    start = end + 1
  }
  return lines
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
}
