import * as z from 'zod'
import { failWith, type Result, succeed } from '../../../../base/common/result.ts'
import type { Job, JobControl } from '../../../../base/core/jobs.ts'
import type { ToldQuarter } from '../../../reports/common/toldFigures.ts'
import { readTakenBookLine, type TakenBook } from '../../common/books/takenBookLines.ts'
import { BUNDLE_SCHEMA, type BundleManifest, type BundleRecord } from '../../common/bundleManifest.ts'
import {
  derivedColumns,
  isRecordKind,
  type RecordKind,
  readRecord,
  withheldColumns,
} from '../../common/bundleRecords.ts'
import type { BundleTotals } from '../../common/bundleSchemas.ts'
import { TAKEN_BOOK_KIND, TOLD_KIND } from '../../common/laterKinds.ts'
import { idText, versionNumber } from '../../common/records/columnFate.ts'
import { readToldLine } from '../../common/toldLines.ts'
import { decryptBundle, type OpenedBundle } from '../envelope/decryptBundle.ts'
import { recipientOf } from '../envelope/recipientOf.ts'
import { verifyBundle } from '../envelope/verifyBundle.ts'
import type { Signer } from '../keys/unitKeysRepo.ts'
import { createTally } from './reportTally.ts'
import { createSearchText } from './searchText.ts'
import { isSignersOwn, plainFailure, signerCode } from './signersOwn.ts'

export interface ReadInput {
  bytes: Uint8Array
  signers: Signer[]
  /** Our `AGE-SECRET-KEY-1…`, retired ones too. */
  identities: string[]
}

/**
 * What the job hands over: first the bundle's place in its series, then its rows. `values` holds row after row, each the
 * values of `storedColumns` and room for `change_seq`: one flat list crosses the threads twice as fast as lists of lists.
 */
export type ReadBatch =
  | MovedBatch
  | ToldBatch
  | TakenBookBatch
  | { kind: 'gone'; of: RecordKind; ids: string[] }
  | { kind: 'opened'; manifest: BundleManifest; hash: string; fingerprint: string; records: number }
  | { kind: 'rows'; of: RecordKind; values: unknown[] }

/** A row that another unit took from the sender, or that the sender took from another. */
export interface MovedBatch {
  kind: 'handedOver' | 'takenOver'
  of: RecordKind
  id: string
  /** The unit on the other side. */
  unit: string
}

/** Figures of the units below the sender in one quarter. */
export interface ToldBatch extends ToldQuarter {
  kind: 'told'
}

/** A book that the sender, or a unit whose book the sender has, took in. */
export interface TakenBookBatch extends TakenBook {
  kind: 'bookTaken'
}

/** Asks for the names of these communes, which the answer holds by their id. */
export interface CommunesAsked {
  kind: 'communes'
  ids: string[]
}

const ROWS_AT_ONCE = 1000

/** Verifies, decrypts and reads a report off the core's thread. Nothing is handed over before the whole file is proven. */
export const readReportJob: Job<ReadInput, Result<BundleTotals>> = async (input, control) => {
  const recipients = await Promise.all(input.identities.map((identity) => recipientOf(identity)))
  const knownSigners = new Set(input.signers.map((signer) => signer.fingerprint))
  const verified = verifyBundle(input.bytes, { knownSigners, ourRecipients: recipients, mode: 'import' })
  if (!verified.ok) return plainFailure(verified.failure)
  const opened = await decryptBundle(verified.value, input.identities)
  if (!opened.ok) return plainFailure(opened.failure)
  const { manifest } = opened.value
  const { fingerprint } = verified.value.signer
  if (!isSignersOwn(input.signers, { manifest, fingerprint })) {
    return failWith('bundles.wrongUnit', { claimed: manifest.unitCode, signer: signerCode(input.signers, fingerprint) })
  }
  if (manifest.bundleKind !== 'report') return failWith('bundles.wrongKind', { kind: manifest.bundleKind })
  const records = Object.values(manifest.counts).reduce((total, count) => total + count, 0)
  await emit(control, { kind: 'opened', manifest, hash: verified.value.bundleHash, fingerprint, records })
  return readRows(opened.value, { control, records })
}

interface Reading {
  control: JobControl
  records: number
}

async function readRows(opened: OpenedBundle, { control, records }: Reading): Promise<Result<BundleTotals>> {
  const communeNames = new Map<unknown, string>()
  const reader = createRowReader(opened.manifest, communeNames)
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
    await learnCommunes(communeNames, { list, control })
    for (const record of list) {
      if (record.kind !== of || rows >= ROWS_AT_ONCE) await flush()
      const read = reader.read(record, values)
      if (!read.ok) return read
      if (typeof read.value === 'string') {
        of = read.value
        rows += 1
      } else await emit(control, read.value)
    }
  }
  await flush()
  return succeed(reader.totals())
}

/** An office has addresses in a few communes; the core knows thousands. */
async function learnCommunes(
  names: Map<unknown, string>,
  { list, control }: { list: readonly BundleRecord[]; control: JobControl },
): Promise<void> {
  const ids = new Set<string>()
  for (const { kind, communeId } of list) {
    if (kind === 'address' && typeof communeId === 'string' && !names.has(communeId)) ids.add(communeId)
  }
  if (ids.size === 0) return
  const asked: CommunesAsked = { kind: 'communes', ids: [...ids] }
  for (const [id, name] of Object.entries(await control.emit<Record<string, string>>(asked))) names.set(id, name)
}

/** Checks each record line by its kind's columns and owner, and adds the values of its row. */
function createRowReader(manifest: BundleManifest, communeNames: ReadonlyMap<unknown, string>) {
  const searchText = createSearchText(communeNames)
  const tally = createTally()
  const older = manifest.schema < BUNDLE_SCHEMA
  let line = 1
  const malformed = () => failWith('bundles.malformed', { part: 'record', line })
  const readRow = (kind: RecordKind, record: BundleRecord, values: unknown[]): Result<RecordKind> => {
    if (!readRecord(kind, { record, older }, values)) return malformed()
    if (record.ownerUnit !== manifest.unit) return failWith('bundles.foreignRecord', { kind, line })
    if (!tally.add(kind, record)) return malformed()
    addMadeValues(kind, searchText(kind, record), values)
    return succeed(kind)
  }
  const readTold = (record: BundleRecord): Result<ToldBatch> => {
    const told = readToldLine(record)
    if (told === undefined) return malformed()
    const { ownerUnit, ...quarter } = told
    if (ownerUnit !== manifest.unit) return failWith('bundles.foreignRecord', { kind: record.kind, line })
    return succeed({ kind: 'told', ...quarter })
  }
  const readTaken = (record: BundleRecord): Result<TakenBookBatch> => {
    const told = readTakenBookLine(record)
    if (told === undefined) return malformed()
    const { ownerUnit, ...taken } = told
    if (ownerUnit !== manifest.unit) return failWith('bundles.foreignRecord', { kind: record.kind, line })
    return succeed({ kind: 'bookTaken', ...taken })
  }
  const readChange = (record: BundleRecord): Result<RowChange> => {
    const change = rowChangeOf(record)
    if (change === undefined) return malformed()
    if (record.ownerUnit !== manifest.unit) return failWith('bundles.foreignRecord', { kind: record.kind, line })
    return change.kind === 'gone' && manifest.contents === 'snapshot' ? malformed() : succeed(change)
  }
  return {
    lines: () => line,
    totals: tally.totals,
    /** The kind of a row whose values were added, or a line that moves or removes a row. */
    read(record: BundleRecord, values: unknown[]): Result<RecordKind | RowChange> {
      line += 1
      if (record.kind === TOLD_KIND) return readTold(record)
      if (record.kind === TAKEN_BOOK_KIND) return readTaken(record)
      return isRecordKind(record.kind) ? readRow(record.kind, record, values) : readChange(record)
    },
  }
}

type RowChange = Exclude<ReadBatch, { kind: 'opened' | 'rows' }>

const of = z.string().refine(isRecordKind)
const rowChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('gone'), of, id: idText, ownerUnit: idText, version: versionNumber }),
  z.strictObject({ kind: z.literal('handedOver'), of, id: idText, ownerUnit: idText, toUnit: idText }),
  z.strictObject({ kind: z.literal('takenOver'), of, id: idText, ownerUnit: idText, fromUnit: idText }),
])

/** A line that moves or removes a row; such a line of the wrong shape is no record either, and so refused. */
function rowChangeOf(record: BundleRecord): RowChange | undefined {
  const parsed = rowChangeSchema.safeParse(record)
  if (!parsed.success) return undefined
  const { data } = parsed
  if (data.kind === 'gone') return { kind: 'gone', of: data.of, ids: [data.id] }
  return { kind: data.kind, of: data.of, id: data.id, unit: data.kind === 'handedOver' ? data.toUnit : data.fromUnit }
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
