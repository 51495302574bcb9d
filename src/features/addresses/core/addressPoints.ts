import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AddressFilter } from '../common/addressSchemas.ts'
import type { AddressPoint } from '../common/pointContract.ts'
import type { MapPoint } from '../common/readPoint.ts'
import { fileVersion } from './addressFileRepo.ts'
import { narrow, stateOf } from './addressListRepo.ts'

/** More than a province's whole register; beyond it a window would draw too slowly to be of use. */
const MOST_POINTS = 20_000

/** The points of a filtered register by name, and how many addresses there are with and without one. */
export async function listPoints(
  db: ReadDb,
  filter: AddressFilter,
): Promise<{ points: AddressPoint[]; total: number; withPoint: number }> {
  const narrowed = await narrow(db, filter)
  const counted = await narrowed(db.selectFrom('address'))
    .select(({ fn }) => [fn.countAll<number>().as('total'), fn.count<number>('address.latitude').as('withPoint')])
    .executeTakeFirstOrThrow()
  const rows = await readPoints(db, filter).then((query) => query.limit(MOST_POINTS).execute())
  return {
    points: rows.map(({ id, name, state, villageName, communeId, latitude, longitude }) => ({
      id,
      name,
      state,
      villageName,
      communeId,
      // Safe: the query leaves out what has none.
      latitude: latitude as number,
      longitude: longitude as number,
    })),
    total: Number(counted.total),
    withPoint: Number(counted.withPoint),
  }
}

/** The addresses of a filter that have a point, by name. */
export async function readPoints(db: ReadDb, filter: AddressFilter) {
  const narrowed = await narrow(db, filter)
  return db
    .selectFrom('address')
    .innerJoin('unit', 'unit.id', 'address.commune_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'address.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .where('address.id', 'in', narrowed(db.selectFrom('address')).select('address.id'))
    .where('address.latitude', 'is not', null)
    .where('address.longitude', 'is not', null)
    .select([
      'address.id',
      'address.display_name as name',
      stateOf(filter).as('state'),
      'address.main_category as category',
      'village.name as villageName',
      'address.commune_id as communeId',
      'unit.code as communeCode',
      'unit_name.name as communeName',
      'address.latitude',
      'address.longitude',
    ])
    .orderBy('address.sort_key')
    .orderBy('address.id')
}

/**
 * Places an address on the map or takes its point away; answers the file's new version.
 * @throws `addresses.notFound`, `common.changedElsewhere`, `common.notAllowed`
 */
export async function setPoint(
  db: WriteDb,
  context: WriteContext,
  { id, version, point }: { id: string; version: number; point: MapPoint | null },
): Promise<number> {
  const current = await db
    .selectFrom('address')
    .leftJoin('person', 'person.id', 'address.person_id')
    .select(['address.version', 'person.version as personVersion'])
    .where('address.id', '=', id)
    .where('address.deleted_at', 'is', null)
    .executeTakeFirst()
  if (current === undefined) refuse('addresses.notFound')
  if (fileVersion(current.version, current.personVersion) !== version) refuse('common.changedElsewhere')
  const changes = { latitude: point?.latitude ?? null, longitude: point?.longitude ?? null }
  await updateRecord(db, context, { table: 'address', id, version: current.version, changes })
  const after = await db.selectFrom('address').select('version').where('id', '=', id).executeTakeFirstOrThrow()
  return fileVersion(after.version, current.personVersion)
}
