import type { Kysely } from 'kysely'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { type RecordKind, sentColumns, tableOf } from '../../common/bundleRecords.ts'
import { buryRows, rowWidth } from './ownedRowsRepo.ts'

/** What only one living row of a unit may say: the number of a paper, and which row is taken back. */
const PAPERS: readonly RecordKind[] = ['receipt', 'payout']
const REVERSIBLE: readonly RecordKind[] = [...PAPERS, 'delivery']
const VALUES_AT_ONCE = 500

interface Paper {
  id: string
  series: string
  year: number
  number: number
  reverses: string | null
}

interface Risen {
  kind: RecordKind
  unitId: string
  /** Rows that did not live here before, `rowWidth` values each. */
  values: readonly unknown[]
  now: string
}

/**
 * Buries rows we hold of the unit in whose place its report names others: an office that put back a backup writes the papers since
 * then anew, under the same numbers and other ids. A report that names both afterwards brings the old one back, and is refused.
 */
export async function makeRoom(db: WriteDb, { kind, unitId, values, now }: Risen): Promise<void> {
  if (values.length === 0 || !REVERSIBLE.includes(kind)) return
  const risen = papersIn(kind, values)
  const reversed = risen.flatMap(({ reverses }) => reverses ?? [])
  const numbered = PAPERS.includes(kind) ? risen.filter(({ reverses }) => reverses === null) : []
  const taken = new Set(numbered.map(numberOf))
  const ids = new Set<string>()
  for (const row of await readRivals(db, { kind, unitId, column: 'reverses', among: reversed })) ids.add(row.id)
  const numbers = [...new Set(numbered.map(({ number }) => number))]
  for (const row of await readRivals(db, { kind, unitId, column: 'number', among: numbers })) {
    if (row.reverses === null && taken.has(numberOf(row))) ids.add(row.id)
  }
  for (const { id } of risen) ids.delete(id)
  await buryRows(db, { kind, ids: [...ids], now })
}

function papersIn(kind: RecordKind, values: readonly unknown[]): Paper[] {
  const width = rowWidth(kind)
  const columns = sentColumns(kind)
  // Safe: the reading job checked each value by its column.
  const at = (row: number, name: keyof Paper) => values[row * width + columns.indexOf(name)] as never
  return Array.from({ length: values.length / width }, (_, row) => ({
    id: at(row, 'id'),
    series: at(row, 'series'),
    year: at(row, 'year'),
    number: at(row, 'number'),
    reverses: at(row, 'reverses'),
  }))
}

interface Rivals {
  kind: RecordKind
  unitId: string
  column: 'reverses' | 'number'
  among: readonly (string | number)[]
}

/** The unit's living rows with one of these values. */
async function readRivals(db: WriteDb, { kind, unitId, column, among }: Rivals): Promise<Paper[]> {
  const isPaper = PAPERS.includes(kind)
  const columns = isPaper ? (['id', 'series', 'year', 'number', 'reverses'] as const) : (['id', 'reverses'] as const)
  const found: Paper[] = []
  for (let start = 0; start < among.length; start += VALUES_AT_ONCE) {
    // Kysely cannot type a table whose name is a variable. Safe: these kinds' tables have these columns.
    const rows = await (db as unknown as ReadDb as unknown as Kysely<{ record: Paper & Owned }>)
      .selectFrom(tableOf(kind) as 'record')
      .select(columns)
      .where('owner_unit', '=', unitId)
      .where('deleted_at', 'is', null)
      .where(column, 'in', among.slice(start, start + VALUES_AT_ONCE) as never)
      .execute()
    found.push(...(rows as Paper[]))
  }
  return found
}

interface Owned {
  owner_unit: string
  deleted_at: string | null
}

function numberOf({ series, year, number }: Paper): string {
  return `${series}|${year}|${number}`
}
