import type { Insertable } from 'kysely'
import type { WriteDb } from '../../../db/database.ts'
import { reserveChangeSeq, type WriteContext } from '../../../db/recordWriter.ts'
import type { OwnedColumns } from '../../../db/tables/ownedColumns.ts'
import type { OwnedTableName, Tables } from '../../../db/tables.ts'
import { writeBornJournal } from './batchJournal.ts'
import { recordIdSequence } from './recordIdSequence.ts'
import { RowInserter } from './rowInserter.ts'

/** The tables an import writes, in the order they are written: what is pointed at stands before what points. */
export const IMPORTED_TABLES = [
  'village',
  'donor',
  'household',
  'person',
  'address',
  'address_step',
  'pairing',
  'instalment',
] as const satisfies readonly OwnedTableName[]
export type ImportedTable = (typeof IMPORTED_TABLES)[number]

export type NewRow<Name extends ImportedTable> = Omit<Insertable<Tables[Name]>, keyof OwnedColumns>

type Born = Omit<OwnedColumns, 'change_seq'>

/** Collects the rows of a batch and writes them in sets, with their change numbers and, one statement a table, their journal. */
export class ImportWriter {
  readonly #db: WriteDb
  readonly #context: WriteContext
  readonly #batchId: string
  readonly #nextId = recordIdSequence()
  readonly #inserters: { [Name in ImportedTable]: RowInserter<Name> }
  readonly #categories: RowInserter<'address_category'>
  readonly #kept = new Map<ImportedTable, (Born & { change_seq: number })[]>()
  readonly #keptCategories: Tables['address_category'][] = []
  readonly counts = new Map<ImportedTable, number>()

  constructor(db: WriteDb, context: WriteContext, batchId: string) {
    this.#db = db
    this.#context = context
    this.#batchId = batchId
    this.#categories = new RowInserter(db, 'address_category')
    this.#inserters = {
      village: new RowInserter(db, 'village'),
      donor: new RowInserter(db, 'donor'),
      household: new RowInserter(db, 'household'),
      person: new RowInserter(db, 'person'),
      address: new RowInserter(db, 'address'),
      address_step: new RowInserter(db, 'address_step'),
      pairing: new RowInserter(db, 'pairing'),
      instalment: new RowInserter(db, 'instalment'),
    }
  }

  /** The id of a row that is named before it can be written. */
  newId(): string {
    return this.#nextId()
  }

  /** Keeps one new row; returns its id. Ids given must come in the order they were taken. */
  add<Name extends ImportedTable>(table: Name, values: NewRow<Name>, id = this.#nextId()): string {
    const row = {
      id,
      owner_unit: this.#context.unitId,
      version: 1,
      change_seq: 0,
      created_at: this.#context.now,
      deleted_at: null,
      ...values,
    }
    const kept = this.#kept.get(table)
    if (kept === undefined) this.#kept.set(table, [row])
    else kept.push(row)
    return row.id
  }

  addCategory(addressId: string, category: string): void {
    this.#keptCategories.push({ address_id: addressId, category })
  }

  /** Writes what was kept. */
  async flush(): Promise<void> {
    const rows = [...this.#kept.values()].reduce((sum, kept) => sum + kept.length, 0)
    if (rows === 0) return
    let seq = (await reserveChangeSeq(this.#db, rows)) - rows
    for (const table of IMPORTED_TABLES) {
      const kept = this.#kept.get(table) ?? []
      if (kept.length === 0) continue
      for (const row of kept) row.change_seq = ++seq
      this.counts.set(table, (this.counts.get(table) ?? 0) + kept.length)
      await this.#insert(table, kept)
      // A kỳ comes and goes with its pairing, whose journal row speaks for it: the pairing's own values plan it.
      if (table !== 'instalment') await this.#writeJournal(table, kept)
    }
    this.#kept.clear()
    if (this.#keptCategories.length > 0) await this.#categories.insert(this.#keptCategories.splice(0))
  }

  async #writeJournal(table: ImportedTable, rows: readonly (Born & { change_seq: number })[]): Promise<void> {
    const [first, last] = [rows[0], rows.at(-1)]
    if (first === undefined || last === undefined) return
    await writeBornJournal(this.#db, this.#context, {
      table,
      batchId: this.#batchId,
      firstSeq: first.change_seq,
      lastSeq: last.change_seq,
      // The ids of a batch are taken in order (recordIdSequence).
      firstId: first.id,
      lastId: last.id,
    })
  }

  async #insert(table: ImportedTable, rows: Born[]): Promise<void> {
    // Safe: `add` took these rows for this table, typed by its name.
    const inserter = this.#inserters[table] as unknown as RowInserter<ImportedTable>
    await inserter.insert(rows as unknown as Insertable<Tables[ImportedTable]>[])
  }
}
