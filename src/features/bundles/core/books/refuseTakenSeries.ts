import { refuse } from '../../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { BookKindName } from '../../common/books/bookColumns.ts'
import type { BookRow } from '../../common/books/bookTotals.ts'

/** A series chosen for papers that come in must leave every number of the book to one paper. */
export async function refuseTakenSeries(
  db: WriteDb,
  { settled, toUnit }: { settled: ReadonlyMap<BookKindName, readonly BookRow[]>; toUnit: string },
): Promise<void> {
  for (const table of ['receipt', 'payout'] as const) {
    const standing = await (db as unknown as ReadDb)
      .selectFrom(table)
      .select(['id', 'series', 'year', 'number'])
      .where('owner_unit', '=', toUnit)
      .where('reverses', 'is', null)
      .execute()
    const taken = new Map<string, unknown>(standing.map((row) => [numberOf({ ...row }), row.id]))
    for (const row of settled.get(table) ?? []) {
      if (row.reverses !== null) continue
      const number = numberOf(row)
      if ((taken.get(number) ?? row.id) !== row.id) refuse('bundles.seriesTaken', { series: String(row.series) })
      taken.set(number, row.id)
    }
  }
}

function numberOf({ series, year, number }: BookRow): string {
  return `${series}|${year}|${number}`
}
