import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import type { ReadDb, WriteDb } from './database.ts'
import type { Tables } from './tables.ts'

type Value = string | number

/** Where the values go in a query that is built once: a place for each value, a list of places for each list. */
export type Places<Values> = {
  readonly [Name in keyof Values]: Values[Name] extends readonly (infer Item)[]
    ? RawBuilder<Item>[]
    : RawBuilder<Values[Name]>
}

export interface PreparedQuery<Values, Row> {
  all(db: ReadDb | WriteDb, values: Values): Promise<Row[]>
  /** The first row, if there is one. */
  first(db: ReadDb | WriteDb, values: Values): Promise<Row | undefined>
}

/**
 * A query of the pages people live in, built and compiled once for each database (and each length of its lists); after that only
 * values are put in. Building it takes several times as long as SQLite takes to answer it (docs/decisions/0045). What is
 * built must not depend on anything but its places: a query that varies is several, or none of this kind.
 */
export function prepareQuery<Values extends Readonly<Record<string, Value | readonly Value[]>>, Row>(
  build: (db: ReadDb, places: Places<Values>) => Compilable<Row>,
): PreparedQuery<Values, Row> {
  const compiled = new WeakMap<object, Map<string, CompiledQuery<Row>>>()
  const compiledFor = (db: Kysely<Tables>, values: Values): CompiledQuery<Row> => {
    const { adapter } = db.getExecutor()
    const known = compiled.get(adapter) ?? new Map<string, CompiledQuery<Row>>()
    const shape = shapeOf(values)
    const made = known.get(shape)
    if (made !== undefined) return made
    if (known.size >= MOST_SHAPES) known.clear()
    // Safe: a ReadDb is a Kysely underneath.
    const query = build(db as unknown as ReadDb, placesOf(values)).compile()
    known.set(shape, query)
    compiled.set(adapter, known)
    return query
  }
  const all = async (db: ReadDb | WriteDb, values: Values): Promise<Row[]> => {
    // Safe: both are a Kysely underneath; a prepared query is built from a ReadDb, which can only select.
    const kysely = db as unknown as Kysely<Tables>
    const query = compiledFor(kysely, values)
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Place ? parameter.in(values) : parameter,
    )
    return (await kysely.executeQuery<Row>({ ...query, parameters })).rows
  }
  return { all, first: async (db, values) => (await all(db, values))[0] }
}

/** Lists of a page are mostly of one length. */
const MOST_SHAPES = 100

/** How long each list is, in the order of names. */
function shapeOf(values: object): string {
  let shape = ''
  for (const name in values) {
    // Safe: own names of the object itself.
    const value = (values as Record<string, unknown>)[name]
    if (Array.isArray(value)) shape += `${name}:${value.length},`
  }
  return shape
}

function placesOf<Values extends object>(values: Values): Places<Values> {
  const places = Object.entries(values).map(([name, value]) => [
    name,
    Array.isArray(value)
      ? value.map((_item, index) => sql`${new Place(name, index)}`)
      : sql`${new Place(name, undefined)}`,
  ])
  // Safe: the same names, each value replaced by its place.
  return Object.fromEntries(places) as Places<Values>
}

/** Stands among the parameters of a compiled query until its value is put in. */
class Place {
  readonly #name: string
  readonly #index: number | undefined

  constructor(name: string, index: number | undefined) {
    this.#name = name
    this.#index = index
  }

  in(values: object): unknown {
    // Safe: made from values of the same shape.
    const value = (values as Record<string, unknown>)[this.#name]
    return this.#index === undefined ? value : (value as readonly unknown[])[this.#index]
  }
}
