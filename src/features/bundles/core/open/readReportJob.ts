import { identityToRecipient } from 'age-encryption'
import { type Failure, failWith, type Result, succeed } from '../../../../base/common/result.ts'
import type { Job, JobControl } from '../../../../base/core/jobs.ts'
import type { BundleManifest, BundleRecord } from '../../common/bundleManifest.ts'
import {
  derivedColumns,
  isRecordKind,
  type RecordKind,
  readRecord,
  withheldColumns,
} from '../../common/bundleRecords.ts'
import type { BundleTotals } from '../../common/bundleSchemas.ts'
import { decryptBundle, type OpenedBundle } from '../envelope/decryptBundle.ts'
import { verifyBundle } from '../envelope/verifyBundle.ts'
import { createTally } from './reportTally.ts'
import { createSearchText } from './searchText.ts'

export interface ReadInput {
  bytes: Uint8Array
  signers: { unitId: string; unitCode: string; fingerprint: string }[]
  /** Our `AGE-SECRET-KEY-1…`, retired ones too. */
  identities: string[]
  communeNames: Record<string, string>
}

/**
 * What the job hands over: first the bundle's place in its series, then its rows. `values` holds row after row, each the
 * values of `storedColumns` and room for `change_seq`: one flat list crosses the threads twice as fast as lists of lists.
 */
export type ReadBatch =
  | { kind: 'opened'; manifest: BundleManifest; hash: string; fingerprint: string; records: number }
  | { kind: 'rows'; of: RecordKind; values: unknown[] }

const ROWS_AT_ONCE = 1000

/** Verifies, decrypts and reads a report off the core's thread. Nothing is handed over before the whole file is proven. */
export const readReportJob: Job<ReadInput, Result<BundleTotals>> = async (input, control) => {
  const recipients = await Promise.all(input.identities.map((identity) => identityToRecipient(identity)))
  const knownSigners = new Set(input.signers.map((signer) => signer.fingerprint))
  const verified = verifyBundle(input.bytes, { knownSigners, ourRecipients: recipients, mode: 'import' })
  if (!verified.ok) return plainFailure(verified.failure)
  const opened = await decryptBundle(verified.value, input.identities)
  if (!opened.ok) return plainFailure(opened.failure)
  const { manifest } = opened.value
  const { fingerprint } = verified.value.signer
  if (!isSignersOwn(input, { manifest, fingerprint })) {
    return failWith('bundles.wrongUnit', { claimed: manifest.unitCode, signer: signerCode(input, fingerprint) })
  }
  const records = Object.values(manifest.counts).reduce((total, count) => total + count, 0)
  await emit(control, { kind: 'opened', manifest, hash: verified.value.bundleHash, fingerprint, records })
  return readRows(opened.value, { input, control, records })
}

/** The envelope's failures name optional places; a failure's parameters are plain. */
function plainFailure(failure: { code: string; params: object }): { ok: false; failure: Failure } {
  return failWith(failure.code, Object.fromEntries(Object.entries(failure.params)))
}

function isSignersOwn(
  { signers }: ReadInput,
  { manifest, fingerprint }: { manifest: BundleManifest; fingerprint: string },
): boolean {
  return signers.some(
    (signer) =>
      signer.fingerprint === fingerprint && signer.unitId === manifest.unit && signer.unitCode === manifest.unitCode,
  )
}

function signerCode({ signers }: ReadInput, fingerprint: string): string {
  return signers.find((signer) => signer.fingerprint === fingerprint)?.unitCode ?? ''
}

interface Reading {
  input: ReadInput
  control: JobControl
  records: number
}

async function readRows(opened: OpenedBundle, { input, control, records }: Reading): Promise<Result<BundleTotals>> {
  const reader = createRowReader(opened.manifest, input.communeNames)
  let of: RecordKind | undefined
  let values: unknown[] = []
  let rows = 0
  const flush = async () => {
    if (of !== undefined && rows > 0) await emit(control, { kind: 'rows', of, values })
    control.progress(reader.lines(), records)
    values = []
    rows = 0
  }
  for await (const list of opened.records()) {
    for (const record of list) {
      if (record.kind !== of || rows >= ROWS_AT_ONCE) await flush()
      const read = reader.read(record, values)
      if (!read.ok) return read
      of = read.value
      rows += 1
    }
  }
  await flush()
  return succeed(reader.totals())
}

/** Checks each record line by its kind's columns and owner, and adds the values of its row. */
function createRowReader(manifest: BundleManifest, communeNames: Record<string, string>) {
  const searchText = createSearchText(communeNames)
  const tally = createTally()
  let line = 1
  return {
    lines: () => line,
    totals: tally.totals,
    read(record: BundleRecord, values: unknown[]): Result<RecordKind> {
      line += 1
      const { kind } = record
      if (!isRecordKind(kind)) return failWith('bundles.malformed', { part: 'record', line })
      if (!readRecord(kind, record, values)) return failWith('bundles.malformed', { part: 'record', line })
      if (record.ownerUnit !== manifest.unit) return failWith('bundles.foreignRecord', { kind, line })
      if (!tally.add(kind, record)) return failWith('bundles.malformed', { part: 'record', line })
      addMadeValues(kind, searchText(kind, record), values)
      return succeed(kind)
    },
  }
}

/** What follows the sent values in `storedColumns`, and the place of `change_seq`. */
function addMadeValues(kind: RecordKind, made: Record<string, string> | undefined, values: unknown[]): void {
  const { fills, derived } = layoutOf(kind)
  for (const fill of fills) values.push(fill)
  for (const name of derived) values.push(made?.[name])
  values.push(0)
}

interface RowLayout {
  fills: unknown[]
  derived: string[]
}

const layouts = new Map<RecordKind, RowLayout>()

/** Worked out once per kind: a large report has hundreds of thousands of rows. */
function layoutOf(kind: RecordKind): RowLayout {
  const known = layouts.get(kind)
  if (known !== undefined) return known
  const fills = withheldColumns(kind).map((column) => column.fill)
  const layout = { fills, derived: derivedColumns(kind) }
  layouts.set(kind, layout)
  return layout
}

function emit(control: JobControl, batch: ReadBatch): Promise<void> {
  control.signal.throwIfAborted()
  return control.emit(batch)
}
