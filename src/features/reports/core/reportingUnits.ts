import { addDays, type Day } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { QuarterRow } from '../common/quarterSchemas.ts'
import { readOnce } from './readOnce.ts'
import { listSuccessions, type Succession } from './unitsThen.ts'

export interface ReportingUnit {
  id: string
  status: QuarterRow['status']
  sentTo: string | null
}

export interface Reporting {
  officeId: string
  window: { from: Day; to: Day }
  onPaper: ReadonlySet<string>
}

/** This office, and every unit below it that is enrolled as a sender, or has ever sent: as they were at the end of the window. */
export async function listReportingUnits(db: ReadDb, reporting: Reporting): Promise<ReportingUnit[]> {
  const { officeId, window, onPaper } = reporting
  const { enrolled, received } = await readOnce(db, 'reporters', () => readReporters(db, officeId))
  const sentTo = new Map(received.map((row) => [row.from_unit, row.sentTo]))
  const ids = new Set([...enrolled.map((row) => row.unit_id), ...sentTo.keys(), ...onPaper])
  ids.delete(officeId)
  const heirs = new Set<string>()
  const own = await unitsThen(db, reporting, { ids, sentTo, heirs })
  const below = [...ids].map((id): ReportingUnit => {
    const last = sentTo.get(id) ?? null
    const status = heirs.has(id) ? 'partly' : statusOf(last, window)
    // A file is worth more than paper: the typed totals give way to it.
    return { id, status: status === 'notSent' && onPaper.has(id) ? 'paper' : status, sentTo: last }
  })
  return [...own.map((id): ReportingUnit => ({ id, status: 'own', sentTo: null })), ...below]
}

interface Known {
  ids: Set<string>
  sentTo: Map<string, Day>
  /** Units that did not send for the window themselves, while an office they took over from did. */
  heirs: Set<string>
}

/** A unit of the office's own level is enrolled for cases and books that move; it does not report here. */
async function readReporters(db: ReadDb, officeId: string) {
  const enrolled = await db
    .selectFrom('unit_key')
    .innerJoin('unit', 'unit.id', 'unit_key.unit_id')
    .select('unit_key.unit_id')
    .where('unit_key.role', '=', 'sender')
    .where('unit.level', '<>', (of) => of.selectFrom('unit as own').select('own.level').where('own.id', '=', officeId))
    .execute()
  const received = await db
    .selectFrom('bundle_received')
    .select((expression) => ['from_unit', expression.fn.max('to_day').as('sentTo')])
    .where('kind', '=', 'report')
    .groupBy('from_unit')
    .execute()
  return { enrolled, received }
}

/**
 * Puts the units of the window's end into `ids`, with how far they have sent; gives the office's own: itself, or before its
 * beginning those it took over from.
 */
async function unitsThen(db: ReadDb, { officeId, window }: Reporting, known: Known): Promise<string[]> {
  const successions = await listSuccessions(db)
  if (successions.length === 0) return [officeId]
  const handed = await readOnce(db, 'handedBooks', () => listHandedBooks(db))
  const later = successions.filter((each) => each.onDay > window.to)
  for (const each of successions) {
    if (each.onDay > window.to) revive(each, { known, handed, officeId })
    else if (each.kind === 'merge' && each.from !== officeId) inherit(each, { known, window, officeId })
  }
  const unborn = await listUnborn(db, { ids: later.map((each) => each.to), day: window.to })
  for (const id of unborn) known.ids.delete(id)
  if (!unborn.has(officeId)) return [officeId]
  const before = later.filter((each) => each.to === officeId).map((each) => each.from)
  for (const id of before) known.ids.delete(id)
  return before.length === 0 ? [officeId] : before
}

/** What the new unit sent tells of its old ones too, up to the day before. */
function revive(
  { from, to, onDay }: Succession,
  { known, handed, officeId }: { known: Known; handed: ReadonlySet<string>; officeId: string },
): void {
  if (from === officeId) return
  if (!handed.has(`${from} ${to}`)) return
  known.ids.add(from)
  const reached = known.sentTo.get(to)
  const last = addDays(onDay, -1)
  const through = reached !== undefined && reached < last ? reached : last
  if ((known.sentTo.get(from) ?? '') < through) known.sentTo.set(from, through)
}

/** What an office that was merged away still sends under its old name counts for the unit that took over. */
function inherit(
  { from, to }: Succession,
  { known, window, officeId }: { known: Known; window: Reporting['window']; officeId: string },
): void {
  known.ids.delete(from)
  const last = known.sentTo.get(from) ?? ''
  if (to === officeId || last < window.from) return
  known.ids.add(to)
  if ((known.sentTo.get(to) ?? '') >= window.from) return
  known.sentTo.set(to, last)
  known.heirs.add(to)
}

/** Whose books have moved to whom, here. */
async function listHandedBooks(db: ReadDb): Promise<Set<string>> {
  const rows = await db
    .selectFrom('row_moved')
    .select(['from_unit', 'to_unit'])
    .distinct()
    .where('on_day', 'is not', null)
    .execute()
  return new Set(rows.map((row) => `${row.from_unit} ${row.to_unit}`))
}

async function listUnborn(
  db: ReadDb,
  { ids, day }: { ids: readonly string[]; day: Day },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('unit')
    .select('id')
    .where('id', 'in', [...ids])
    .where('valid_from', '>', day)
    .execute()
  return new Set(rows.map((row) => row.id))
}

function statusOf(sentTo: string | null, window: { from: Day; to: Day }): ReportingUnit['status'] {
  if (sentTo === null || sentTo < window.from) return 'notSent'
  return sentTo < window.to ? 'partly' : 'sent'
}
