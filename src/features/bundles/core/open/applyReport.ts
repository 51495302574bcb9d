import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { RECORD_KINDS, type RecordKind, sentColumns } from '../../common/bundleRecords.ts'
import type { Difference } from '../../common/bundleSchemas.ts'
import { RECORD_REFERENCES } from '../../common/records/recordReferences.ts'
import {
  buryRows,
  insertReceivedRows,
  type KnownRow,
  namesForeignRecord,
  readKnownRows,
  rewriteCategories,
  rowWidth,
  updateReceivedRows,
} from './ownedRowsRepo.ts'
import type { ReadBatch } from './readReportJob.ts'

type Rows = Extract<ReadBatch, { kind: 'rows' }>

/** Counts a bundle's rows against those we hold of its sender, kind by kind. */
export class Comparison {
  readonly #db: ReadDb | WriteDb
  readonly #unitId: string
  readonly #known = new Map<RecordKind, Map<string, KnownRow>>()
  readonly #counts = new Map<RecordKind, Difference>()

  constructor(db: ReadDb | WriteDb, unitId: string) {
    this.#db = db
    this.#unitId = unitId
  }

  /** Parts rows into new ones and ones we hold; each id is met once, so the same id again counts as new. */
  async part({ of, values }: Rows): Promise<{ added: unknown[]; held: unknown[] }> {
    const known = await this.#rowsKnown(of)
    const count = this.#countOf(of)
    const width = rowWidth(of)
    count.inBundle += values.length / width
    if (known.size === 0) {
      count.added += values.length / width
      return { added: values, held: [] }
    }
    const columns = sentColumns(of)
    const [idAt, versionAt] = [columns.indexOf('id'), columns.indexOf('version')]
    const parted = { added: [] as unknown[], held: [] as unknown[] }
    for (let start = 0; start < values.length; start += width) {
      const id = String(values[start + idAt])
      const before = known.get(id)
      known.delete(id)
      const row = values.slice(start, start + width)
      if (before === undefined) parted.added.push(...row)
      else parted.held.push(...row)
      if (before === undefined) count.added += 1
      else if (before.deleted || before.version !== values[start + versionAt]) count.changed += 1
    }
    return parted
  }

  /** Living rows that the bundle did not name. Call after the last batch. */
  async gone(kind: RecordKind): Promise<string[]> {
    const known = await this.#rowsKnown(kind)
    const ids = [...known].flatMap(([id, row]) => (row.deleted ? [] : [id]))
    if (ids.length > 0) this.#countOf(kind).gone = ids.length
    return ids
  }

  differences(): Difference[] {
    return RECORD_KINDS.flatMap((kind) => this.#counts.get(kind) ?? [])
  }

  async #rowsKnown(kind: RecordKind): Promise<Map<string, KnownRow>> {
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

/** Only counts; for a look before a person decides. */
export async function compareReport(
  db: ReadDb,
  { unitId, batches }: { unitId: string; batches: AsyncIterable<Rows> },
): Promise<Difference[]> {
  const comparison = new Comparison(db, unitId)
  for await (const batch of batches) await comparison.part(batch)
  for (const kind of RECORD_KINDS) await comparison.gone(kind)
  return comparison.differences()
}

/**
 * Brings what we hold of a unit to the state of its snapshot: adds, overwrites and buries. Runs inside the caller's
 * transaction; refuses rows whose ids another unit already uses, and rows that name another unit's record. An id that
 * nobody here holds may be named: a branch's book refers to rows it has since deleted, and a snapshot leaves those out.
 */
export async function applySnapshot(
  db: WriteDb,
  { unitId, batches, now }: { unitId: string; batches: AsyncIterable<Rows>; now: string },
): Promise<Difference[]> {
  const comparison = new Comparison(db, unitId)
  for await (const batch of batches) {
    const { added, held } = await comparison.part(batch)
    await refusingForeign(batch.of, () => insertReceivedRows(db, batch.of, added))
    await refusingForeign(batch.of, () => updateReceivedRows(db, batch.of, held))
  }
  for (const kind of RECORD_KINDS) await buryRows(db, { kind, ids: await comparison.gone(kind), now })
  await refuseForeignReferences(db, unitId)
  await rewriteCategories(db, unitId)
  return comparison.differences()
}

/** Asked after the last row, so that the order of the file does not matter. */
async function refuseForeignReferences(db: WriteDb, unitId: string): Promise<void> {
  for (const reference of RECORD_REFERENCES) {
    const { kind } = reference
    if (await namesForeignRecord(db, reference, unitId)) refuse('bundles.foreignRecord', { kind })
  }
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
