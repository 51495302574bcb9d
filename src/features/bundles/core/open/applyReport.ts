import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { TakenBook } from '../../common/books/takenBookLines.ts'
import type { BundleManifest } from '../../common/bundleManifest.ts'
import { RECORD_KINDS, type RecordKind } from '../../common/bundleRecords.ts'
import type { Difference } from '../../common/bundleSchemas.ts'
import { heldBySuccessors, readSuccession, type Succession, takeFromPredecessors } from '../books/succession.ts'
import { replaceTakenBooks } from '../books/takenBooks.ts'
import { countRecords } from '../seal/reportRecords.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { Comparison, idsOf } from './comparison.ts'
import type { HandoverWords } from './heldWords.ts'
import { findLeftBehind } from './leftBehind.ts'
import { makeRoom } from './makeRoom.ts'
import { moveRow } from './moveRow.ts'
import {
  buryRows,
  findForeignReference,
  insertReceivedRows,
  rewriteCategories,
  rowWidth,
  updateReceivedRows,
} from './ownedRowsRepo.ts'
import type { ReportBatch } from './readReport.ts'
import { createTouched, refreshSearchOf } from './refreshSearchOf.ts'
import { createToldBook } from './toldBook.ts'

type Rows = Extract<ReportBatch, { kind: 'rows' }>
type Gone = Extract<ReportBatch, { kind: 'gone' }>

interface Batches {
  batches: AsyncIterable<ReportBatch>
}

/**
 * Brings what we hold of a unit to the state its report describes: adds, overwrites, buries, and moves cases between units.
 * Runs inside the caller's transaction; refuses rows whose ids another unit already uses, rows that name another unit's
 * record, and changes after which our book of the unit is not what the unit says its own is. An id that nobody here holds
 * may be named: a branch's book refers to rows it has since deleted, and a report of everything leaves those out.
 */
export async function applyReport(
  db: WriteDb,
  { manifest, batches, words, now }: Batches & { manifest: BundleManifest; words: HandoverWords; now: string },
): Promise<Difference[]> {
  const { unit: unitId, contents } = manifest
  const comparison = new Comparison(db, { unitId, contents })
  const succession = await readSuccession(db, unitId)
  const touched = createTouched()
  const told = createToldBook(db, unitId)
  const taken: TakenBook[] = []
  let awaited: string | undefined
  for await (const batch of batches) {
    if (batch.kind === 'told') await told.take(batch, now)
    else if (batch.kind === 'bookTaken') taken.push(batch)
    else if (batch.kind === 'rows') {
      await writeRows(db, { batch, comparison, succession, now })
      if (contents === 'changes') touched.add(batch.of, idsOf(batch.of, batch.values))
    } else if (batch.kind === 'gone') await buryNamed(db, { batch, comparison, succession, now })
    else awaited = (await moveRow(db, { succession, moved: batch, words, now })) ?? awaited
  }
  await replaceTakenBooks(db, { toldBy: unitId, taken })
  await buryMissing(db, { comparison, succession, taken, now })
  await refuseForeignReferences(db, succession, awaited)
  await rewriteCategories(db, unitId)
  await refreshSearchOf(db, touched.ids())
  if (succession.after.length === 0) await refuseOtherBook(db, manifest)
  return [...comparison.differences(), ...told.differences()]
}

interface Burying {
  comparison: Comparison
  succession: Succession
  now: string
}

/** What a report of everything leaves out, and what stands under units that ended and nobody has any more. */
async function buryMissing(
  db: WriteDb,
  { comparison, succession, taken, now }: Burying & { taken: readonly TakenBook[] },
): Promise<void> {
  for (const kind of RECORD_KINDS) {
    const ids = await comparison.gone(kind)
    // Who was merged or split gave its book away: that it says nothing of a row any more buries nothing.
    if (succession.after.length === 0) await buryRows(db, { kind, ids, now })
  }
  const left = await findLeftBehind(db, { succession, taken })
  for (const [kind, ids] of left) await buryRows(db, { kind, ids, now })
  comparison.leave(left)
}

async function buryNamed(
  db: WriteDb,
  { batch: { of: kind, ids }, comparison, succession, now }: Burying & { batch: Gone },
): Promise<void> {
  // Deleted since the sender took it over, and never reported as its own.
  await takeFromPredecessors(db, succession, { kind, ids, now })
  await buryRows(db, { kind, ids: await comparison.named(kind, ids), now })
}

interface Writing {
  batch: Rows
  comparison: Comparison
  succession: Succession
  now: string
}

async function writeRows(db: WriteDb, { batch, comparison, succession, now }: Writing): Promise<void> {
  const { of: kind } = batch
  const values = await withoutSuccessors(db, { batch, succession })
  const taken = await takeFromPredecessors(db, succession, { kind, ids: idsOf(kind, values), now })
  await comparison.meet(kind, taken)
  const { added, held, risen } = await comparison.part({ ...batch, values })
  await makeRoom(db, { kind, unitId: succession.unitId, values: risen, now })
  await refusingForeign(kind, () => insertReceivedRows(db, kind, added))
  await refusingForeign(kind, () => updateReceivedRows(db, kind, held))
}

/** The rows of a batch but for those that are a successor's by now. */
async function withoutSuccessors(
  db: WriteDb,
  { batch: { of: kind, values }, succession }: Pick<Writing, 'batch' | 'succession'>,
): Promise<unknown[]> {
  const ids = idsOf(kind, values)
  const theirs = await heldBySuccessors(db, succession, { kind, ids })
  if (theirs.size === 0) return values
  const width = rowWidth(kind)
  return ids.flatMap((id, row) => (theirs.has(id) ? [] : values.slice(row * width, (row + 1) * width)))
}

/** Changes were applied to what we held: only the count of the sender's living rows tells that it was the same. */
async function refuseOtherBook(db: WriteDb, { unit, unitCode, seq, contents, living }: BundleManifest): Promise<void> {
  if (contents === 'snapshot' || living === null) return
  const here = await countRecords(db as unknown as ReadDb, unit)
  const same = RECORD_KINDS.every((kind) => (here[kind] ?? 0) === (living[kind] ?? 0))
  if (!same) refuse('bundles.booksDiffer', { unit: unitCode, seq })
}

/** Asked after the last row, so that the order of the file does not matter. `awaited`: who may still tell that it gave the sender a case. */
async function refuseForeignReferences(
  db: WriteDb,
  { unitId, before, kin }: Succession,
  awaited: string | undefined,
): Promise<void> {
  const own = [unitId, ...before.map((line) => line.unit)]
  const kind = await findForeignReference(db, { unitId, own, kin })
  if (kind === undefined) return
  if (awaited !== undefined) refuse('bundles.awaitsHandover', { unit: (await getUnitNames(db, awaited)).vi })
  refuse('bundles.foreignRecord', { kind })
}

/** A broken rule of the tables can only come from the file: an id of another unit, or one twice. */
async function refusingForeign(kind: RecordKind, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (isConstraint(error)) refuse('bundles.foreignRecord', { kind })
    throw error
  }
}

/** SQLite names constraint errors, PostgreSQL has them in class 23. */
function isConstraint(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  const code = String(error.code)
  return code.startsWith('SQLITE_CONSTRAINT') || /^23\d{3}$/.test(code)
}
