import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { PaperReturnTable } from '../../../db/tables/twoWayTables.ts'
import { type StatedTarget, statedTargetSchema } from '../common/plausibility/statedTarget.ts'
import { type Figures, figuresSchema, type QuarterInput } from '../common/quarterSchemas.ts'
import { readOnce } from './readOnce.ts'

export interface PaperReturn {
  figures: Figures
  note: string
  typedBy: string
  typedAt: string
  /** What the paper says of its plan. */
  stated: StatedTarget | null
}

/** Totals typed from paper for one quarter, by unit. */
export function readPaperReturns(db: ReadDb, quarter: QuarterInput): Promise<Map<string, PaperReturn>> {
  return readOnce(db, `paper ${quarter.year} ${quarter.quarter}`, () => readAllTyped(db, quarter))
}

async function readAllTyped(db: ReadDb, quarter: QuarterInput): Promise<Map<string, PaperReturn>> {
  const rows = await db
    .selectFrom('paper_return')
    .selectAll()
    .where('year', '=', quarter.year)
    .where('quarter', '=', quarter.quarter)
    .execute()
  return new Map(rows.map((row) => [row.unit_id, paperReturn(row)]))
}

function paperReturn(row: PaperReturnTable): PaperReturn {
  const figures = figuresSchema.parse(JSON.parse(row.figures))
  const stated = row.stated_json === null ? null : statedTargetSchema.parse(JSON.parse(row.stated_json))
  return { figures, note: row.note, typedBy: row.typed_by, typedAt: row.typed_at, stated }
}

/** Writes or replaces the typed totals of one unit. */
export async function writePaperReturn(
  db: WriteDb,
  row: Omit<PaperReturnTable, 'figures'> & { figures: Figures },
): Promise<void> {
  const values = { ...row, figures: JSON.stringify(row.figures) }
  const { figures, note, typed_by, typed_at, stated_json } = values
  await db
    .insertInto('paper_return')
    .values(values)
    .onConflict((conflict) =>
      conflict.columns(['unit_id', 'year', 'quarter']).doUpdateSet({ figures, note, typed_by, typed_at, stated_json }),
    )
    .execute()
}
