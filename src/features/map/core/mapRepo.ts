import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { Office } from '../../../db/office.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import type { MapPoint } from '../../addresses/common/readPoint.ts'
import { type UnitType, unitFullName } from '../../units/common/unitNames.ts'
import type { MapPack, Outline } from '../common/contract.ts'
import { isWithin, type OutlineShape } from '../common/outlineShape.ts'
import type { ReadPack } from './readPackJob.ts'

const ROWS_AT_ONCE = 100
const IDS_AT_ONCE = 500

/** Codes of the units that stand today, by which a pack's outlines are known. */
export async function readUnitIds(db: ReadDb): Promise<Map<string, string>> {
  const units = await db
    .selectFrom('unit')
    .select(['id', 'code'])
    .where('valid_to', 'is', null)
    .where('level', 'in', ['province', 'district', 'commune'])
    .execute()
  return new Map(units.map(({ id, code }) => [code, id]))
}

/** Writes a pack's outlines in place of those there; packs nothing is left of are forgotten. */
export async function storePack(
  db: WriteDb,
  context: WriteContext,
  { name, read, unitIds }: { name: string; read: ReadPack; unitIds: ReadonlyMap<string, string> },
): Promise<string> {
  const id = newRecordId()
  const { userId, now } = context
  await db.insertInto('map_pack').values({ id, name, source: read.source, loaded_at: now, loaded_by: userId }).execute()
  const rows = read.outlines.flatMap(({ code, shape, ...box }) => {
    const unitId = unitIds.get(code)
    return unitId === undefined ? [] : [{ unit_id: unitId, pack_id: id, ...box, shape: JSON.stringify(shape) }]
  })
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const some = rows.slice(start, start + ROWS_AT_ONCE)
    const units = some.map((row) => row.unit_id)
    await db.deleteFrom('map_outline').where('unit_id', 'in', units).execute()
    await db.insertInto('map_outline').values(some).execute()
  }
  await db
    .deleteFrom('map_pack')
    .where(sql<boolean>`not exists (select 1 from map_outline where map_outline.pack_id = map_pack.id)`)
    .execute()
  return id
}

/** @throws `map.packNotFound` */
export async function removePack(db: WriteDb, id: string): Promise<void> {
  const { numDeletedRows } = await db.deleteFrom('map_pack').where('id', '=', id).executeTakeFirstOrThrow()
  if (Number(numDeletedRows) === 0) refuse('map.packNotFound')
  await db.deleteFrom('map_outline').where('pack_id', '=', id).execute()
}

/** Packs in use, the newest first. */
export async function listPacks(db: ReadDb): Promise<MapPack[]> {
  const rows = await db
    .selectFrom('map_pack')
    .innerJoin('map_outline', 'map_outline.pack_id', 'map_pack.id')
    .select(['map_pack.id', 'map_pack.name', 'map_pack.source', 'map_pack.loaded_at as loadedAt'])
    .select((expression) => expression.fn.countAll<number>().as('outlines'))
    .groupBy(['map_pack.id', 'map_pack.name', 'map_pack.source', 'map_pack.loaded_at'])
    .orderBy('map_pack.loaded_at', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, outlines: Number(row.outlines) }))
}

/** The outlines an office looks at: its province with its communes, for the centre the provinces; and those asked for. */
export async function listOutlines(
  db: ReadDb,
  { office, communeIds }: { office: Pick<Office, 'kind' | 'unitId'>; communeIds: readonly string[] },
): Promise<Outline[]> {
  const own = outlineRows(db)
  const area = await (office.kind === 'central'
    ? own.where('unit.level', '=', 'province').where('unit.country', '=', 'VN').execute()
    : provinceOf(db, office).then((province) =>
        own
          .where((either) =>
            either.or([either('unit.id', '=', province), either('unit_name.parent_id', '=', province)]),
          )
          .execute(),
      ))
  const there = new Set(area.map((row) => row.unitId))
  const besides: typeof area = []
  const wanted = communeIds.filter((id) => !there.has(id))
  for (let start = 0; start < wanted.length; start += IDS_AT_ONCE) {
    const some = wanted.slice(start, start + IDS_AT_ONCE)
    besides.push(...(await outlineRows(db).where('unit.id', 'in', some).execute()))
  }
  return [...area, ...besides].map(toOutline)
}

async function provinceOf(db: ReadDb, office: Pick<Office, 'kind' | 'unitId'>): Promise<string> {
  if (office.kind !== 'branch') return office.unitId
  const own = await db
    .selectFrom('unit_name')
    .select('parent_id')
    .where('unit_id', '=', office.unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return own?.parent_id ?? office.unitId
}

function outlineRows(db: ReadDb) {
  return db
    .selectFrom('map_outline')
    .innerJoin('unit', 'unit.id', 'map_outline.unit_id')
    .innerJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'unit.id').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'unit.id as unitId',
      'unit.code',
      'unit.level',
      'unit_name.type',
      'unit_name.name',
      'unit_name.name_lo as nameLo',
      'map_outline.shape',
    ])
    .orderBy('unit.code')
}

type OutlineRow = Awaited<ReturnType<ReturnType<typeof outlineRows>['execute']>>[number]

function toOutline(row: OutlineRow): Outline {
  const { unitId, code } = row
  const level = row.level === 'province' ? 'province' : 'commune'
  // Safe: only `storePack` writes it.
  return { unitId, code, name: nameOf(row), level, shape: JSON.parse(row.shape) as OutlineShape }
}

function nameOf({ type, name, nameLo }: Pick<OutlineRow, 'type' | 'name' | 'nameLo'>): string {
  // Safe: unit names are written from the program's lists and the forms of reorganisation alone.
  const unit = { type: type as UnitType, name, ...(nameLo === null ? {} : { nameLo }) }
  return unitFullName(unit, nameLo === null ? 'vi' : 'lo')
}

/** The commune whose outline a point lies in. */
export async function findPlace(db: ReadDb, point: MapPoint): Promise<{ unitId: string; name: string } | undefined> {
  const near = await outlineRows(db)
    .where('unit.level', '<>', 'province')
    .where('map_outline.west', '<=', point.longitude)
    .where('map_outline.east', '>=', point.longitude)
    .where('map_outline.south', '<=', point.latitude)
    .where('map_outline.north', '>=', point.latitude)
    .execute()
  const place = near.find((row) => isWithin(toOutline(row).shape, point))
  return place === undefined ? undefined : { unitId: place.unitId, name: nameOf(place) }
}

export async function hasOutline(db: ReadDb, unitId: string): Promise<boolean> {
  const row = await db.selectFrom('map_outline').select('unit_id').where('unit_id', '=', unitId).executeTakeFirst()
  return row !== undefined
}
