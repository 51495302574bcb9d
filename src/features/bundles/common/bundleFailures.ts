import type { Result } from '../../../base/common/result.ts'

/** The part of a bundle in which something is wrong; names the place, never its content. */
export type BundlePart =
  | 'header'
  | 'signature'
  | 'payload'
  | 'padding'
  | 'end'
  | 'encryption'
  | 'compression'
  | 'manifest'
  | 'record'
  | 'counts'

/**
 * Why a bundle was refused.
 * - `notABundle`: another kind of file.
 * - `truncated`: the file stops before its end (an interrupted copy).
 * - `altered`: the bytes are not those the sender signed.
 * - `malformed`: signed as it stands, but against the format: the sender's program is at fault, or the sender lies.
 * - `unknownSender`: the signature is good, its key is not in our directory.
 * - `notForUs`: the sender did not address it to any of our keys.
 * - `newerFormat`: written by a newer program.
 * - `tooLarge`: a cap of `bundleHeader.ts` would be passed; `limit` in bytes, or in records for part
 *   `counts`.
 */
export type BundleFailure =
  | { code: 'bundles.notABundle'; params: Record<string, never> }
  | { code: 'bundles.truncated'; params: Record<string, never> }
  | { code: 'bundles.altered'; params: { part: BundlePart } }
  | { code: 'bundles.malformed'; params: { part: BundlePart; line?: number } }
  | { code: 'bundles.unknownSender'; params: { fingerprint: string } }
  | { code: 'bundles.notForUs'; params: Record<string, never> }
  | { code: 'bundles.newerFormat'; params: { theirs: string; ours: string } }
  | { code: 'bundles.tooLarge'; params: { part: BundlePart; limit: number } }

export type BundleResult<Value> = Result<Value, BundleFailure>

type Refused = { ok: false; failure: BundleFailure }

export function bundleRefused(failure: BundleFailure): Refused {
  return { ok: false, failure }
}

/** The file differs from what its sender signed, in this part. */
export function bundleAltered(part: BundlePart): Refused {
  return bundleRefused({ code: 'bundles.altered', params: { part } })
}

/** The sender signed something against the format; `line` is the 1-based line of the payload. */
export function bundleMalformed(part: BundlePart, line?: number): Refused {
  return bundleRefused({ code: 'bundles.malformed', params: line === undefined ? { part } : { part, line } })
}

/** A cap is passed; `limit` in bytes, or in records for part `counts`. */
export function bundleTooLarge(part: BundlePart, limit: number): Refused {
  return bundleRefused({ code: 'bundles.tooLarge', params: { part, limit } })
}
