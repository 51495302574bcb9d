import type { CompiledQuery, Insertable } from 'kysely'
import type { WriteDb } from '../../../db/database.ts'
import type { Tables } from '../../../db/tables.ts'

/** Values of one statement: well under the limits of SQLite and PostgreSQL. */
const VALUES_AT_ONCE = 6000
/** Rows of one statement, the largest that fits first: any number of rows is made of few statements. */
const SET_SIZES = [256, 64, 16, 4, 1]

/**
 * Writes many rows of one table in sets of a few sizes. The statement for each size is built once and run again with other
 * values, since building it costs more than writing the rows.
 */
export class RowInserter<Name extends keyof Tables> {
  readonly #db: WriteDb
  readonly #table: Name
  readonly #statements = new Map<number, CompiledQuery>()

  constructor(db: WriteDb, table: Name) {
    this.#db = db
    this.#table = table
  }

  /** All rows must have the same keys in the same order. */
  async insert(rows: readonly Insertable<Tables[Name]>[]): Promise<void> {
    const width = Math.max(1, Object.keys(rows[0] ?? {}).length)
    let start = 0
    for (const size of SET_SIZES) {
      if (size > 1 && size * width > VALUES_AT_ONCE) continue
      for (; start + size <= rows.length; start += size) await this.#insertSet(rows.slice(start, start + size))
    }
  }

  async #insertSet(rows: readonly Insertable<Tables[Name]>[]): Promise<void> {
    const statement = this.#statements.get(rows.length) ?? this.#compile(rows)
    this.#statements.set(rows.length, statement)
    const parameters: unknown[] = []
    for (const row of rows) for (const value of Object.values(row)) parameters.push(value)
    await this.#db.executeQuery({ ...statement, parameters })
  }

  #compile(rows: readonly Insertable<Tables[Name]>[]): CompiledQuery {
    // Safe: the rows are of this table; a table named by a variable cannot be typed.
    return this.#db
      .insertInto(this.#table as 'setting')
      .values(rows as unknown as Insertable<Tables['setting']>[])
      .compile()
  }
}
