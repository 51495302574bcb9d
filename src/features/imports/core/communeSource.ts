import type { ReadDb } from '../../../db/database.ts'
import type { Office } from '../../../db/office.ts'
import type { UnitType } from '../../units/common/unitNames.ts'

export interface CommuneToday {
  id: string
  type: UnitType
  name: string
  provinceId: string | null
  province: string | null
}

export interface OldCommune {
  id: string
  type: UnitType
  name: string
  /** "huyện Quan Sơn, tỉnh Thanh Hóa" as it was. */
  formerPlace: string
  successorIds: string[]
}

/** What is needed to find the communes a register names, as plain data for the reading thread. */
export interface CommuneSource {
  /** A branch's own commune: where a register that names no commune belongs. */
  ownId: string | null
  provinceId: string | null
  communes: CommuneToday[]
  oldCommunes: OldCommune[]
}

/** The communes of today and those that ended in July 2025 in the office's own province, where nearly every register stays. */
export async function readOwnCommunes(db: ReadDb, office: Office): Promise<CommuneSource> {
  const own = await db
    .selectFrom('unit')
    .innerJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'unit.id').on('unit_name.valid_to', 'is', null),
    )
    .where('unit.id', '=', office.unitId)
    .where('unit.level', 'in', ['commune', 'district'])
    .where('unit.valid_to', 'is', null)
    .select(['unit.id', 'unit_name.parent_id as provinceId'])
    .executeTakeFirst()
  const provinceId = own === undefined ? office.unitId : own.provinceId
  return { ownId: own?.id ?? null, provinceId, ...(await readCommunes(db, provinceId ?? undefined)) }
}

/** The communes of one province, or of the whole country. */
export async function readCommunes(
  db: ReadDb,
  provinceId?: string,
): Promise<Pick<CommuneSource, 'communes' | 'oldCommunes'>> {
  const communes = await readToday(db, provinceId)
  return { communes, oldCommunes: await readOld(db, provinceId) }
}

async function readToday(db: ReadDb, provinceId: string | undefined): Promise<CommuneToday[]> {
  let query = db
    .selectFrom('unit')
    .innerJoin('unit_name as own', (join) => join.onRef('own.unit_id', '=', 'unit.id').on('own.valid_to', 'is', null))
    .leftJoin('unit_name as province', (join) =>
      join.onRef('province.unit_id', '=', 'own.parent_id').on('province.valid_to', 'is', null),
    )
    .where('unit.level', 'in', ['commune', 'district'])
    .where('unit.valid_to', 'is', null)
    .select(['unit.id', 'own.type', 'own.name', 'own.parent_id as provinceId', 'province.name as province'])
  if (provinceId !== undefined) query = query.where('own.parent_id', '=', provinceId)
  const rows = await query.execute()
  // Safe: only seedUnits writes the types of units, from the same list.
  return rows.map((row) => ({ ...row, type: row.type as UnitType }))
}

async function readOld(db: ReadDb, provinceId: string | undefined): Promise<OldCommune[]> {
  let query = db
    .selectFrom('unit_successor')
    .innerJoin('unit_name as old', 'old.unit_id', 'unit_successor.from_unit')
    .select(['old.unit_id as id', 'old.type', 'old.name', 'old.former_place', 'unit_successor.to_unit as successor'])
  if (provinceId !== undefined) {
    query = query.where('unit_successor.to_unit', 'in', (units) =>
      units
        .selectFrom('unit_name')
        .select('unit_name.unit_id')
        .where('unit_name.parent_id', '=', provinceId)
        .where('unit_name.valid_to', 'is', null),
    )
  }
  const rows = await query.execute()
  const byId = new Map<string, OldCommune>()
  for (const row of rows) {
    const known = byId.get(row.id)
    if (known !== undefined) known.successorIds.push(row.successor)
    else {
      // Safe: as above.
      const { id, name } = row
      const type = row.type as UnitType
      byId.set(id, { id, type, name, formerPlace: row.former_place ?? '', successorIds: [row.successor] })
    }
  }
  return [...byId.values()]
}
