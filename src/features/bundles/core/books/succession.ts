import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { REFORM_DAY } from '../../../units/common/reformDay.ts'
import type { RecordKind } from '../../common/bundleRecords.ts'
import { handOverRows, readStanding } from './bookRows.ts'

/** What carries a number. */
const PAPERS: readonly RecordKind[] = ['receipt', 'payout']

interface Line {
  unit: string
  /** Who took over from it: the unit itself, or one between. */
  to: string
  onDay: string
}

/** What was written down of a unit since the program's lists were made: whom it took over from and who took over from it, step by step. */
export interface Succession {
  unitId: string
  /** The farthest first: a book may have been handed on twice before the last office reports. */
  before: readonly Line[]
  after: readonly string[]
  /** Who has other parts of the books it took over. */
  kin: readonly string[]
}

export async function readSuccession(db: ReadDb | WriteDb, unitId: string): Promise<Succession> {
  const rows = await (db as ReadDb).selectFrom('unit_successor').selectAll().where('on_day', '>', REFORM_DAY).execute()
  const met = new Set([unitId])
  const before: Line[] = []
  // Both lists grow while they are walked; nobody is met twice.
  for (const to of met) {
    for (const row of rows) {
      if (row.to_unit !== to || met.has(row.from_unit)) continue
      met.add(row.from_unit)
      before.push({ unit: row.from_unit, to, onDay: row.on_day })
    }
  }
  const heirsOf = (units: readonly string[]): string[] => {
    const heirs = new Set(units)
    for (const from of heirs) for (const row of rows) if (row.from_unit === from) heirs.add(row.to_unit)
    return [...heirs].filter((each) => !units.includes(each))
  }
  const after = heirsOf([unitId])
  const kin = heirsOf([...met]).filter((each) => !after.includes(each))
  return { unitId, before: before.reverse(), after, kin }
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
  const owners = new Map([...(await readStanding(db, { kind, ids }))].map(([id, { owner }]) => [id, owner]))
  const taken = new Set<string>()
  for (const { unit, to, onDay } of before) {
    const own = [...owners].flatMap(([id, owner]) => (owner === unit ? [id] : []))
    const hand = { from: unit, to, now, onDay, buried: PAPERS.includes(kind) }
    for (const id of await handOverRows(db, { kind, ids: own }, hand)) {
      owners.set(id, to)
      if (to === unitId) taken.add(id)
    }
  }
  return [...taken]
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
