import { join } from 'node:path'
import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb } from '../../../../db/database.ts'
import { DATABASE_FILE } from '../../../../db/openOffice.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleResult } from '../../common/bundleFailures.ts'
import { BUNDLE_SCHEMA, type BundleManifestInput, type BundleRecord } from '../../common/bundleManifest.ts'
import type { BundlePreview, CreateEvent, Period } from '../../common/bundleSchemas.ts'
import { ensureOwnKeys } from '../keys/ownKeysRepo.ts'
import { findReceiver } from '../keys/unitKeysRepo.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { bundleFileName } from './bundleFileName.ts'
import { readFullConsent } from './fullConsent.ts'
import { keepFile } from './keptFiles.ts'
import { countRecords, reportRecords } from './reportRecords.ts'
import type { RecordsFrom, SealInput, SealOutput } from './sealReportJob.ts'
import { findLastSent, insertSent, readEpoch } from './sentRepo.ts'

export interface SendInput {
  toUnit: string
  period: Period
}

/** Packed and encrypted bytes of a record line, as practice registers show; used until a bundle has been made. */
const USUAL_RECORD_BYTES = 20
const ENVELOPE_BYTES = 6000

export async function previewBundle(context: OfficeContext, { toUnit }: SendInput): Promise<BundlePreview> {
  const { db, office } = context
  if ((await findReceiver(db, toUnit)) === undefined) refuse('bundles.receiverNotEnrolled')
  const counts = await countRecords(db, office.unitId)
  const consent = await readFullConsent(db, { unitId: office.unitId, today: context.services.clock.today() })
  const last = await findLastSent(db, { toUnit, epoch: await readEpoch(db) })
  const records = Object.values(counts).reduce((total, count) => total + count, 0)
  const addresses = counts.address ?? 0
  const recordBytes = last === undefined || last.records === 0 ? USUAL_RECORD_BYTES : last.bytes / last.records
  return {
    seq: (last?.seq ?? 0) + 1,
    counts,
    records,
    addresses,
    pseudonymous: await countPseudonymous(db, office.unitId, consent.address),
    estimatedBytes: Math.round(records * recordBytes) + (last === undefined ? ENVELOPE_BYTES : 0),
  }
}

async function countPseudonymous(db: ReadDb, unitId: string, full: ReadonlySet<string>): Promise<number> {
  const rows = await db
    .selectFrom('address')
    .select('id')
    .where('owner_unit', '=', unitId)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.filter((row) => !full.has(row.id)).length
}

/**
 * Makes the next report and records it; its bytes are kept and handed out by a ticket. A number is used up only when
 * everything else succeeded.
 */
export async function* createBundle(
  context: OfficeContext,
  input: SendInput,
  signal?: AbortSignal,
): AsyncGenerator<CreateEvent> {
  const prepared = await prepare(context, input)
  const progress = latestProgress()
  const sealing = context.services.jobs
    .run<BundleResult<SealOutput>>('bundles.seal', prepared, { onProgress: progress.tell, signal })
    .finally(progress.end)
  // The loop below may leave first; the rejection is still met by the await after it.
  sealing.catch(() => undefined)
  yield* progress.events()
  const sealed = await sealing
  if (!sealed.ok) refuse(sealed.failure.code, sealed.failure.params)
  yield { kind: 'done', bundle: await record(context, { input, prepared, sealed: sealed.value }) }
}

async function prepare(context: OfficeContext, { toUnit, period }: SendInput): Promise<SealInput> {
  const { db, office, services } = context
  const receiver = await findReceiver(db, toUnit)
  if (receiver === undefined) refuse('bundles.receiverNotEnrolled')
  const keys = await ensureOwnKeys(context)
  const epoch = await readEpoch(db)
  const last = await findLastSent(db, { toUnit, epoch })
  const manifest: Omit<BundleManifestInput, 'counts'> = {
    schema: BUNDLE_SCHEMA,
    bundleKind: 'report',
    unit: office.unitId,
    unitCode: office.unitCode,
    epoch,
    seq: (last?.seq ?? 0) + 1,
    prevHash: last?.hash ?? null,
    contents: 'snapshot',
    period,
    createdAt: services.clock.now(),
    auditHead: null,
    ledgerHead: null,
  }
  return {
    from: await recordsFrom(context),
    unitId: office.unitId,
    signingKey: keys.privateKeys.signing,
    recipients: [receiver.box_public, receiver.recovery_public].filter((recipient) => recipient !== null),
    bundleId: newRecordId(),
    manifest,
  }
}

async function recordsFrom(context: OfficeContext): Promise<RecordsFrom> {
  const { office } = context
  if (office.database.dialect === 'sqlite') {
    return { kind: 'file', file: join(office.dir, DATABASE_FILE), key: office.dataKey }
  }
  return context.write(async (transaction) => {
    // Holds the lock every change takes, so that counts and rows are those of one moment.
    await reserveChangeSeq(transaction, 0)
    // Safe: a transaction reads as any Kysely does.
    const db = transaction as unknown as ReadDb
    const records: BundleRecord[] = []
    const today = context.services.clock.today()
    for await (const list of reportRecords(db, { unitId: office.unitId, today })) records.push(...list)
    return { kind: 'records', records, counts: await countRecords(db, office.unitId) }
  })
}

interface Made {
  input: SendInput
  prepared: SealInput
  sealed: SealOutput
}

async function record(context: OfficeContext, { input, prepared, sealed }: Made) {
  const { bundleId: id, manifest } = prepared
  await keepFile(context.office, id, sealed.bytes)
  await context.write(async (db) => {
    const last = await findLastSent(db, { toUnit: input.toUnit, epoch: manifest.epoch })
    if ((last?.seq ?? 0) !== manifest.seq - 1) refuse('common.changedElsewhere')
    await insertSent(db, {
      id,
      to_unit: input.toUnit,
      epoch: manifest.epoch,
      seq: manifest.seq,
      prev_hash: manifest.prevHash,
      hash: sealed.hash,
      made_at: manifest.createdAt,
      from_day: input.period.from,
      to_day: input.period.to,
      records: sealed.records,
      bytes: sealed.bytes.length,
    })
  })
  const name = await nameOf(context, { seq: manifest.seq, period: input.period })
  const ticket = putBundleFile(context, { name, bytes: sealed.bytes })
  return { ticket, name, seq: manifest.seq, records: sealed.records, bytes: sealed.bytes.length }
}

export function putBundleFile(context: OfficeContext, { name, bytes }: { name: string; bytes: Uint8Array }): string {
  return context.services.tickets.put({ name, type: 'application/octet-stream', bytes })
}

/** The bare name of this office's unit, the number and the period. */
export async function nameOf(
  context: OfficeContext,
  { seq, period }: { seq: number; period: Period },
): Promise<string> {
  const bare = await context.db
    .selectFrom('unit_name')
    .select('name')
    .where('unit_id', '=', context.office.unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  const unitName = bare?.name ?? (await getUnitNames(context.db, context.office.unitId)).code
  return bundleFileName({ unitName, seq, period })
}

/** Turns the job's calls into events; a slow reader gets only the latest. */
function latestProgress() {
  let latest: CreateEvent | undefined
  let ended = false
  let wake = () => {}
  const change = (event?: CreateEvent) => {
    latest = event ?? latest
    wake()
  }
  return {
    tell: (done: number, total: number) => change({ kind: 'progress', done, total }),
    end: () => {
      ended = true
      change()
    },
    async *events(): AsyncGenerator<CreateEvent> {
      while (!ended) {
        const event = latest
        latest = undefined
        if (event !== undefined) yield event
        else
          await new Promise<void>((resolve) => {
            wake = resolve
          })
      }
    },
  }
}
