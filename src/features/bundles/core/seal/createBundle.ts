import { join } from 'node:path'
import type { ReadonlyTransaction } from 'kysely/readonly'
import { quarterOf } from '../../../../base/common/day.ts'
import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { JobOptions } from '../../../../base/core/jobs.ts'
import { noteAuditAnchor, readAuditHead } from '../../../../db/auditChain.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { DATABASE_FILE } from '../../../../db/openOffice.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { BundleSentTable } from '../../../../db/tables/exchangeTables.ts'
import type { Tables } from '../../../../db/tables.ts'
import { takenBookLine } from '../../common/books/takenBookLines.ts'
import type { BundleResult } from '../../common/bundleFailures.ts'
import { BUNDLE_SCHEMA, type BundleRecord, LATEST_SCHEMA } from '../../common/bundleManifest.ts'
import type { BundlePreview, CreateEvent, Period } from '../../common/bundleSchemas.ts'
import { toldLine } from '../../common/toldLines.ts'
import { readTakenBooks } from '../books/takenBooks.ts'
import { ensureOwnKeys } from '../keys/ownKeysRepo.ts'
import { findReceiver } from '../keys/unitKeysRepo.ts'
import { receiverNeedsAll } from '../receipts/receiptNotesRepo.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { bundleFileName } from './bundleFileName.ts'
import { parseFullConsent, readChangedRecords } from './changedRecords.ts'
import { readFullConsent } from './fullConsent.ts'
import { keepFile } from './keptFiles.ts'
import { latestProgress } from './latestProgress.ts'
import { countRecords } from './reportRecords.ts'
import { countsOf, type RecordsFrom, reportLines, type SealInput, type SealOutput, sealRead } from './sealReportJob.ts'
import { findBase, findLastSent, insertSent, readEpoch } from './sentRepo.ts'

export interface SendInput {
  toUnit: string
  period: Period
  /** All the unit owns, even where changes would do. */
  everything: boolean
}

/** Packed and encrypted bytes of a record line, as practice registers show; used until a bundle has been made. */
const USUAL_RECORD_BYTES = 20
const ENVELOPE_BYTES = 6000
/** Lines read and sealed without a thread of their own: some 100 ms. */
const MOST_LINES_AT_ONCE = 12_000

export async function previewBundle(context: OfficeContext, input: SendInput): Promise<BundlePreview> {
  const { db, office } = context
  const { toUnit } = input
  if ((await findReceiver(db, toUnit)) === undefined) refuse('bundles.receiverNotEnrolled')
  const today = context.services.clock.today()
  const living = await countRecords(db, office.unitId)
  const consent = await readFullConsent(db, { unitId: office.unitId, today })
  const epoch = await readEpoch(db)
  const last = await findLastSent(db, { toUnit, kind: 'report', epoch })
  const base = await baseFor(db, { ...input, epoch })
  const since = base && { bookSeq: base.bookSeq, full: parseFullConsent(base.fullJson) }
  const counts = since ? countsOf(await readChangedRecords(db, { unitId: office.unitId, consent, since })) : living
  const records = Object.values(counts).reduce((total, count) => total + count, 0)
  return {
    seq: (last?.seq ?? 0) + 1,
    baseSeq: base?.seq ?? null,
    counts,
    records,
    addresses: living.address ?? 0,
    pseudonymous: await countPseudonymous(db, office.unitId, consent.address),
    toldUnits: await countSenders(db, office.unitId),
    estimatedBytes: estimatedBytes(records, since ? undefined : last),
  }
}

function estimatedBytes(records: number, last: BundleSentTable | undefined): number {
  const like = last?.contents === 'snapshot' && last.records > 0 ? last.bytes / last.records : undefined
  return Math.round(records * (like ?? USUAL_RECORD_BYTES)) + (like === undefined ? ENVELOPE_BYTES : 0)
}

/**
 * The acknowledged report from which changes are counted; none when everything has to go: nothing acknowledged yet, a
 * person asked for all of it, or the receiver said that its book and ours differ.
 */
async function baseFor(db: ReadDb, { toUnit, everything, epoch }: SendInput & { epoch: string }) {
  if (everything || (await receiverNeedsAll(db, toUnit))) return undefined
  return findBase(db, { toUnit, epoch })
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

/** Units that report here; one of the office's own level is enrolled for cases and books that move. */
async function countSenders(db: ReadDb, unitId: string): Promise<number> {
  const enrolled = await db
    .selectFrom('unit_key')
    .innerJoin('unit', 'unit.id', 'unit_key.unit_id')
    .select('unit_key.unit_id')
    .where('unit_key.role', '=', 'sender')
    .where('unit.level', '<>', (of) => of.selectFrom('unit as own').select('own.level').where('own.id', '=', unitId))
    .distinct()
    .execute()
  return enrolled.length
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
  const sealing = startSealing(context, prepared, { onProgress: progress.tell, signal }).finally(progress.end)
  // The loop below may leave first; the rejection is still met by the await after it.
  sealing.catch(() => undefined)
  yield* progress.events()
  const sealed = await sealing
  if (!sealed.ok) refuse(sealed.failure.code, sealed.failure.params)
  yield { kind: 'done', bundle: await record(context, { input, prepared, sealed: sealed.value }) }
}

/** A thread takes longer to start than the lines of a small book to seal. */
function startSealing(
  { services }: OfficeContext,
  prepared: SealInput,
  options: JobOptions,
): Promise<BundleResult<SealOutput>> {
  if (prepared.from.kind === 'records' && prepared.from.read.records.length <= MOST_LINES_AT_ONCE) {
    return sealRead(prepared, prepared.from.read)
  }
  return services.jobs.run<BundleResult<SealOutput>>('bundles.seal', prepared, options)
}

async function prepare(context: OfficeContext, input: SendInput): Promise<SealInput> {
  const { toUnit, period } = input
  const { db, office, services } = context
  const receiver = await findReceiver(db, toUnit)
  if (receiver === undefined) refuse('bundles.receiverNotEnrolled')
  const keys = await ensureOwnKeys(context)
  const epoch = await readEpoch(db)
  const last = await findLastSent(db, { toUnit, kind: 'report', epoch })
  const base = await baseFor(db, { ...input, epoch })
  const told = [...(await readToldLines(context, period)), ...(await readTakenLines(context))]
  const manifest: SealInput['manifest'] = {
    schema: told.length > 0 ? LATEST_SCHEMA : BUNDLE_SCHEMA,
    bundleKind: 'report',
    unit: office.unitId,
    unitCode: office.unitCode,
    epoch,
    seq: (last?.seq ?? 0) + 1,
    prevHash: last?.hash ?? null,
    contents: base === undefined ? 'snapshot' : 'changes',
    base: base === undefined ? null : { seq: base.seq, hash: base.hash },
    period,
    createdAt: services.clock.now(),
    auditHead: await auditHeadOf(db),
    ledgerHead: null,
  }
  const since = base === undefined ? null : { bookSeq: base.bookSeq, fullJson: base.fullJson }
  return {
    from: await recordsFrom(context, { unitId: office.unitId, manifest, since, told }),
    since,
    told,
    unitId: office.unitId,
    signingKey: keys.privateKeys.signing,
    recipients: [receiver.box_public, receiver.recovery_public].filter((recipient) => recipient !== null),
    bundleId: newRecordId(),
    manifest,
  }
}

async function recordsFrom(
  context: OfficeContext,
  input: Pick<SealInput, 'unitId' | 'manifest' | 'since' | 'told'>,
): Promise<RecordsFrom> {
  const { office, db } = context
  if (office.database.dialect === 'sqlite') {
    if (!(await isSmall(db, office.unitId))) {
      return { kind: 'file', file: join(office.dir, DATABASE_FILE), key: office.dataKey }
    }
    return db.transaction().execute((transaction) => readAll(transaction, input))
  }
  return context.write(async (transaction) => {
    // Holds the lock every change takes, so that counts and rows are those of one moment.
    await reserveChangeSeq(transaction, 0)
    return readAll(transaction, input)
  })
}

async function readAll(
  transaction: WriteDb | ReadonlyTransaction<Tables>,
  input: Pick<SealInput, 'unitId' | 'manifest' | 'since' | 'told'>,
): Promise<RecordsFrom> {
  // Safe: a transaction reads as any Kysely does.
  const lines = await reportLines(transaction as unknown as ReadDb, input)
  const records: BundleRecord[] = []
  if (Symbol.asyncIterator in lines.records) for await (const list of lines.records) records.push(...list)
  else records.push(...lines.records)
  return { kind: 'records', read: { ...lines, records } }
}

/** Whether all the unit owns is read and sealed in a moment. */
async function isSmall(db: ReadDb, unitId: string): Promise<boolean> {
  let rows = 0
  for (const count of Object.values(await countRecords(db, unitId))) rows += count
  return rows <= MOST_LINES_AT_ONCE
}

/** Figures of the units that report here, told upward with the period's own records; none in an office without any. */
async function readToldLines({ db, office, services }: OfficeContext, { to }: Period): Promise<BundleRecord[]> {
  if (office.kind === 'branch' && !(await hasBooksOfOthers(db))) return []
  const quarters = await services.readToldQuarters(db, { officeId: office.unitId, ...quarterOf(to) })
  return quarters.map((told) => toldLine(office.unitId, told))
}

/** Read before the rows, which are then all there. */
async function readTakenLines({ db, office: { unitId } }: OfficeContext): Promise<BundleRecord[]> {
  return (await readTakenBooks(db, unitId)).map((taken) => takenBookLine(unitId, taken))
}

/** A branch stands above nobody; it tells of units only where a book was handed to it or a report taken in. */
async function hasBooksOfOthers(db: ReadDb): Promise<boolean> {
  const report = db.selectFrom('bundle_received').select('id').where('kind', '=', 'report').limit(1)
  if ((await report.executeTakeFirst()) !== undefined) return true
  const handed = db.selectFrom('row_moved').select('row_id').where('on_day', 'is not', null).limit(1)
  if ((await handed.executeTakeFirst()) !== undefined) return true
  return (await db.selectFrom('paper_return').select('unit_id').limit(1).executeTakeFirst()) !== undefined
}

/** Sealed into what leaves the office, so that a later cut or rewrite of the audit chain shows. */
async function auditHeadOf(db: ReadDb): Promise<SealInput['manifest']['auditHead']> {
  const head = await readAuditHead(db)
  return head === undefined ? null : { count: head.seq, hash: head.hash }
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
    const last = await findLastSent(db, { toUnit: input.toUnit, kind: 'report', epoch: manifest.epoch })
    if ((last?.seq ?? 0) !== manifest.seq - 1) refuse('common.changedElsewhere')
    const { auditHead: head, epoch, createdAt: at } = manifest
    if (head !== null) {
      const anchored = { unitId: context.office.unitId, epoch, seq: head.count, hash: head.hash }
      await noteAuditAnchor(db, anchored, { at, place: 'bundle', reference: id })
    }
    await insertSent(db, {
      id,
      to_unit: input.toUnit,
      kind: 'report',
      contents: manifest.contents,
      base_seq: manifest.base?.seq ?? null,
      book_seq: sealed.bookSeq,
      full_json: sealed.fullJson,
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
