import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { Origin } from '../../../db/tables/directoryTables.ts'
import type { Indicator, Names, ReportForm, Target } from '../common/clusterSchemas.ts'
import { basisOf } from '../common/rules.ts'

/** Rows of both origins, the office's own before the directory's of the same key. */
function inForce<Row extends { origin: Origin }>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const own = new Set(rows.filter((row) => row.origin === 'own').map(keyOf))
  return rows.filter((row) => row.origin === 'own' || !own.has(keyOf(row)))
}

interface Named {
  name_vi: string
  name_en: string | null
  name_lo: string | null
}

export function namesOf({ name_vi: vi, name_en: en, name_lo: lo }: Named): Names {
  return { vi, en, lo }
}

export function nameColumns({ vi, en, lo }: Names): Named {
  return { name_vi: vi, name_en: en, name_lo: lo }
}

/** The indicators in force, in their order. */
export async function listIndicators(db: ReadDb): Promise<Indicator[]> {
  const rows = await db.selectFrom('indicator').selectAll().orderBy('sort').orderBy('code').execute()
  return inForce(rows, (row) => row.code).map((row) => {
    // Safe: only lists of codes are ever written.
    const figures = JSON.parse(row.figures) as string[]
    return { code: row.code, origin: row.origin, names: namesOf(row), figures, basis: basisOf(figures) }
  })
}

/** The forms in force, in their order. */
export async function listForms(db: ReadDb): Promise<ReportForm[]> {
  const rows = await db.selectFrom('report_form').selectAll().orderBy('sort').orderBy('code').execute()
  return inForce(rows, (row) => row.code).map((row) => ({
    code: row.code,
    origin: row.origin,
    names: namesOf(row),
    // Safe: as above.
    indicators: JSON.parse(row.indicators) as string[],
  }))
}

/** The targets in force of a year. */
export async function listTargets(db: ReadDb, year: number): Promise<Target[]> {
  const rows = await db.selectFrom('indicator_target').selectAll().where('year', '=', year).execute()
  return inForce(rows, (row) => `${row.unit_id} ${row.indicator}`).map((row) => ({
    unitId: row.unit_id,
    indicator: row.indicator,
    value: row.value,
    origin: row.origin,
  }))
}

/** The place after the last one of a list. */
export async function nextSort(db: WriteDb, table: 'cluster' | 'indicator' | 'report_form'): Promise<number> {
  const row = await (db as unknown as ReadDb)
    .selectFrom(table)
    .select((expression) => expression.fn.max('sort').as('last'))
    .executeTakeFirst()
  return Number(row?.last ?? 0) + 1
}

type Coded =
  | { table: 'indicator'; code: string; values: Named & { figures: string } }
  | { table: 'report_form'; code: string; values: Named & { indicators: string } }

/** Writes the office's own row of an indicator or a form. */
export async function saveCoded(db: WriteDb, { table, code, values }: Coded): Promise<void> {
  const sort = await nextSort(db, table)
  const row = { code, origin: 'own' as const, sort, ...values }
  const insert =
    table === 'indicator'
      ? // Safe: the table says which values they are.
        db.insertInto('indicator').values(row as typeof row & { figures: string })
      : db.insertInto('report_form').values(row as typeof row & { indicators: string })
  await insert.onConflict((conflict) => conflict.columns(['code', 'origin']).doUpdateSet(values)).execute()
}

/** False when the office has no such row of its own. */
export async function removeCoded(
  db: WriteDb,
  { table, code }: { table: 'indicator' | 'report_form'; code: string },
): Promise<boolean> {
  const removed = await db.deleteFrom(table).where('code', '=', code).where('origin', '=', 'own').executeTakeFirst()
  return removed.numDeletedRows > 0n
}

export async function saveTarget(
  db: WriteDb,
  { unitId, indicator, year, value }: { unitId: string; indicator: string; year: number; value: number | null },
): Promise<void> {
  if (value === null) {
    await db
      .deleteFrom('indicator_target')
      .where('unit_id', '=', unitId)
      .where('indicator', '=', indicator)
      .where('year', '=', year)
      .where('origin', '=', 'own')
      .execute()
    return
  }
  await db
    .insertInto('indicator_target')
    .values({ unit_id: unitId, indicator, year, origin: 'own', value })
    .onConflict((conflict) => conflict.columns(['unit_id', 'indicator', 'year', 'origin']).doUpdateSet({ value }))
    .execute()
}
