import { identityToRecipient } from 'age-encryption'
import type { Money } from '../../../../base/common/money.ts'
import { type Failure, failWith, type Result, succeed } from '../../../../base/common/result.ts'
import type { Job, JobControl } from '../../../../base/core/jobs.ts'
import type { BundleManifest, BundleRecord } from '../../common/bundleManifest.ts'
import {
  derivedColumns,
  isRecordKind,
  type RecordKind,
  readRecord,
  sentColumns,
  withheldColumns,
} from '../../common/bundleRecords.ts'
import type { BundleTotals } from '../../common/bundleSchemas.ts'
import { decryptBundle, type OpenedBundle } from '../envelope/decryptBundle.ts'
import { verifyBundle } from '../envelope/verifyBundle.ts'
import { createSearchText } from './searchText.ts'

export interface ReadInput {
  bytes: Uint8Array
  signers: { unitId: string; unitCode: string; fingerprint: string }[]
  /** Our `AGE-SECRET-KEY-1…`, retired ones too. */
  identities: string[]
  communeNames: Record<string, string>
}

/** What the job hands over: first the bundle's place in its series, then its rows in `storedColumns` order. */
export type ReadBatch =
  | { kind: 'opened'; manifest: BundleManifest; hash: string; fingerprint: string; records: number }
  | { kind: 'rows'; of: RecordKind; rows: unknown[][] }

const ROWS_AT_ONCE = 500

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
  const batch: { of: RecordKind | undefined; rows: unknown[][] } = { of: undefined, rows: [] }
  const flush = async () => {
    if (batch.of === undefined || batch.rows.length === 0) return
    await emit(control, { kind: 'rows', of: batch.of, rows: batch.rows })
    control.progress(reader.lines(), records)
    batch.rows = []
  }
  for await (const record of opened.records()) {
    const read = reader.read(record)
    if (!read.ok) return read
    if (read.value.of !== batch.of || batch.rows.length >= ROWS_AT_ONCE) await flush()
    batch.of = read.value.of
    batch.rows.push(read.value.values)
  }
  await flush()
  return succeed(reader.totals())
}

/** Checks each record line by its kind's schema and owner, and turns it into the values of its row. */
function createRowReader(manifest: BundleManifest, communeNames: Record<string, string>) {
  const searchText = createSearchText(communeNames)
  const tally = createTally()
  let line = 1
  return {
    lines: () => line,
    totals: tally.totals,
    read(record: BundleRecord): Result<{ of: RecordKind; values: unknown[] }> {
      line += 1
      const { kind } = record
      if (!isRecordKind(kind)) return failWith('bundles.malformed', { part: 'record', line })
      const row = readRecord(kind, record)
      if (row === undefined) return failWith('bundles.malformed', { part: 'record', line })
      if (row.owner_unit !== manifest.unit) return failWith('bundles.foreignRecord', { kind, line })
      tally.add(kind, row)
      return succeed({ of: kind, values: storedRow(kind, row, searchText(kind, row)) })
    },
  }
}

/** The values of `storedColumns`. */
function storedRow(kind: RecordKind, row: Record<string, unknown>, made: Record<string, string> = {}): unknown[] {
  const { sent, fills, derived } = layoutOf(kind)
  return [...sent.map((name) => row[name]), ...fills, ...derived.map((name) => made[name])]
}

interface RowLayout {
  sent: string[]
  fills: unknown[]
  derived: string[]
}

const layouts = new Map<RecordKind, RowLayout>()

/** Worked out once per kind: a large report has hundreds of thousands of rows. */
function layoutOf(kind: RecordKind): RowLayout {
  const known = layouts.get(kind)
  if (known !== undefined) return known
  const fills = withheldColumns(kind).map((column) => column.fill)
  const layout = { sent: sentColumns(kind), fills, derived: derivedColumns(kind) }
  layouts.set(kind, layout)
  return layout
}

function createTally() {
  const delivered = new Map<string, number>()
  let addresses = 0
  let deliveries = 0
  return {
    add(kind: RecordKind, row: Record<string, unknown>) {
      if (kind === 'address') addresses += 1
      if (kind !== 'delivery') return
      deliveries += 1
      const currency = String(row.currency)
      delivered.set(currency, (delivered.get(currency) ?? 0) + Number(row.amount) + Number(row.goods_value))
    },
    totals: (): BundleTotals => ({
      addresses,
      deliveries,
      // Safe: the record's schema let only known currencies through.
      delivered: [...delivered].map(([currency, amount]) => ({ amount, currency }) as Money),
    }),
  }
}

function emit(control: JobControl, batch: ReadBatch): Promise<void> {
  control.signal.throwIfAborted()
  return control.emit(batch)
}
