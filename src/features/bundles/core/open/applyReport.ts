import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { BundleManifest } from '../../common/bundleManifest.ts'
import { RECORD_KINDS, type RecordKind, sentColumns } from '../../common/bundleRecords.ts'
import type { Difference } from '../../common/bundleSchemas.ts'
import { heldBySuccessors, readSuccession, type Succession, takeFromPredecessors } from '../books/succession.ts'
import { countRecords } from '../seal/reportRecords.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { givenTo, type HandoverWords } from './heldWords.ts'
import { makeRoom } from './makeRoom.ts'
import {
  buryRows,
  findForeignReference,
  findOwner,
  handOverRow,
  insertReceivedRows,
  isGivenUp,
  type KnownRow,
  readKnownRows,
  readRowsById,
  rewriteCategories,
  rowWidth,
  updateReceivedRows,
} from './ownedRowsRepo.ts'
import type { ReportBatch } from './readReport.ts'
import type { MovedBatch } from './readReportJob.ts'
import { createTouched, refreshSearchOf } from './refreshSearchOf.ts'
import { createToldBook } from './toldBook.ts'

type Rows = Extract<ReportBatch, { kind: 'rows' }>

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
  for await (const batch of batches) {
    if (batch.kind === 'rows') await writeRows(db, { batch, comparison, succession, now })
    else if (batch.kind === 'told') await told.take(batch, now)
    else if (batch.kind === 'gone') {
      await buryRows(db, { kind: batch.of, ids: await comparison.named(batch.of, batch.ids), now })
    } else await moveRow(db, { succession, moved: batch, words, now })
    if (batch.kind === 'rows' && contents === 'changes') touched.add(batch.of, idsOf(batch.of, batch.values))
  }
  for (const kind of RECORD_KINDS) {
    const ids = await comparison.gone(kind)
    // Who was merged or split gave its book away: that it says nothing of a row any more buries nothing.
    if (succession.after.length === 0) await buryRows(db, { kind, ids, now })
  }
  await refuseForeignReferences(db, succession)
  await rewriteCategories(db, unitId)
  await refreshSearchOf(db, touched.ids())
  if (succession.after.length === 0) await refuseOtherBook(db, manifest)
  return [...comparison.differences(), ...told.differences()]
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

interface Moving {
  succession: Succession
  moved: MovedBatch
  words: HandoverWords
  now: string
}

/**
 * A case the sender gave away becomes the other's; one it took must first be let go by its former owner: in a report taken in
 * here, or in one that itself only waits for others to let go. A former owner that put back a book from before it had the case
 * never says so: its report of everything, in which the case is missing, stands for it.
 */
async function moveRow(db: WriteDb, { succession, moved, words, now }: Moving): Promise<void> {
  const { of: kind, id, unit } = moved
  const { unitId } = succession
  if (moved.kind === 'handedOver') {
    // It may stand here as that of a unit whose book the sender took over since its last report.
    await takeFromPredecessors(db, succession, { kind, ids: [id], now })
    return handOverRow(db, { kind, id, from: unitId, to: unit, now })
  }
  if ((await findOwner(db, { kind, id })) !== unit) return
  const isLetGo = givenTo(words, { from: unit, id }) === unitId || (await isGivenUp(db, { kind, id, owner: unit }))
  if (isLetGo) return handOverRow(db, { kind, id, from: unit, to: unitId, now })
  refuse('bundles.awaitsHandover', { unit: (await getUnitNames(db, unit)).vi })
}

/** Changes were applied to what we held: only the count of the sender's living rows tells that it was the same. */
async function refuseOtherBook(db: WriteDb, { unit, unitCode, seq, contents, living }: BundleManifest): Promise<void> {
  if (contents === 'snapshot' || living === null) return
  const here = await countRecords(db as unknown as ReadDb, unit)
  const same = RECORD_KINDS.every((kind) => (here[kind] ?? 0) === (living[kind] ?? 0))
  if (!same) refuse('bundles.booksDiffer', { unit: unitCode, seq })
}

/** Asked after the last row, so that the order of the file does not matter. */
async function refuseForeignReferences(db: WriteDb, { unitId, before }: Succession): Promise<void> {
  const own = [unitId, ...before.map((line) => line.unit)]
  const kind = await findForeignReference(db, { unitId, own })
  if (kind !== undefined) refuse('bundles.foreignRecord', { kind })
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
