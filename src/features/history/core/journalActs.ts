import { type SelectQueryBuilder, sql } from 'kysely'
import { addDays } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { JournalTable } from '../../../db/tables/systemTables.ts'
import type { Tables } from '../../../db/tables.ts'
import type { LogKind } from '../common/logKinds.ts'
import type { LogFilter } from '../common/logSchemas.ts'
import { tablesOfGroup } from '../common/recordGroups.ts'

/** A journal row without its values: enough to find and to group. */
export type JournalMark = Pick<JournalTable, 'id' | 'change_seq' | 'at' | 'table_name' | 'batch_id' | 'command_id'>

const MARK = ['id', 'change_seq', 'at', 'table_name', 'batch_id', 'command_id'] as const
const ROWS_AT_ONCE = 200
/** An act with this many rows is not read to its end for a line of the log. */
const LONG_ACT = 100

/** What belongs together: all that one import or book wrote at once, else one command, else the row alone. */
export function actKey({ id, at, batch_id, command_id }: Pick<JournalMark, 'id' | 'at' | 'batch_id' | 'command_id'>) {
  return batch_id === null ? (command_id ?? id) : `${batch_id} ${at}`
}

export interface Act {
  /** The rows that the filter lets through, newest first; of a long act the latest. */
  marks: JournalMark[]
  /** The change numbers of the rest of a long one. */
  rest?: { from: number; below: number }
}

export interface ActPage {
  acts: Act[]
  /** Where the next page begins; null at the end. */
  next: number | null
}

/**
 * The latest acts below a change number, newest first. Read along the change numbers, never by counting rows off: a page deep
 * in the log costs what the first one costs, and an import of ten thousand lines is stepped over.
 */
export async function listActs(
  db: ReadDb,
  filter: LogFilter,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<ActPage> {
  const acts = new Map<string, Act>()
  const page = (next: number | null) => withoutTold(db, filter, { page: { acts: [...acts.values()], next }, before })
  for (let cursor = before ?? Number.MAX_SAFE_INTEGER; ; ) {
    const rows = await marksBelow(db, filter, cursor)
    const beyond = gather(acts, rows, limit)
    if (beyond !== undefined) return page(beyond.change_seq + 1)
    const last = rows.at(-1)
    const act = last && acts.get(actKey(last))
    if (last === undefined || act === undefined || rows.length < ROWS_AT_ONCE) return page(null)
    cursor = act.marks.length < LONG_ACT ? last.change_seq : await stepOver(db, act, last)
  }
}

/** Puts rows to their acts until there would be one too many: the row that begins it. */
function gather(acts: Map<string, Act>, rows: readonly JournalMark[], limit: number): JournalMark | undefined {
  for (const row of rows) {
    const known = acts.get(actKey(row))
    if (known !== undefined) known.marks.push(row)
    else if (acts.size === limit) return row
    else acts.set(actKey(row), { marks: [row] })
  }
  return undefined
}

async function stepOver(db: ReadDb, act: Act, last: JournalMark): Promise<number> {
  const from = await edgeOfAct(db, last, 'older')
  act.rest = { from: Math.min(from, act.rest?.from ?? from), below: Math.max(last.change_seq, act.rest?.below ?? 0) }
  return from
}

async function marksBelow(db: ReadDb, filter: LogFilter, cursor: number): Promise<JournalMark[]> {
  const rows = await filtered(db.selectFrom('journal'), filter)
    .select(MARK)
    .where('change_seq', '<', cursor)
    .orderBy('change_seq', 'desc')
    .limit(ROWS_AT_ONCE)
    .execute()
  return rows.map((row) => ({ ...row, change_seq: Number(row.change_seq) }))
}

type JournalQuery = SelectQueryBuilder<Tables, 'journal', object>

function filtered(query: JournalQuery, { userId, from, to, group, kind }: LogFilter): JournalQuery {
  let narrowed = query
  if (userId !== undefined) narrowed = narrowed.where('user_id', '=', userId)
  if (group !== undefined) narrowed = narrowed.where('table_name', 'in', tablesOfGroup(group))
  if (from !== undefined) narrowed = narrowed.where('at', '>=', startOfDay(from))
  if (to !== undefined) narrowed = narrowed.where('at', '<', startOfDay(addDays(to, 1)))
  return kind === undefined ? narrowed : ofKind(narrowed, kind)
}

function ofKind(query: JournalQuery, kind: LogKind): JournalQuery {
  switch (kind) {
    case 'merged':
      return query.where('table_name', '=', 'record_merge').where('op', '=', 'insert')
    case 'imported':
      return query.where('batch_id', 'is not', null)
    case 'undone':
      return query.where(({ or, and, eb }) =>
        or([eb('undoes', 'is not', null), and([eb('table_name', '=', 'import_batch'), eb('op', '=', 'update')])]),
      )
    default:
      return query.where('op', '=', OPS[kind])
  }
}

const OPS = { made: 'insert', changed: 'update', removed: 'delete', restored: 'restore' } as const

/** The moment at which a day begins in Viet Nam. */
function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00+07:00`).toISOString()
}

/** A command that wrote twice with something of others in between stands on the page of its latest row only. */
async function withoutTold(
  db: ReadDb,
  filter: LogFilter,
  { page, before }: { page: ActPage; before: number | undefined },
): Promise<ActPage> {
  const commands = page.acts.flatMap(({ marks: [row] }) => (row?.batch_id === null ? (row.command_id ?? []) : []))
  if (before === undefined || commands.length === 0) return page
  const rows = await filtered(db.selectFrom('journal'), filter)
    .select('command_id')
    .distinct()
    .where('command_id', 'in', commands)
    .where('change_seq', '>=', before)
    .execute()
  const told = new Set(rows.map(({ command_id }) => command_id))
  return { ...page, acts: page.acts.filter(({ marks: [row] }) => row?.batch_id !== null || !told.has(row.command_id)) }
}

/**
 * Where the unbroken run of rows an act wrote ends: its lowest change number, or its highest. A transaction takes its numbers
 * together, so the end is found by steps that double and then by halves.
 */
async function edgeOfAct(db: ReadDb, row: JournalMark, towards: 'older' | 'newer'): Promise<number> {
  const sign = towards === 'older' ? -1 : 1
  const isOfAct = (found: JournalMark | undefined) => found !== undefined && actKey(found) === actKey(row)
  let inside = row.change_seq
  let outside = inside + sign
  for (let step = 1; ; step *= 2) {
    outside = inside + sign * step
    const found = await nearest(db, outside, towards)
    if (found === undefined || !isOfAct(found)) break
    inside = found.change_seq
  }
  while (Math.abs(inside - outside) > 1) {
    const middle = Math.floor((inside + outside) / 2)
    const found = await nearest(db, middle, towards)
    if (found !== undefined && isOfAct(found)) inside = found.change_seq
    else outside = middle
  }
  return inside
}

/** The first row at a change number or beyond it. */
async function nearest(db: ReadDb, seq: number, towards: 'older' | 'newer'): Promise<JournalMark | undefined> {
  const row = await db
    .selectFrom('journal')
    .select(MARK)
    .where('change_seq', towards === 'older' ? '<=' : '>=', seq)
    .orderBy('change_seq', towards === 'older' ? 'desc' : 'asc')
    .limit(1)
    .executeTakeFirst()
  return row && { ...row, change_seq: Number(row.change_seq) }
}

export async function findMark(db: ReadDb, journalId: string): Promise<JournalMark | undefined> {
  const row = await db.selectFrom('journal').select(MARK).where('id', '=', journalId).executeTakeFirst()
  return row && { ...row, change_seq: Number(row.change_seq) }
}

/** The rows of one act, the latest first; one more than `limit` when there are more. */
export async function listRowsOfAct(
  db: ReadDb,
  row: JournalMark,
  { before, limit }: { before: number | undefined; limit: number },
): Promise<JournalTable[]> {
  let query = db
    .selectFrom('journal')
    .selectAll()
    .orderBy('change_seq', 'desc')
    .limit(limit + 1)
  if (before !== undefined) query = query.where('change_seq', '<', before)
  if (row.batch_id === null) {
    return row.command_id === null
      ? query.where('id', '=', row.id).execute()
      : query.where('command_id', '=', row.command_id).execute()
  }
  const [from, to] = [await edgeOfAct(db, row, 'older'), await edgeOfAct(db, row, 'newer')]
  return query.where('change_seq', '>=', from).where('change_seq', '<=', to).execute()
}

/** Whole rows by their ids, in the order asked for. */
export async function readJournal(db: ReadDb, ids: readonly string[]): Promise<JournalTable[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('journal').selectAll().where('id', 'in', ids).execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** How many rows of which table an act made, changed or removed, as far as the filter lets them through. */
export async function countAct(db: ReadDb, filter: LogFilter, { marks, rest }: Act): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (const { table_name } of marks) counts.set(table_name, (counts.get(table_name) ?? 0) + 1)
  if (rest === undefined) return counts
  // Who and when are the same for the whole act; what is left of the filter stands in the index.
  const rows = await filtered(db.selectFrom('journal'), { group: filter.group, kind: filter.kind })
    .select(['table_name', sql<number | string>`count(*)`.as('count')])
    .where('change_seq', '>=', rest.from)
    .where('change_seq', '<', rest.below)
    .groupBy('table_name')
    .execute()
  for (const { table_name, count } of rows) counts.set(table_name, (counts.get(table_name) ?? 0) + Number(count))
  return counts
}
