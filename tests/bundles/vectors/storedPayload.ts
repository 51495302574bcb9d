import { gzipSync } from 'node:zlib'
import { BUNDLE_ID, branch, firstReport } from './fixedOffices.ts'

/** Kept well below the longest line a reader takes. */
const LONGEST_TEXT = 3_000_000

/** A valid payload of exactly this many gzip bytes (at least 700), uncompressed inside so that its length can be chosen. */
export function storedPayload(size: number): Buffer {
  const build = (fill: number) => {
    const texts = Array.from({ length: Math.floor(fill / LONGEST_TEXT) }, () => LONGEST_TEXT)
    const records = [...texts, fill % LONGEST_TEXT].map((length) => ({ kind: 'filler', text: 'x'.repeat(length) }))
    const manifest = {
      kind: 'manifest',
      format: 'rc-bundle/1',
      bundleId: BUNDLE_ID,
      from: branch.fingerprint,
      ...firstReport({ filler: records.length }),
    }
    return gzipSync([manifest, ...records].map((line) => `${JSON.stringify(line)}\n`).join(''), { level: 0 })
  }
  let fill = 0
  // The overhead of stored blocks grows in steps of five bytes, so a few rounds find the length.
  for (let round = 0; round < 8; round += 1) {
    const missing = size - build(fill).length
    if (missing === 0) break
    fill = Math.max(0, fill + missing)
  }
  return build(fill)
}
