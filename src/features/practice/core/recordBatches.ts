import type { Insertable } from 'kysely'
import type { WriteDb } from '../../../db/database.ts'
import { reserveChangeSeq, type WriteContext } from '../../../db/recordWriter.ts'
import type { OwnedColumns } from '../../../db/tables/ownedColumns.ts'
import type { OwnedTableName, Tables } from '../../../db/tables.ts'

export type MadeUpRow<Name extends OwnedTableName> = Omit<Insertable<Tables[Name]>, keyof OwnedColumns> & {
  id: string
  /** Moment of the entry, UTC ISO. */
  enteredAt: string
}

/** Tables without owner or journal. */
type PlainTableName = 'address_category' | 'round_line_instalment'

/** Values of one statement: well under SQLite's and PostgreSQL's limits, and few enough shapes to stay prepared. */
const VALUES_AT_ONCE = 6000
const ROWS_KEPT = 4000

export interface BatchOptions {
  batchId: string
  /** Nothing is written before `flush`, so that the change log of the whole tells it in order of time. */
  inOrderOfTime: boolean
}

/**
 * Writes made-up records in sets: thousands of rows per statement, with their change numbers and journal rows, as an import
 * does. Rows are kept until there are enough for a set; `flush` writes the rest. What is written together is numbered in the
 * order in which it was entered.
 */
export class RecordBatches {
  readonly #db: WriteDb
  readonly #context: WriteContext
  readonly #batchId: string
  readonly #rowsKept: number
  readonly #owned = new Map<OwnedTableName, MadeUpRow<OwnedTableName>[]>()
  readonly #plain = new Map<PlainTableName, object[]>()
  readonly counts = new Map<string, number>()

  constructor(db: WriteDb, context: WriteContext, { batchId, inOrderOfTime }: BatchOptions) {
    this.#db = db
    this.#context = context
    this.#batchId = batchId
    this.#rowsKept = inOrderOfTime ? Number.POSITIVE_INFINITY : ROWS_KEPT
  }

  async add<Name extends OwnedTableName>(table: Name, rows: MadeUpRow<Name>[]): Promise<void> {
    const kept = this.#owned.get(table) ?? []
    // Safe: rows are only put back under the table name they came with.
    kept.push(...(rows as unknown as MadeUpRow<OwnedTableName>[]))
    this.#owned.set(table, kept)
    this.counts.set(table, (this.counts.get(table) ?? 0) + rows.length)
    if (kept.length >= this.#rowsKept) await this.#writeOwned([table])
  }

  async addPlain<Name extends PlainTableName>(table: Name, rows: Insertable<Tables[Name]>[]): Promise<void> {
    const kept = this.#plain.get(table) ?? []
    kept.push(...rows)
    this.#plain.set(table, kept)
    if (kept.length >= this.#rowsKept) await this.#writePlain(table)
  }

  async flush(): Promise<void> {
    await this.#writeOwned([...this.#owned.keys()])
    for (const table of this.#plain.keys()) await this.#writePlain(table)
  }

  async #writeOwned(tables: readonly OwnedTableName[]): Promise<void> {
    const sets = tables.map((table) => ({ table, rows: this.#owned.get(table) ?? [] }))
    const all = sets.flatMap(({ rows }) => rows)
    if (all.length === 0) return
    const first = (await reserveChangeSeq(this.#db, all.length)) - all.length + 1
    all.sort((a, b) => (a.enteredAt < b.enteredAt ? -1 : a.enteredAt > b.enteredAt ? 1 : 0))
    const seqs = new Map(all.map((row, index) => [row, first + index]))
    for (const { table, rows } of sets) {
      this.#owned.set(table, [])
      await this.#insert(
        table,
        rows.map((row) => this.#ownedRow(row, seqs.get(row) ?? first)),
      )
      await this.#insert(
        'journal',
        rows.map((row) => this.#journalRow(table, row, seqs.get(row) ?? first)),
      )
    }
  }

  #ownedRow({ enteredAt, ...row }: MadeUpRow<OwnedTableName>, seq: number): object {
    const owner = { owner_unit: this.#context.unitId, version: 1, change_seq: seq }
    return { ...row, ...owner, created_at: enteredAt, deleted_at: null }
  }

  #journalRow(table: OwnedTableName, row: MadeUpRow<OwnedTableName>, seq: number): Tables['journal'] {
    return {
      // The record's id with another first digit: unique, and the same whenever the record is.
      id: `f${row.id.slice(1)}`,
      change_seq: seq,
      at: row.enteredAt,
      user_id: this.#context.userId,
      table_name: table,
      row_id: row.id,
      op: 'insert',
      old_values: null,
      new_values: null,
      batch_id: this.#batchId,
      command_id: this.#batchId,
      reason: null,
      undoes: null,
    }
  }

  async #writePlain(table: PlainTableName): Promise<void> {
    const rows = this.#plain.get(table) ?? []
    this.#plain.set(table, [])
    await this.#insert(table, rows)
  }

  async #insert(table: keyof Tables, rows: object[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {}).length
    const atOnce = Math.max(1, Math.floor(VALUES_AT_ONCE / Math.max(1, columns)))
    for (let start = 0; start < rows.length; start += atOnce) {
      // Safe: `add` and `addPlain` took only rows of this table; a table named by a variable cannot be typed.
      const values = rows.slice(start, start + atOnce) as Insertable<Tables['setting']>[]
      await this.#db
        .insertInto(table as 'setting')
        .values(values)
        .execute()
    }
  }
}

/** Ids like UUIDv7, from the day, the seed and a count: in order of birth, and the same for the same seed. */
export function idMaker(seed: number, day: string): () => string {
  const start = Date.parse(`${day}T00:00:00Z`)
  const tail = (Math.imul(seed + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')
  let count = 0
  return () => {
    count += 1
    const moment = (start + Math.floor(count / 4096)).toString(16).padStart(12, '0')
    const place = (count % 4096).toString(16).padStart(3, '0')
    return `${moment.slice(0, 8)}-${moment.slice(8)}-7${place}-8${tail.slice(0, 3)}-${tail.slice(3)}${'0'.repeat(7)}`
  }
}
