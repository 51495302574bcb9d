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

/** Everything needed to find the communes a register names, as plain data for the reading thread. */
export interface CommuneSource {
  /** A branch's own commune: where a register that names no commune belongs. */
  ownId: string | null
  provinceId: string | null
  communes: CommuneToday[]
  oldCommunes: OldCommune[]
}

/** All communes of today and those that ended in July 2025, with the office's own place among them. */
export async function readCommuneSource(db: ReadDb, office: Office): Promise<CommuneSource> {
  const communes = await readToday(db)
  const own = communes.find(({ id }) => id === office.unitId)
  return {
    ownId: own === undefined ? null : own.id,
    provinceId: own === undefined ? office.unitId : own.provinceId,
    communes,
    oldCommunes: await readOld(db),
  }
}

async function readToday(db: ReadDb): Promise<CommuneToday[]> {
  const rows = await db
    .selectFrom('unit')
    .innerJoin('unit_name as own', (join) => join.onRef('own.unit_id', '=', 'unit.id').on('own.valid_to', 'is', null))
    .leftJoin('unit_name as province', (join) =>
      join.onRef('province.unit_id', '=', 'own.parent_id').on('province.valid_to', 'is', null),
    )
    .where('unit.level', 'in', ['commune', 'district'])
    .where('unit.valid_to', 'is', null)
    .select(['unit.id', 'own.type', 'own.name', 'own.parent_id as provinceId', 'province.name as province'])
    .execute()
  // Safe: only seedUnits writes the types of units, from the same list.
  return rows.map((row) => ({ ...row, type: row.type as UnitType }))
}

async function readOld(db: ReadDb): Promise<OldCommune[]> {
  const rows = await db
    .selectFrom('unit_successor')
    .innerJoin('unit_name as old', 'old.unit_id', 'unit_successor.from_unit')
    .select(['old.unit_id as id', 'old.type', 'old.name', 'old.former_place', 'unit_successor.to_unit as successor'])
    .execute()
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
