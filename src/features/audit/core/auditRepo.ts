import { addMonths } from '../../../base/common/day.ts'
import { maskIdentity } from '../../../base/common/maskIdentity.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { AuditEntryTable } from '../../../db/tables/systemTables.ts'
import type { AuditKind, AuditLine, AuditPerson } from '../common/contract.ts'
import { nameRecords, recordIdsOf } from './nameRecords.ts'

export interface LineFilter {
  month: string
  userId?: string | undefined
  kinds?: AuditKind[] | undefined
  before?: { at: string; epoch: string; seq: number } | undefined
  limit: number
}

/** Who did how much of what in a month of Viet Nam; the busiest first. */
export async function countPeople(db: ReadDb, month: string): Promise<AuditPerson[]> {
  const { from, until } = momentsOf(month)
  const rows = await db
    .selectFrom('audit_entry')
    .select((query) => ['user_id', 'kind', query.fn.countAll().as('entries'), query.fn.sum('count').as('records')])
    .where('at', '>=', from)
    .where('at', '<', until)
    .groupBy(['user_id', 'kind'])
    .execute()
  const seen = await countSeen(db, { from, until })
  const names = await readUserNames(db)
  const people = new Map<string, AuditPerson>()
  for (const row of rows) {
    const known = people.get(row.user_id) ?? noDeeds(row.user_id, names.get(row.user_id) ?? null)
    people.set(row.user_id, known)
    // Safe: the door writes only these kinds.
    known.kinds[row.kind as AuditKind] = Number(row.entries)
    if (TAKEN.includes(row.kind)) known.recordsTaken += Number(row.records)
    known.recordsSeen = seen.get(row.user_id) ?? 0
  }
  return [...people.values()].sort((a, b) => total(b) - total(a))
}

/** Entries of a month, newest first. */
export async function listLines(db: ReadDb, filter: LineFilter): Promise<{ lines: AuditLine[]; more: boolean }> {
  const { from, until } = momentsOf(filter.month)
  const { userId, kinds, before } = filter
  let query = db
    .selectFrom('audit_entry')
    .leftJoin('audit_detail', (join) =>
      join.onRef('audit_detail.epoch', '=', 'audit_entry.epoch').onRef('audit_detail.seq', '=', 'audit_entry.seq'),
    )
    .selectAll('audit_entry')
    .select('audit_detail.detail')
    .where('at', '>=', from)
    .where('at', '<', until)
  if (userId !== undefined) query = query.where('user_id', '=', userId)
  if (kinds !== undefined && kinds.length > 0) query = query.where('kind', 'in', kinds)
  if (before !== undefined) {
    query = query.where(({ eb, or, and }) =>
      or([
        eb('at', '<', before.at),
        and([eb('at', '=', before.at), eb('audit_entry.seq', '<', before.seq)]),
        and([
          eb('at', '=', before.at),
          eb('audit_entry.seq', '=', before.seq),
          eb('audit_entry.epoch', '<', before.epoch),
        ]),
      ]),
    )
  }
  const rows = await query
    .orderBy('at', 'desc')
    .orderBy('audit_entry.seq', 'desc')
    .orderBy('audit_entry.epoch', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const shown = rows.slice(0, filter.limit)
  return { lines: await tellLines(db, shown), more: rows.length > filter.limit }
}

type LineRow = AuditEntryTable & { detail: string | null }

async function tellLines(db: ReadDb, rows: readonly LineRow[]): Promise<AuditLine[]> {
  const bodies = rows.map((row) => JSON.parse(row.body) as Record<string, unknown>)
  const details = rows.map((row) => readDetail(row.detail))
  const asked = details.map(({ filter }) => askedOf(filter))
  const meant = asked.map((each) => each.map(({ value }) => value).filter(isId))
  const names = await nameRecords(db, [...bodies.flatMap(recordIdsOf), ...meant.flat()])
  const users = await readUserNames(db)
  return rows.map((row, index) => {
    const body = bodies[index] ?? {}
    const ids = [...recordIdsOf(body), ...(meant[index] ?? [])]
    return {
      epoch: row.epoch,
      seq: Number(row.seq),
      at: row.at,
      userId: row.user_id,
      userName: users.get(row.user_id) ?? null,
      // Safe: the door writes only these kinds.
      kind: row.kind as AuditKind,
      procedure: row.procedure,
      count: Number(row.count),
      records: [...[...new Set(ids)].flatMap((id) => names.get(id) ?? []), ...subjectOf(body, users)],
      // An id says nothing to a reader; what it stands for is among the records.
      asked: (asked[index] ?? []).filter(({ value }) => !isId(value)),
      fileName: details[index]?.name ?? null,
      sha256: typeof body.sha256 === 'string' ? body.sha256 : null,
    }
  })
}

function readDetail(detail: string | null): { filter?: unknown; name?: string } {
  // Safe: written by the trail, and null once it was erased.
  return detail === null ? {} : (JSON.parse(detail) as { filter?: unknown; name?: string })
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** The person an act was about: added, shut out, taken out. */
function subjectOf({ subject }: Record<string, unknown>, users: ReadonlyMap<string, string>): AuditLine['records'] {
  const name = typeof subject === 'string' ? users.get(subject) : undefined
  return name === undefined ? [] : [{ id: String(subject), name, path: '/users' }]
}

/** How a list is cut into pages, ordered and grouped says nothing about whose records were asked for. */
const PAGING = new Set(['limit', 'offset', 'before', 'sort', 'descending', 'by'])

/** Of a number that somebody looked for, no more is told than of one on file. */
const NUMBERS = new Set(['idNumber', 'formerIdNumber'])

/** What was asked for, without what was left open. */
function askedOf(filter: unknown): AuditLine['asked'] {
  if (typeof filter === 'string') return filter === '' ? [] : [{ name: 'search', value: filter }]
  if (typeof filter !== 'object' || filter === null) return []
  return Object.entries(filter).flatMap(([name, value]) => {
    if (PAGING.has(name) || value === null || value === undefined || value === '') return []
    if (NUMBERS.has(name)) return [{ name, value: maskIdentity(String(value)) }]
    if (typeof value !== 'object') return [{ name, value: String(value) }]
    if (!Array.isArray(value)) return askedOf(value)
    return value.length === 0 ? [] : [{ name, value: value.map(String).join(', ') }]
  })
}

/** Different records each person opened. */
async function countSeen(db: ReadDb, { from, until }: { from: string; until: string }): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['user_id', 'body'])
    .where('at', '>=', from)
    .where('at', '<', until)
    .where('kind', '=', 'read')
    .execute()
  const seen = new Map<string, Set<string>>()
  for (const { user_id, body } of rows) {
    const ids = seen.get(user_id) ?? new Set()
    seen.set(user_id, ids)
    for (const id of recordIdsOf(JSON.parse(body))) ids.add(id)
  }
  return new Map([...seen].map(([userId, ids]) => [userId, ids.size]))
}

async function readUserNames(db: ReadDb): Promise<Map<string, string>> {
  const users = await db.selectFrom('app_user').select(['id', 'display_name']).execute()
  return new Map(users.map((user) => [user.id, user.display_name]))
}

const TAKEN = ['export', 'print', 'bundle']

function noDeeds(userId: string, name: string | null): AuditPerson {
  return {
    userId,
    name,
    kinds: { change: 0, read: 0, search: 0, export: 0, print: 0, bundle: 0, session: 0, chain: 0 },
    recordsSeen: 0,
    recordsTaken: 0,
  }
}

function total({ kinds }: AuditPerson): number {
  return Object.values(kinds).reduce((sum, count) => sum + count, 0)
}

/** The moments between which a month of Viet Nam lies. */
function momentsOf(month: string): { from: string; until: string } {
  const startOf = (which: string) => new Date(`${which}-01T00:00:00+07:00`).toISOString()
  return { from: startOf(month), until: startOf(addMonths(month, 1)) }
}
