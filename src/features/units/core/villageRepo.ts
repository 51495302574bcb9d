import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch, normaliseText } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, setDeleted, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import { refreshAddressSearch } from '../../../db/refreshAddressSearch.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Village } from '../common/contract.ts'
import { markedNameKey } from '../common/unitNameKeys.ts'

export interface VillageFields {
  name: string
  headName: string | null
  headPhone: string | null
}

interface VillageQuery {
  communeId: string | undefined
  search: string
  offset: number
  limit: number
}

/** Villages in the order of their names ("Thôn 2" before "Thôn 10"), and how many there are in all. */
export async function listVillages(
  db: ReadDb,
  { communeId, search, offset, limit }: VillageQuery,
): Promise<{ villages: Village[]; total: number }> {
  const found = await searchCondition(db, { table: 'village', text: search })
  let query = db.selectFrom('village').where('village.deleted_at', 'is', null)
  if (communeId !== undefined) query = query.where('village.commune_id', '=', communeId)
  if (found !== undefined) query = query.where(found)
  const ids = await query
    .select('village.id')
    .orderBy('village.sort_key')
    .orderBy('village.id')
    .limit(limit)
    .offset(offset)
    .execute()
  const { total } = await query
    .select((expression) => expression.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const villages = await readVillages(
    db,
    ids.map((row) => row.id),
  )
  return { villages, total: Number(total) }
}

export async function readVillageOrThrow(db: ReadDb, id: string): Promise<Village> {
  const [village] = await readVillages(db, [id])
  if (village === undefined) throw new Error('the village just written is not there')
  return village
}

/** @throws `units.unknownCommune`, `units.villageExists` */
export async function addVillage(
  db: WriteDb,
  context: WriteContext,
  { communeId, ...fields }: VillageFields & { communeId: string | undefined },
): Promise<string> {
  if (communeId === undefined || !(await isCommuneOfToday(db, communeId))) refuse('units.unknownCommune')
  await refuseNamesake(db, { communeId, name: fields.name })
  return insertRecord(db, context, { table: 'village', values: { commune_id: communeId, ...villageValues(fields) } })
}

/** Saves a village; what its people are found by follows the new name. */
export async function updateVillage(
  db: WriteDb,
  context: WriteContext,
  { id, version, ...fields }: VillageFields & { id: string; version: number },
): Promise<void> {
  const before = await db.selectFrom('village').select(['commune_id', 'name']).where('id', '=', id).executeTakeFirst()
  if (before === undefined) refuse('common.notFound')
  await refuseNamesake(db, { communeId: before.commune_id, name: fields.name, exceptId: id })
  const changes = villageValues(fields)
  await updateRecord(db, context, { table: 'village', id, version, changes })
  if (changes.name !== before.name) await refreshAddressSearch(db, id)
}

/** @throws `units.villageInUse` while addresses stand in it */
export async function removeVillage(db: WriteDb, context: WriteContext, id: string): Promise<void> {
  const { addresses } = await db
    .selectFrom('address')
    .select((expression) => expression.fn.countAll<number>().as('addresses'))
    .where('village_id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(addresses) > 0) refuse('units.villageInUse', { count: Number(addresses) })
  await setDeleted(db, context, { table: 'village', id, deleted: true })
}

async function readVillages(db: ReadDb, ids: string[]): Promise<Village[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('village')
    .leftJoin('unit_name', (join) =>
      join.onRef('unit_name.unit_id', '=', 'village.commune_id').on('unit_name.valid_to', 'is', null),
    )
    .select([
      'village.id',
      'village.version',
      'village.commune_id as communeId',
      sql<string>`coalesce(unit_name.name, '')`.as('communeName'),
      'village.name',
      'village.head_name as headName',
      'village.head_phone as headPhone',
      sql<number>`(select count(*) from address where address.village_id = village.id and address.deleted_at is null and address.merged_into is null)`.as(
        'addresses',
      ),
    ])
    .where('village.id', 'in', ids)
    .orderBy('village.sort_key')
    .orderBy('village.id')
    .execute()
}

async function isCommuneOfToday(db: WriteDb, id: string): Promise<boolean> {
  const unit = await db
    .selectFrom('unit')
    .select('id')
    .where('id', '=', id)
    .where('level', 'in', ['commune', 'district'])
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  return unit !== undefined
}

/** Two villages of one commune may differ in a mark (Bản Ôn, Bản Ơn), not in case, spacing or the place of a tone. */
async function refuseNamesake(
  db: WriteDb,
  { communeId, name, exceptId }: { communeId: string; name: string; exceptId?: string },
): Promise<void> {
  const others = await db
    .selectFrom('village')
    .select(['id', 'name'])
    .where('commune_id', '=', communeId)
    .where('search', '=', foldForSearch(name))
    .where('deleted_at', 'is', null)
    .execute()
  const wanted = markedNameKey(name)
  const namesake = others.find((village) => village.id !== exceptId && markedNameKey(village.name) === wanted)
  if (namesake !== undefined) refuse('units.villageExists', { id: namesake.id, name: namesake.name })
}

function villageValues({ name, headName, headPhone }: VillageFields) {
  const normal = normaliseText(name)
  return {
    name: normal,
    head_name: textOrNull(headName),
    head_phone: textOrNull(headPhone),
    search: foldForSearch(normal),
    sort_key: textSortKey(normal),
  }
}

function textOrNull(text: string | null): string | null {
  const normal = text === null ? '' : normaliseText(text)
  return normal === '' ? null : normal
}
