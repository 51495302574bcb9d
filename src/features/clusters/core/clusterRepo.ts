import { refuse } from '../../../base/common/failures.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { type UnitType, unitFullName } from '../../units/common/unitNames.ts'
import type { Cluster, Names } from '../common/clusterSchemas.ts'
import { nameColumns, namesOf, nextSort } from './measureRepo.ts'

type Unit = Cluster['members'][number]['unit']
const IDS_AT_ONCE = 500

/** All clusters with all their members, past ones too; units by their names of `day`. */
export async function listClusters(db: ReadDb, day: string): Promise<Cluster[]> {
  const rows = await db.selectFrom('cluster').selectAll().orderBy('sort').orderBy('id').execute()
  const members = await db.selectFrom('cluster_member').selectAll().orderBy('valid_from').execute()
  const units = await readUnits(db, { ids: members.map((member) => member.unit_id), day })
  const membersOf = Map.groupBy(members, (member) => member.cluster_id)
  return rows.map((row) => ({
    id: row.id,
    origin: row.origin,
    names: namesOf(row),
    members: (membersOf.get(row.id) ?? []).flatMap(({ unit_id, valid_from, valid_to }) => {
      const unit = units.get(unit_id)
      return unit === undefined ? [] : [{ unit, validFrom: valid_from, validTo: valid_to }]
    }),
  }))
}

/** Units by the names they had on a day; before their first name by that. */
async function readUnits(
  db: ReadDb,
  { ids, day }: { ids: readonly string[]; day: string },
): Promise<Map<string, Unit>> {
  const units = new Map<string, Unit>()
  const all = [...new Set(ids)]
  for (let start = 0; start < all.length; start += IDS_AT_ONCE) {
    const rows = await db
      .selectFrom('unit')
      .innerJoin('unit_name', 'unit_name.unit_id', 'unit.id')
      .select(['unit.id', 'unit.code', 'unit_name.type', 'unit_name.name', 'unit_name.name_en', 'unit_name.name_lo'])
      .select('unit_name.valid_from')
      .where('unit.id', 'in', all.slice(start, start + IDS_AT_ONCE))
      .orderBy('unit_name.valid_from')
      .execute()
    for (const { id, code, type, name, name_en, name_lo, valid_from } of rows) {
      if (units.has(id) && valid_from > day) continue
      // Safe: the only other type is the country's, which has no word.
      const named = { type: type as UnitType, name, nameEn: name_en ?? undefined, nameLo: name_lo ?? undefined }
      const full = (language: 'vi' | 'en' | 'lo') => (type === 'country' ? name : unitFullName(named, language))
      units.set(id, { id, code, vi: full('vi'), en: full('en'), lo: full('lo') })
    }
  }
  return units
}

export async function refuseUnknownUnits(db: ReadDb | WriteDb, ids: readonly string[]): Promise<void> {
  const all = [...new Set(ids)]
  for (let start = 0; start < all.length; start += IDS_AT_ONCE) {
    const some = all.slice(start, start + IDS_AT_ONCE)
    const rows = await (db as ReadDb).selectFrom('unit').select('id').where('id', 'in', some).execute()
    if (rows.length < some.length) refuse('clusters.unknownUnit')
  }
}

interface ClusterToSave {
  id: string | null
  names: Names
  members: readonly { unitId: string; validFrom: string; validTo: string | null }[]
}

/** Writes a cluster of the office's own with all its members. */
export async function saveCluster(db: WriteDb, { id, names, members }: ClusterToSave): Promise<string> {
  const clusterId = id ?? newRecordId()
  if (id === null) {
    const sort = await nextSort(db, 'cluster')
    await db
      .insertInto('cluster')
      .values({ id: clusterId, origin: 'own', ...nameColumns(names), sort })
      .execute()
  } else {
    const changed = await db
      .updateTable('cluster')
      .set(nameColumns(names))
      .where('id', '=', id)
      .where('origin', '=', 'own')
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) refuse('common.notFound')
  }
  await db.deleteFrom('cluster_member').where('cluster_id', '=', clusterId).execute()
  for (const { unitId, validFrom, validTo } of members) {
    await db
      .insertInto('cluster_member')
      .values({ cluster_id: clusterId, unit_id: unitId, valid_from: validFrom, valid_to: validTo })
      .execute()
  }
  return clusterId
}

/** False when the office has no such cluster of its own. */
export async function removeCluster(db: WriteDb, id: string): Promise<boolean> {
  const removed = await db.deleteFrom('cluster').where('id', '=', id).where('origin', '=', 'own').executeTakeFirst()
  if (removed.numDeletedRows === 0n) return false
  await db.deleteFrom('cluster_member').where('cluster_id', '=', id).execute()
  return true
}
