import { setImmediate as otherWork } from 'node:timers/promises'
import { refuse } from '../../../base/common/failures.ts'
import type { WriteDb } from '../../../db/database.ts'
import { insertRecord, reserveChangeSeq, type WriteContext } from '../../../db/recordWriter.ts'
import type { AppliedImport, ApplyInput, ImportDecision, ImportProgress, RowCounts } from '../common/importSchemas.ts'
import { unpackStagedRow } from '../common/stagedRow.ts'
import { readDonorNames } from './donorBook.ts'
import { ImportDonors } from './importDonors.ts'
import { ImportHouseholds } from './importHouseholds.ts'
import { type ApprovedBy, type TakeOver, takeIn } from './importPeople.ts'
import { ImportPlaces, readVillageNames } from './importPlaces.ts'
import { ImportWriter } from './importWriter.ts'
import { joinRow } from './joinRow.ts'
import { rememberMapping } from './mappingRepo.ts'
import { type BatchRow, countStagedRows, findBatch } from './stagingRepo.ts'

export interface ApplyWish extends ApplyInput {
  today: string
  report: (progress: ImportProgress) => void
  signal: AbortSignal
}

const ROWS_AT_ONCE = 1000

/**
 * Writes the staged rows into the book in the transaction it is given: all of them or, when anything goes wrong or the person
 * cancels, none.
 * @throws `imports.batchGone`, `imports.alreadyApplied`, `imports.nothingToApply`, `common.cancelled`
 */
export async function applyImport(db: WriteDb, context: WriteContext, wish: ApplyWish): Promise<AppliedImport> {
  const batch = await findBatch(db, { id: wish.batchId, unitId: context.unitId })
  if (batch === undefined) refuse('imports.batchGone')
  if (batch.state !== 'staged') refuse('imports.alreadyApplied')
  const counts = await countStagedRows(db, batch.id)
  if (counts.good + counts.taken + counts.joined === 0) refuse('imports.nothingToApply')
  const ofBatch = { ...context, batchId: batch.id }
  const takeOver = await prepare(db, ofBatch, wish)
  await takeInAll(db, takeOver, { ...wish, total: counts.good + counts.taken })
  await takeOver.households.finish(db, ofBatch)
  const joined = await joinAll(db, ofBatch, batch.id)
  await settleBatch(db, ofBatch, { batch, counts, wish, decisionId: takeOver.approvedBy?.id ?? null })
  const written = (table: Parameters<typeof takeOver.writer.counts.get>[0]) => takeOver.writer.counts.get(table) ?? 0
  return {
    batchId: batch.id,
    addresses: written('address'),
    villages: written('village'),
    donors: written('donor'),
    pairings: written('pairing'),
    instalments: written('instalment'),
    joined,
    refused: counts.refused,
    duplicatesSkipped: counts.duplicate - counts.taken - counts.joined,
  }
}

async function prepare(db: WriteDb, context: WriteContext, wish: ApplyWish): Promise<TakeOver> {
  const { batchId, today, past } = wish
  const writer = new ImportWriter(db, context, batchId)
  return {
    batchId,
    today,
    past,
    approvedBy: wish.decision === null ? null : await writeDecision(db, context, { ...wish.decision, today }),
    writer,
    households: new ImportHouseholds(writer),
    places: new ImportPlaces(writer, await readVillageNames(db, context.unitId)),
    donors: new ImportDonors(writer, batchId, await readDonorNames(db, context.unitId)),
  }
}

async function writeDecision(
  db: WriteDb,
  context: WriteContext,
  { title, number, onDay, signer, today }: ImportDecision & { today: string },
): Promise<ApprovedBy> {
  const id = await insertRecord(db, context, { table: 'decision', values: { title, number, on_day: onDay, signer } })
  return { id, onDay: onDay ?? today, signer }
}

async function takeInAll(
  db: WriteDb,
  takeOver: TakeOver,
  { batchId, report, signal, total }: ApplyWish & { total: number },
): Promise<void> {
  let done = 0
  for (let after = 0; ; ) {
    if (signal.aborted) refuse('common.cancelled')
    const rows = await readWantedRows(db, batchId, after)
    for (const { values_json } of rows) takeIn(unpackStagedRow(values_json), takeOver)
    await takeOver.writer.flush()
    done += rows.length
    report({ phase: 'writing', done, total })
    if (rows.length < ROWS_AT_ONCE) return
    after = rows.at(-1)?.row_number ?? after
    await otherWork()
  }
}

/** Rows that somebody said are a person on file; how many of those files had something blank. */
async function joinAll(db: WriteDb, context: WriteContext, batchId: string): Promise<number> {
  const rows = await db
    .selectFrom('import_row')
    .select(['values_json', 'join_id'])
    .where('batch_id', '=', batchId)
    .where('join_id', 'is not', null)
    .orderBy('row_number')
    .execute()
  let joined = 0
  for (const { values_json, join_id } of rows) {
    const row = unpackStagedRow(values_json)
    if (join_id !== null && (await joinRow(db, context, { row, addressId: join_id }))) joined += 1
  }
  return joined
}

function readWantedRows(
  db: WriteDb,
  batchId: string,
  after: number,
): Promise<{ row_number: number; values_json: string }[]> {
  return db
    .selectFrom('import_row')
    .select(['row_number', 'values_json'])
    .where('batch_id', '=', batchId)
    .where('row_number', '>', after)
    .where((where) => where.or([where('status', '=', 'good'), where('take', '=', 1)]))
    .orderBy('row_number')
    .limit(ROWS_AT_ONCE)
    .execute()
}

interface Settling {
  batch: BatchRow
  counts: RowCounts
  wish: ApplyWish
  decisionId: string | null
}

/** The batch becomes a record of the office; what was written needs no staging any more, what was refused is kept. */
async function settleBatch(
  db: WriteDb,
  context: WriteContext,
  { batch, counts, wish, decisionId }: Settling,
): Promise<void> {
  const seq = await reserveChangeSeq(db, 1)
  await db
    .updateTable('import_batch')
    .set({
      state: 'applied',
      change_seq: seq,
      created_at: context.now,
      past: wish.past,
      decision_id: decisionId,
      rows_good: counts.good + counts.taken,
      rows_duplicate: counts.duplicate - counts.taken - counts.joined,
    })
    .where('id', '=', batch.id)
    .execute()
  await db
    .deleteFrom('import_row')
    .where('batch_id', '=', batch.id)
    .where((where) => where.or([where('status', '=', 'good'), where('take', '=', 1), where('join_id', 'is not', null)]))
    .execute()
  if (batch.mapping !== undefined) await rememberMapping(db, batch.mapping, context.now)
}
