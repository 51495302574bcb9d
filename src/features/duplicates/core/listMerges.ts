import type { ReadDb } from '../../../db/database.ts'
import type { DuplicateKind, MergeEntry } from '../common/duplicateSchemas.ts'
import { undoableSince, undoUntil } from './undoDays.ts'

/** Merges that can still be undone, the latest first. */
export async function listMerges(db: ReadDb, { unitId, now }: { unitId: string; now: string }): Promise<MergeEntry[]> {
  const rows = await db
    .selectFrom('record_merge as merge')
    .leftJoin('journal', (join) =>
      join
        .onRef('journal.row_id', '=', 'merge.id')
        .on('journal.table_name', '=', 'record_merge')
        .on('journal.op', '=', 'insert'),
    )
    .leftJoin('app_user', 'app_user.id', 'journal.user_id')
    .select([
      'merge.id',
      'merge.kind',
      'merge.survivor_id',
      'merge.loser_id',
      'merge.created_at',
      'app_user.display_name',
    ])
    .where('merge.owner_unit', '=', unitId)
    .where('merge.undone_at', 'is', null)
    .where('merge.created_at', '>=', undoableSince(now))
    .orderBy('merge.change_seq', 'desc')
    .execute()
  const names = {
    address: await readNames(
      db,
      'address',
      rows.flatMap((row) => (row.kind === 'address' ? [row.survivor_id, row.loser_id] : [])),
    ),
    donor: await readNames(
      db,
      'donor',
      rows.flatMap((row) => (row.kind === 'donor' ? [row.survivor_id, row.loser_id] : [])),
    ),
  }
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    survivorId: row.survivor_id,
    survivorName: names[row.kind].get(row.survivor_id) ?? '',
    otherName: names[row.kind].get(row.loser_id) ?? '',
    at: row.created_at,
    byName: row.display_name ?? '',
    undoUntil: undoUntil(row.created_at),
  }))
}

async function readNames(db: ReadDb, kind: DuplicateKind, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  if (kind === 'donor') {
    const rows = await db
      .selectFrom('donor')
      .select(['id', 'name'])
      .where('id', 'in', [...ids])
      .execute()
    return new Map(rows.map(({ id, name }) => [id, name]))
  }
  const rows = await db
    .selectFrom('address')
    .select(['id', 'display_name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, display_name }) => [id, display_name]))
}
