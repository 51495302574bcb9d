import type { Kysely } from 'kysely'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import type { RowMovedTable } from '../../../../db/tables/twoWayTables.ts'
import { REFORM_DAY } from '../../../units/common/reformDay.ts'
import type { TakenBook } from '../../common/books/takenBookLines.ts'
import { RECORD_KINDS, type RecordKind, tableOf } from '../../common/bundleRecords.ts'
import { readSuccession, type Succession } from '../books/succession.ts'
import { countRecords } from '../seal/reportRecords.ts'
import { listReceivedFrom } from './receivedRepo.ts'

interface Looking {
  succession: Succession
  /** What the report at hand tells of books; what others told is kept. */
  taken: readonly TakenBook[]
}

/**
 * What still stands as that of a unit that ended although every unit that took over has told that it has the book, by kind: it was
 * deleted, or lost with an older book that was put back, since the unit's last report, or here by such a restore. A row born after
 * the book was made is not in it and stays, and so does a case the unit took over since its last report before it. To be asked at
 * the end of a report, be it of an heir or a late one of the unit itself.
 */
export async function findLeftBehind(
  db: ReadDb | WriteDb,
  { succession, taken }: Looking,
): Promise<Map<RecordKind, string[]>> {
  const { unitId, before, after } = succession
  const left = new Map<RecordKind, string[]>()
  const ended = new Set(before.map(({ unit }) => unit))
  if (after.length > 0) ended.add(unitId)
  for (const unit of ended) {
    const takenAt = await wholeBookTakenAt(db, { unit, unitId, taken })
    if (takenAt === undefined) continue
    const standing = await countRecords(db as ReadDb, unit)
    for (const kind of RECORD_KINDS.filter((each) => (standing[each] ?? 0) > 0)) {
      left.set(kind, [...(left.get(kind) ?? []), ...(await readLeftBehind(db, { kind, unit, takenAt }))])
    }
  }
  return left
}

/** Up to when all that the unit wrote is in books that its heirs have; `undefined` as long as one of them has not told so. */
async function wholeBookTakenAt(
  db: ReadDb | WriteDb,
  { unit, unitId, taken }: { unit: string; unitId: string; taken: readonly TakenBook[] },
): Promise<string | undefined> {
  const read = db as ReadDb
  // Only what this office itself wrote down of the units makes them heirs, not what a report says.
  const heirs = await read
    .selectFrom('unit_successor')
    .select('to_unit')
    .where('from_unit', '=', unit)
    .where('on_day', '>', REFORM_DAY)
    .execute()
  const each: string[] = []
  for (const { to_unit: heir } of heirs) {
    const tellers = [heir, ...(await readSuccession(db, heir)).after]
    const kept = await read
      .selectFrom('book_taken')
      .select('made_at')
      .where('from_unit', '=', unit)
      .where('to_unit', '=', heir)
      .where('told_by', 'in', tellers)
      .where('told_by', '<>', unitId)
      .execute()
    const told = tellers.includes(unitId) ? taken : []
    const own = told.flatMap(({ fromUnit, toUnit, madeAt }) => (fromUnit === unit && toUnit === heir ? [madeAt] : []))
    const newest = [...kept.map(({ made_at }) => made_at), ...own].toSorted().at(-1)
    if (newest === undefined) return undefined
    each.push(newest)
  }
  return each.toSorted()[0]
}

interface Left {
  kind: RecordKind
  unit: string
  takenAt: string
}

async function readLeftBehind(db: ReadDb | WriteDb, { kind, unit, takenAt }: Left): Promise<string[]> {
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
