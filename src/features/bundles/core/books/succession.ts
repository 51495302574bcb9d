import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { REFORM_DAY } from '../../../units/common/reformDay.ts'
import type { RecordKind } from '../../common/bundleRecords.ts'
import { handOverRows, readStanding } from './bookRows.ts'

/** What carries a number. */
const PAPERS: readonly RecordKind[] = ['receipt', 'payout']

interface Line {
  unit: string
  onDay: string
}

/** What was written down of a unit since the program's lists were made: whom it took over from and who took over from it. */
export interface Succession {
  unitId: string
  before: readonly Line[]
  after: readonly string[]
}

export async function readSuccession(db: ReadDb | WriteDb, unitId: string): Promise<Succession> {
  const rows = await (db as ReadDb)
    .selectFrom('unit_successor')
    .selectAll()
    .where('on_day', '>', REFORM_DAY)
    .where((is) => is.or([is('to_unit', '=', unitId), is('from_unit', '=', unitId)]))
    .execute()
  return {
    unitId,
    before: rows.filter((row) => row.to_unit === unitId).map((row) => ({ unit: row.from_unit, onDay: row.on_day })),
    after: rows.filter((row) => row.from_unit === unitId).map((row) => row.to_unit),
  }
}

/**
 * Rows of a report that stand here as those of a unit its sender took over from: from now on they are the sender's. Papers are
 * buried until the report writes them, since one may share its number with one of the sender's until it has its new series. Answers
 * their ids. Only what this office itself wrote down of the two units makes it so, not what the sender says.
 */
export async function takeFromPredecessors(
  db: WriteDb,
  { unitId, before }: Succession,
  { kind, ids, now }: { kind: RecordKind; ids: readonly string[]; now: string },
): Promise<string[]> {
  if (before.length === 0) return []
  const standing = await readStanding(db, { kind, ids })
  const taken: string[] = []
  for (const { unit, onDay } of before) {
    const own = [...standing].flatMap(([id, row]) => (row.owner === unit ? [id] : []))
    taken.push(
      ...(await handOverRows(
        db,
        { kind, ids: own },
        { from: unit, to: unitId, now, onDay, buried: PAPERS.includes(kind) },
      )),
    )
  }
  return taken
}

/** Of these ids the rows that whoever took over from the sender has by now: an old office's late report says nothing of them. */
export async function heldBySuccessors(
  db: WriteDb,
  { after }: Succession,
  { kind, ids }: { kind: RecordKind; ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  if (after.length === 0) return new Set()
  const standing = await readStanding(db, { kind, ids })
  return new Set([...standing].flatMap(([id, row]) => (after.includes(row.owner) ? [id] : [])))
}
