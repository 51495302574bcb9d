import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { fullNames } from '../../units/common/fullNames.ts'
import type { UnitNames } from '../common/bundleSchemas.ts'

/** Units by id with their present names; a unit unknown here is missing. */
export async function readUnitNames(db: ReadDb | WriteDb, ids: readonly string[]): Promise<Map<string, UnitNames>> {
  if (ids.length === 0) return new Map()
  const rows = await (db as ReadDb)
    .selectFrom('unit')
    .innerJoin('unit_name', 'unit_name.unit_id', 'unit.id')
    .select(['unit.id', 'unit.code', 'unit_name.type', 'unit_name.name', 'unit_name.name_en', 'unit_name.name_lo'])
    .where('unit.id', 'in', [...new Set(ids)])
    .orderBy('unit_name.valid_from')
    .execute()
  return new Map(rows.map((row) => [row.id, fullNames(row)]))
}

export async function getUnitNames(db: ReadDb | WriteDb, id: string): Promise<UnitNames> {
  return (await readUnitNames(db, [id])).get(id) ?? { id, code: '?', vi: '?', en: '?', lo: '?' }
}

export async function findUnitByCode(db: ReadDb, code: string): Promise<UnitNames | undefined> {
  const unit = await db.selectFrom('unit').select('id').where('code', '=', code).executeTakeFirst()
  return unit === undefined ? undefined : (await readUnitNames(db, [unit.id])).get(unit.id)
}
