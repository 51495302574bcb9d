import { Kysely } from 'kysely'
import { vietNamDay } from '../../../../base/common/vietNamDay.ts'
import type { Job, JobControl } from '../../../../base/core/jobs.ts'
import type { ReadDb } from '../../../../db/database.ts'
import { openSqlite, sqliteDialect } from '../../../../db/openSqlite.ts'
import type { Tables } from '../../../../db/tables.ts'
import type { BundleResult } from '../../common/bundleFailures.ts'
import type { BundleManifestInput, BundleRecord } from '../../common/bundleManifest.ts'
import type { RecordSource } from '../envelope/payloadWriter.ts'
import { sealBundle } from '../envelope/sealBundle.ts'
import { type BookState, parseFullConsent, readChangedRecords, writeFullConsent } from './changedRecords.ts'
import { readFullConsent } from './fullConsent.ts'
import { readHandovers } from './handovers.ts'
import { countRecords, reportRecords } from './reportRecords.ts'

/** Where the records come from: the office file itself, or rows already read (PostgreSQL, and bundles of a few lines). */
export type RecordsFrom =
  | { kind: 'file'; file: string; key: Uint8Array }
  | { kind: 'records'; read: ReportLines & { records: readonly BundleRecord[] } }

export interface SealInput {
  from: RecordsFrom
  unitId: string
  /** Raw Ed25519 private key, base64. */
  signingKey: string
  recipients: string[]
  bundleId: string
  manifest: Omit<BundleManifestInput, 'counts' | 'living'>
  /** Figures of the units below this office, read before: they change only by opening files. */
  told?: readonly BundleRecord[]
  /** Where the changes count from; null for a report of everything. */
  since: { bookSeq: number; fullJson: string } | null
}

export interface SealOutput {
  bytes: Uint8Array
  hash: string
  records: number
  /** The state of the book the lines were read from, kept for the next report of changes. */
  bookSeq: number
  fullJson: string
}

export interface ReportLines {
  records: RecordSource
  counts: Record<string, number>
  living: Record<string, number>
  bookSeq: number
  fullJson: string
}

/** Reads, projects, packs, encrypts and signs a report off the core's thread. */
export const sealReportJob: Job<SealInput, BundleResult<SealOutput>> = (input, control) =>
  input.from.kind === 'records' ? sealRead(input, input.from.read) : sealFromFile(input, input.from, control)

/** One read transaction over the whole file, so that counts and rows are those of one moment. */
async function sealFromFile(
  input: SealInput,
  from: Extract<RecordsFrom, { kind: 'file' }>,
  control: JobControl,
): Promise<BundleResult<SealOutput>> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(openSqlite({ ...from, readOnly: true })) })
  try {
    return await db.transaction().execute(async (transaction) => {
      // Safe: a transaction reads as any Kysely does.
      const readDb = transaction as unknown as ReadDb
      const lines = await reportLines(readDb, input, (done, total) => {
        control.signal.throwIfAborted()
        control.progress(done, total)
      })
      return sealRead(input, lines)
    })
  } finally {
    await db.destroy()
  }
}

/** The lines of a report, everything or changes; to be read in the transaction of the call. */
export async function reportLines(
  db: ReadDb,
  { unitId, manifest, since, told = [] }: Pick<SealInput, 'unitId' | 'manifest' | 'since' | 'told'>,
  onRows: (done: number, total: number) => void = () => {},
): Promise<ReportLines> {
  const living = { ...(await countRecords(db, unitId)) }
  const today = vietNamDay(manifest.createdAt)
  const consent = await readFullConsent(db, { unitId, today })
  const state = { living, bookSeq: await readBookSeq(db), fullJson: writeFullConsent(consent) }
  const first = [...(await readHandovers(db, unitId)), ...told]
  if (since !== null) {
    const base: BookState = { bookSeq: since.bookSeq, full: parseFullConsent(since.fullJson) }
    const records = [...first, ...(await readChangedRecords(db, { unitId, consent, since: base }))]
    return { ...state, records, counts: countsOf(records) }
  }
  const counts = { ...countsOf(first), ...living }
  const total = sum(counts)
  const rows = reportRecords(db, { unitId, consent, kinds: new Set(Object.keys(living)) }, (done) =>
    onRows(done, total),
  )
  return { ...state, records: withFirst(first, rows), counts }
}

async function* withFirst(
  first: readonly BundleRecord[],
  rest: AsyncIterable<readonly BundleRecord[]>,
): AsyncGenerator<readonly BundleRecord[]> {
  if (first.length > 0) yield first
  yield* rest
}

async function readBookSeq(db: ReadDb): Promise<number> {
  const row = await db.selectFrom('counter').select('value').where('name', '=', 'change_seq').executeTakeFirst()
  return Number(row?.value ?? 0)
}

/** Packs, encrypts and signs lines that were read. */
export async function sealRead(input: SealInput, lines: ReportLines): Promise<BundleResult<SealOutput>> {
  const { counts, living, records, bookSeq, fullJson } = lines
  const sealed = await sealBundle({ ...input, manifest: { ...input.manifest, counts, living }, records })
  if (!sealed.ok) return sealed
  const { bytes, bundleHash: hash } = sealed.value
  return { ok: true, value: { bytes, hash, records: sum(counts), bookSeq, fullJson } }
}

/** Lines of each kind, as the manifest names them. */
export function countsOf(records: readonly BundleRecord[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of records) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
