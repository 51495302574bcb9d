import type { Day } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { fullNames } from '../../units/common/fullNames.ts'
import type { QuarterRow } from '../common/quarterSchemas.ts'

/** Units by the names they had on a day: a table of then is printed with the names of then. */
export async function readNamesThen(
  db: ReadDb,
  { ids, day }: { ids: readonly string[]; day: Day },
): Promise<Map<string, QuarterRow['unit']>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('unit')
    .innerJoin('unit_name', 'unit_name.unit_id', 'unit.id')
    .select(['unit.id', 'unit.code', 'unit_name.type', 'unit_name.name', 'unit_name.name_en', 'unit_name.name_lo'])
    .select('unit_name.valid_from')
    .where('unit.id', 'in', [...ids])
    .orderBy('unit_name.valid_from')
    .execute()
  const firsts = new Set([...Map.groupBy(rows, (row) => row.id).values()].map(([first]) => first))
  const then = rows.filter((row) => row.valid_from <= day || firsts.has(row))
  return new Map(then.map((row) => [row.id, fullNames(row)]))
}
