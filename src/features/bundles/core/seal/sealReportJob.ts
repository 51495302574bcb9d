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
import { countRecords, reportRecords } from './reportRecords.ts'

/** Where the records come from: the office file itself, or rows already read (PostgreSQL, whose reads block nobody). */
export type RecordsFrom =
  | { kind: 'file'; file: string; key: Uint8Array }
  | { kind: 'records'; records: BundleRecord[]; counts: Record<string, number> }

export interface SealInput {
  from: RecordsFrom
  unitId: string
  /** Raw Ed25519 private key, base64. */
  signingKey: string
  recipients: string[]
  bundleId: string
  manifest: Omit<BundleManifestInput, 'counts'>
}

export interface SealOutput {
  bytes: Uint8Array
  hash: string
  records: number
}

/** Reads, projects, packs, encrypts and signs a report off the core's thread. */
export const sealReportJob: Job<SealInput, BundleResult<SealOutput>> = (input, control) =>
  input.from.kind === 'records' ? seal(input, input.from) : sealFromFile(input, input.from, control)

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
      const counts = await countRecords(readDb, input.unitId)
      const total = sum(counts)
      const today = vietNamDay(input.manifest.createdAt)
      const records = reportRecords(readDb, { unitId: input.unitId, today }, (done) => {
        control.signal.throwIfAborted()
        control.progress(done, total)
      })
      return seal(input, { counts, records })
    })
  } finally {
    await db.destroy()
  }
}

async function seal(
  input: SealInput,
  { counts, records }: { counts: Record<string, number>; records: RecordSource },
): Promise<BundleResult<SealOutput>> {
  const sealed = await sealBundle({ ...input, manifest: { ...input.manifest, counts }, records })
  if (!sealed.ok) return sealed
  return { ok: true, value: { bytes: sealed.value.bytes, hash: sealed.value.bundleHash, records: sum(counts) } }
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
