import * as z from 'zod'
import type { Quarter } from '../../../../base/common/day.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { type HelpCell, type HouseCell, helpCellSchema, houseCellSchema } from '../../common/shares/shareLines.ts'

export type FrozenQuarter = Quarter & { cells: (HelpCell | HouseCell)[] }

const cellsSchema = z.array(z.discriminatedUnion('kind', [helpCellSchema, houseCellSchema]))

/** The quarters a partner was told, as it was told them, in order. */
export async function listFrozen(db: ReadDb | WriteDb, toUnit: string): Promise<FrozenQuarter[]> {
  const rows = await (db as ReadDb)
    .selectFrom('share_frozen')
    .selectAll()
    .where('to_unit', '=', toUnit)
    .orderBy('year')
    .orderBy('quarter')
    .execute()
  return rows.map((row) => ({
    year: row.year,
    // Safe: only keepQuarters writes it.
    quarter: row.quarter as Quarter['quarter'],
    cells: cellsSchema.parse(JSON.parse(row.cells_json)),
  }))
}

/** Keeps what is told for the first time. A quarter kept in between by another window stays as that one kept it. */
export async function keepQuarters(
  db: WriteDb,
  { toUnit, quarters, now }: { toUnit: string; quarters: readonly FrozenQuarter[]; now: string },
): Promise<boolean> {
  const kept = await listFrozen(db, toUnit)
  const isKept = (quarter: Quarter) =>
    kept.some((each) => each.year === quarter.year && each.quarter === quarter.quarter)
  if (quarters.some(isKept)) return false
  for (const { year, quarter, cells } of quarters) {
    await db
      .insertInto('share_frozen')
      .values({ to_unit: toUnit, year, quarter, cells_json: JSON.stringify(cells), frozen_at: now })
      .execute()
  }
  return true
}
