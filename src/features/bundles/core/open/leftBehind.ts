import type { Kysely } from 'kysely'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import type { RowMovedTable } from '../../../../db/tables/twoWayTables.ts'
import { REFORM_DAY } from '../../../units/common/reformDay.ts'
import { RECORD_KINDS, type RecordKind, tableOf } from '../../common/bundleRecords.ts'
import { readSuccession, type Succession } from '../books/succession.ts'
import { countRecords } from '../seal/reportRecords.ts'
import { buryRows } from './ownedRowsRepo.ts'
import { listReceivedFrom } from './receivedRepo.ts'

/**
 * Buries what still stands as that of a unit that ended although every unit that took over has told that it has the book: it was
 * deleted, or lost with an older book that was put back, since the unit's last report, or here by such a restore. A row born after
 * the book was made is not in it and stays, and so does a case the unit took over since its last report before it. Call after
 * the last row of a report, be it of an heir or a late one of the unit itself. Answers how many rows of each kind were buried.
 */
export async function buryLeftBehind(
  db: WriteDb,
  { unitId, before, after }: Succession,
  now: string,
): Promise<Map<RecordKind, number>> {
  const buried = new Map<RecordKind, number>()
  const ended = new Set(before.map(({ unit }) => unit))
  if (after.length > 0) ended.add(unitId)
  for (const unit of ended) {
    const takenAt = await wholeBookTakenAt(db, unit)
    if (takenAt === undefined) continue
    const standing = await countRecords(db as unknown as ReadDb, unit)
    for (const kind of RECORD_KINDS.filter((each) => (standing[each] ?? 0) > 0)) {
      const ids = await readLeftBehind(db, { kind, unit, takenAt })
      if (ids.length > 0) buried.set(kind, (buried.get(kind) ?? 0) + ids.length)
      await buryRows(db, { kind, ids, now })
    }
  }
  return buried
}

/** Up to when all that the unit wrote is in books that its heirs have; `undefined` as long as one of them has not told so. */
async function wholeBookTakenAt(db: WriteDb, unit: string): Promise<string | undefined> {
  const read = db as unknown as ReadDb
  // Only what this office itself wrote down of the units makes them heirs, not what a report says.
  const heirs = await read
    .selectFrom('unit_successor')
    .select('to_unit')
    .where('from_unit', '=', unit)
    .where('on_day', '>', REFORM_DAY)
    .execute()
  let takenAt: string | undefined
  for (const { to_unit: heir } of heirs) {
    const { after } = await readSuccession(db, heir)
    const told = await read
      .selectFrom('book_taken')
      .select('made_at')
      .where('from_unit', '=', unit)
      .where('to_unit', '=', heir)
      .where('told_by', 'in', [heir, ...after])
      .orderBy('made_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (told === undefined) return undefined
    if (takenAt === undefined || told.made_at < takenAt) takenAt = told.made_at
  }
  return takenAt
}

interface Left {
  kind: RecordKind
  unit: string
  takenAt: string
}

async function readLeftBehind(db: WriteDb, { kind, unit, takenAt }: Left): Promise<string[]> {
  const reports = await listReceivedFrom(db, { unitId: unit, kind: 'report' })
  const lastBefore = reports.findLast(({ made_at }) => made_at <= takenAt)?.opened_at ?? ''
  // Kysely cannot type a table whose name is a variable. Safe: every kind's table carries `OwnedColumns`.
  const rows = await (db as unknown as Kysely<{ record: OwnedColumns; row_moved: RowMovedTable }>)
    .selectFrom(`${tableOf(kind)} as record` as 'record')
    .select('record.id')
    .where('owner_unit', '=', unit)
    .where('deleted_at', 'is', null)
    .where('created_at', '<', takenAt)
    .where((is) =>
      is.not(
        is.exists(
          is
            .selectFrom('row_moved')
            .select('row_id')
            .whereRef('row_id', '=', 'record.id')
            .where('to_unit', '=', unit)
            .where('on_day', 'is', null)
            .where('moved_at', '>', lastBefore),
        ),
      ),
    )
    .execute()
  return rows.map(({ id }) => id)
}
