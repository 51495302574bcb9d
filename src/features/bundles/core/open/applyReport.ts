import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { TakenBook } from '../../common/books/takenBookLines.ts'
import type { BundleManifest } from '../../common/bundleManifest.ts'
import { RECORD_KINDS, type RecordKind, sentColumns } from '../../common/bundleRecords.ts'
import type { Difference } from '../../common/bundleSchemas.ts'
import { heldBySuccessors, readSuccession, type Succession, takeFromPredecessors } from '../books/succession.ts'
import { replaceTakenBooks } from '../books/takenBooks.ts'
import { countRecords } from '../seal/reportRecords.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import type { HandoverWords } from './heldWords.ts'
import { buryLeftBehind } from './leftBehind.ts'
import { makeRoom } from './makeRoom.ts'
import { moveRow } from './moveRow.ts'
import {
  buryRows,
  findForeignReference,
  insertReceivedRows,
  type KnownRow,
  readKnownRows,
  readRowsById,
  rewriteCategories,
  rowWidth,
  updateReceivedRows,
} from './ownedRowsRepo.ts'
import type { ReportBatch } from './readReport.ts'
import { createTouched, refreshSearchOf } from './refreshSearchOf.ts'
import { createToldBook } from './toldBook.ts'

type Rows = Extract<ReportBatch, { kind: 'rows' }>
type Gone = Extract<ReportBatch, { kind: 'gone' }>

/** Counts a bundle's rows against those we hold of its sender, kind by kind. */
export class Comparison {
  readonly #db: ReadDb | WriteDb
  readonly #unitId: string
  readonly #contents: BundleManifest['contents']
  readonly #known = new Map<RecordKind, Map<string, KnownRow>>()
  readonly #counts = new Map<RecordKind, Difference>()

  constructor(db: ReadDb | WriteDb, { unitId, contents }: { unitId: string; contents: BundleManifest['contents'] }) {
    this.#db = db
    this.#unitId = unitId
    this.#contents = contents
  }

  /**
   * Parts rows into new ones and ones we hold; each id is met once, so the same id again counts as new. `risen`: those that live
   * now and did not here, new ones among them.
   */
  async part({ of, values }: Rows): Promise<{ added: unknown[]; held: unknown[]; risen: unknown[] }> {
    const known = await this.#rowsKnown(of, values)
    const count = this.#countOf(of)
    const width = rowWidth(of)
    count.inBundle += values.length / width
    if (known.size === 0) {
      count.added += values.length / width
      return { added: values, held: [], risen: values }
    }
    const columns = sentColumns(of)
    const [idAt, versionAt] = [columns.indexOf('id'), columns.indexOf('version')]
    const parted = { added: [] as unknown[], held: [] as unknown[], risen: [] as unknown[] }
    for (let start = 0; start < values.length; start += width) {
      const id = String(values[start + idAt])
      const before = known.get(id)
      known.delete(id)
      const row = values.slice(start, start + width)
      if (before === undefined) parted.added.push(...row)
      else parted.held.push(...row)
      if (before === undefined || before.deleted) parted.risen.push(...row)
      if (before === undefined) count.added += 1
      else if (before.deleted || before.version !== values[start + versionAt]) count.changed += 1
    }
    return parted
  }

  /** A row that was another's until now and has become the sender's: met for the first time, and yet here. */
  async meet(kind: RecordKind, ids: readonly string[]): Promise<void> {
    if (this.#contents === 'changes' || ids.length === 0) return
    const known = await this.#rowsKnown(kind)
    for (const id of ids) known.set(id, { version: 0, deleted: false })
  }

  /** Of the rows a report of changes calls gone, those that live here. */
  async named(kind: RecordKind, ids: readonly string[]): Promise<string[]> {
    const known = await readRowsById(this.#db, { kind, unitId: this.#unitId, ids })
    const living = ids.filter((id) => known.get(id)?.deleted === false)
    if (living.length > 0) this.#countOf(kind).gone += living.length
    return living
  }

  /** Living rows that a report of everything did not name. Call after the last batch. */
  async gone(kind: RecordKind): Promise<string[]> {
    if (this.#contents === 'changes') return []
    const known = await this.#rowsKnown(kind)
    const ids = [...known].flatMap(([id, row]) => (row.deleted ? [] : [id]))
    if (ids.length > 0) this.#countOf(kind).gone = ids.length
    return ids
  }

  /** Rows of units the sender took over from, or late ones of a unit that ended, that nobody has any more. */
  leave(buried: ReadonlyMap<RecordKind, number>): void {
    for (const [kind, rows] of buried) this.#countOf(kind).gone += rows
  }

  differences(): Difference[] {
    return RECORD_KINDS.flatMap((kind) => this.#counts.get(kind) ?? [])
  }

  async #rowsKnown(kind: RecordKind, values: readonly unknown[] = []): Promise<Map<string, KnownRow>> {
    if (this.#contents === 'changes') {
      const ids = idsOf(kind, values)
      return readRowsById(this.#db, { kind, unitId: this.#unitId, ids })
    }
    const known = this.#known.get(kind) ?? (await readKnownRows(this.#db, { kind, unitId: this.#unitId }))
    this.#known.set(kind, known)
    return known
  }

  #countOf(kind: RecordKind): Difference {
    const count = this.#counts.get(kind) ?? { kind, inBundle: 0, added: 0, changed: 0, gone: 0 }
    this.#counts.set(kind, count)
    return count
  }
}

function idsOf(kind: RecordKind, values: readonly unknown[]): string[] {
  const width = rowWidth(kind)
  const idAt = sentColumns(kind).indexOf('id')
  return Array.from({ length: values.length / width }, (_, row) => String(values[row * width + idAt]))
}

interface Batches {
  batches: AsyncIterable<ReportBatch>
}

/** Only counts; for a look before a person decides. */
export async function compareReport(
  db: ReadDb,
  { unitId, contents, batches }: Batches & { unitId: string; contents: BundleManifest['contents'] },
): Promise<Difference[]> {
  const comparison = new Comparison(db, { unitId, contents })
  const told = createToldBook(db, unitId)
  for await (const batch of batches) {
    if (batch.kind === 'rows') await comparison.part(batch)
    if (batch.kind === 'gone') await comparison.named(batch.of, batch.ids)
    if (batch.kind === 'told') await told.compare(batch)
  }
  for (const kind of RECORD_KINDS) await comparison.gone(kind)
  return [...comparison.differences(), ...told.differences()]
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
  await buryMissing(db, { comparison, succession, now })
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
async function buryMissing(db: WriteDb, { comparison, succession, now }: Burying): Promise<void> {
  for (const kind of RECORD_KINDS) {
    const ids = await comparison.gone(kind)
    // Who was merged or split gave its book away: that it says nothing of a row any more buries nothing.
    if (succession.after.length === 0) await buryRows(db, { kind, ids, now })
  }
  comparison.leave(await buryLeftBehind(db, succession, now))
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
