import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { BundleManifest } from '../../common/bundleManifest.ts'
import { RECORD_KINDS, type RecordKind, sentColumns } from '../../common/bundleRecords.ts'
import type { Difference } from '../../common/bundleSchemas.ts'
import { type KnownRow, readKnownRows, readRowsById, rowWidth } from './ownedRowsRepo.ts'
import type { ReportBatch } from './readReport.ts'

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

  /** Rows of units the sender took over from, or late ones of a unit that ended, that nobody has any more. */
  leave(left: ReadonlyMap<RecordKind, readonly string[]>): void {
    for (const [kind, ids] of left) if (ids.length > 0) this.#countOf(kind).gone += ids.length
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

/** Ids of the rows of a batch, in their order. */
export function idsOf(kind: RecordKind, values: readonly unknown[]): string[] {
  const width = rowWidth(kind)
  const idAt = sentColumns(kind).indexOf('id')
  return Array.from({ length: values.length / width }, (_, row) => String(values[row * width + idAt]))
}
