import * as z from 'zod'
import { succeed } from '../../../../base/common/result.ts'
import {
  type BundleFailure,
  type BundleResult,
  bundleMalformed,
  bundleRefused,
  bundleTooLarge,
} from '../../common/bundleFailures.ts'
import { BUNDLE_FORMAT, type BundleHeader, MAX_RECORDS } from '../../common/bundleHeader.ts'
import {
  type BundleManifest,
  type BundleRecord,
  bundleManifestSchema,
  LATEST_SCHEMA,
  RECORD_KIND,
} from '../../common/bundleManifest.ts'
import type { PayloadLine } from './payloadLines.ts'
import { sameCounts } from './payloadWriter.ts'

export interface PayloadCheck {
  /** Takes the next line; returns why the payload must be refused, if it must. */
  take(line: PayloadLine): BundleFailure | undefined
  /** After the last line: the manifest, if the records are those it announced. */
  finish(): BundleResult<BundleManifest>
}

/** Reads a payload line by line without keeping the lines: the manifest first, then records with a proper kind. */
export function createPayloadCheck(header: BundleHeader): PayloadCheck {
  const tally = new Map<string, number>()
  let manifest: BundleManifest | undefined
  let lineNumber = 0
  const takeManifest = (line: PayloadLine) => {
    const read = readManifest(line, header)
    if (!read.ok) return read.failure
    manifest = read.value
    return undefined
  }
  const takeRecord = (line: PayloadLine) => {
    const record = parseRecord(line)
    if (record === undefined) return bundleMalformed('record', lineNumber).failure
    tally.set(record.kind, (tally.get(record.kind) ?? 0) + 1)
    return undefined
  }
  return {
    take(line) {
      lineNumber += 1
      if (lineNumber > MAX_RECORDS + 1) return bundleTooLarge('counts', MAX_RECORDS).failure
      return manifest === undefined ? takeManifest(line) : takeRecord(line)
    },
    finish() {
      if (manifest === undefined) return bundleMalformed('manifest')
      return sameCounts(manifest.counts, tally) ? succeed(manifest) : bundleMalformed('counts')
    },
  }
}

/** A record line as an object with a proper `kind`, or `undefined`. Its fields are unchecked. */
export function parseRecord(line: PayloadLine): BundleRecord | undefined {
  const json = parseLine(line)
  return isRecord(json) ? json : undefined
}

const versionsSchema = z.object({ kind: z.literal('manifest'), schema: z.int().min(1) })

/** The manifest must repeat the envelope, so that nobody can wrap another sender's ciphertext into a header of his own. */
export function readManifest(line: PayloadLine, header: BundleHeader): BundleResult<BundleManifest> {
  const json = parseLine(line)
  const versions = versionsSchema.safeParse(json)
  if (versions.success && versions.data.schema > LATEST_SCHEMA) {
    const params = { theirs: schemaName(versions.data.schema), ours: schemaName(LATEST_SCHEMA) }
    return bundleRefused({ code: 'bundles.newerFormat', params })
  }
  const manifest = bundleManifestSchema.safeParse(json)
  if (!manifest.success) return bundleMalformed('manifest', 1)
  const sameEnvelope = manifest.data.bundleId === header.bundleId && manifest.data.from === header.from
  return sameEnvelope ? succeed(manifest.data) : bundleMalformed('manifest', 1)
}

function schemaName(schema: number): string {
  return `${BUNDLE_FORMAT}, schema ${schema}`
}

function isRecord(json: unknown): json is BundleRecord {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'kind') || !('kind' in json)) return false
  return json.kind !== 'manifest' && typeof json.kind === 'string' && RECORD_KIND.test(json.kind)
}

function parseLine(line: PayloadLine): unknown {
  if (line === undefined) return undefined
  try {
    return JSON.parse(line)
  } catch {
    // A line that is no JSON is refused by its reader, with the line's number.
    return undefined
  }
}
