import { addDays, type Day, type Quarter, quarterWindow } from '../../../base/common/day.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import { vietNamDay } from '../../../base/common/vietNamDay.ts'
import type { ReadDb } from '../../../db/database.ts'
import { toldQuarterSchema } from '../../reports/common/toldFigures.ts'
import { REFORM_DAY } from '../../units/common/reformDay.ts'
import type { GridRow } from '../common/contract.ts'
import { type FileOfUnit, gridState } from '../common/gridState.ts'
import { readNamesOf } from './unitNames.ts'

interface Numbered extends FileOfUnit {
  seq: number
  epoch: string
}

interface Files {
  opened: Numbered[]
  waiting: Numbered[]
  refused: (Numbered & { hash: string })[]
  paper: Set<number>
  questions: Map<number, number>
  below: Map<number, { counted: number; units: number }>
  since: Day | undefined
  begins?: Day
  ends?: Day
}

const QUARTERS = [1, 2, 3, 4] as const

/** The grid of one year: every unit that is enrolled, has sent, or is on paper, by name. */
export async function readGrid(
  db: ReadDb,
  { year, today, dueDays, officeId }: { year: number; today: Day; dueDays: number; officeId: string },
): Promise<GridRow[]> {
  const files = await readFiles(db, { year, officeId })
  files.delete(officeId)
  const names = await readNamesOf(db, [...files.keys()])
  const rows = [...files].map(([id, unit]) => ({
    unit: names.get(id) ?? { id, code: '?', vi: '?', en: '?', lo: '?' },
    cells: QUARTERS.map((quarter) => cellOf({ year, quarter }, unit, { today, dueDays })),
  }))
  return rows.sort((one, other) => (textSortKey(one.unit.vi) < textSortKey(other.unit.vi) ? -1 : 1))
}

function cellOf(quarter: Quarter, files: Files, due: { today: Day; dueDays: number }): GridRow['cells'][number] {
  const window = quarterWindow(quarter)
  const reaching = files.opened.filter((file) => file.to >= window.from && file.from <= window.to)
  const last = files.opened.at(-1)
  const state = gridState(
    quarter,
    {
      ...files,
      // What was refused and then sent again on top of it has come right.
      refused: files.refused.filter((file) => last === undefined || file.epoch !== last.epoch || file.seq > last.seq),
      paper: files.paper.has(quarter.quarter),
    },
    { ...due, dayOf: vietNamDay },
  )
  return {
    quarter: quarter.quarter,
    state,
    seq: reaching.at(-1)?.seq ?? null,
    questions: files.questions.get(quarter.quarter) ?? 0,
    below: files.below.get(quarter.quarter) ?? null,
  }
}

async function readFiles(
  db: ReadDb,
  { year, officeId }: { year: number; officeId: string },
): Promise<Map<string, Files>> {
  const byUnit = new Map<string, Files>()
  const of = (id: string): Files => {
    const known = byUnit.get(id) ?? {
      opened: [],
      waiting: [],
      refused: [],
      paper: new Set(),
      questions: new Map(),
      below: new Map(),
      since: undefined,
    }
    byUnit.set(id, known)
    return known
  }
  const enrolled = await db
    .selectFrom('unit_key')
    .innerJoin('unit', 'unit.id', 'unit_key.unit_id')
    .select((expression) => ['unit_key.unit_id', expression.fn.min('unit_key.enrolled_at').as('since')])
    .where('unit_key.role', '=', 'sender')
    // A unit of the office's own level is enrolled for cases and books that move; it does not report here.
    .where('unit.level', '<>', (of) => of.selectFrom('unit as own').select('own.level').where('own.id', '=', officeId))
    .groupBy('unit_key.unit_id')
    .execute()
  for (const row of enrolled) of(row.unit_id).since = vietNamDay(row.since)
  const columns = ['from_unit', 'epoch', 'seq', 'from_day', 'to_day', 'made_at'] as const
  const opened = await db
    .selectFrom('bundle_received')
    .select(columns)
    .where('kind', '=', 'report')
    .orderBy('change_seq')
    .execute()
  for (const row of opened) of(row.from_unit).opened.push(fileOf(row))
  for (const row of await db.selectFrom('bundle_held').select(columns).execute())
    of(row.from_unit).waiting.push(fileOf(row))
  const refused = await db
    .selectFrom('bundle_refused')
    .select(['from_unit', 'epoch', 'seq', 'from_day', 'to_day', 'refused_at as made_at', 'hash'])
    .execute()
  for (const row of refused) of(row.from_unit).refused.push({ ...fileOf(row), hash: row.hash })
  await addPaper(db, year, of)
  await addBelow(db, year, of)
  await addSuccessions(db, byUnit)
  return byUnit
}

async function addPaper(db: ReadDb, year: number, of: (id: string) => Files): Promise<void> {
  const paper = await db.selectFrom('paper_return').select(['unit_id', 'quarter']).where('year', '=', year).execute()
  for (const row of paper) of(row.unit_id).paper.add(Number(row.quarter))
  const questions = await db
    .selectFrom('figure_question')
    .select((expression) => ['unit_id', 'quarter', expression.fn.countAll().as('count')])
    .where('year', '=', year)
    .where('answered_at', 'is', null)
    .groupBy(['unit_id', 'quarter'])
    .execute()
  for (const row of questions) of(row.unit_id).questions.set(Number(row.quarter), Number(row.count))
}

/** How many of the units below an office are in the figures it told. */
async function addBelow(db: ReadDb, year: number, of: (id: string) => Files): Promise<void> {
  const told = await db.selectFrom('told_figures').selectAll().where('year', '=', year).execute()
  for (const { from_unit, quarter, units_json } of told) {
    const units = toldQuarterSchema.shape.units.parse(JSON.parse(units_json))
    const counted = units.filter((unit) => unit.figures !== null).length
    of(from_unit).below.set(Number(quarter), { counted, units: units.length })
  }
}

interface FileRow {
  epoch: string
  seq: number
  from_day: string
  to_day: string
  made_at: string
}

function fileOf({ epoch, seq, from_day, to_day, made_at }: FileRow): Numbered {
  return { epoch, seq: Number(seq), from: from_day, to: to_day, madeAt: made_at }
}

/** Units made and ended by reorganisations; what the new unit sent tells of the old one too, up to the day before. */
async function addSuccessions(db: ReadDb, byUnit: Map<string, Files>): Promise<void> {
  const successions = await db
    .selectFrom('unit_successor')
    .innerJoin('unit as old', 'old.id', 'unit_successor.from_unit')
    .innerJoin('unit as next', 'next.id', 'unit_successor.to_unit')
    .select(['unit_successor.from_unit', 'unit_successor.to_unit', 'unit_successor.on_day'])
    .select(['old.valid_to as endedOn', 'next.valid_from as beganOn'])
    .where('unit_successor.on_day', '>', REFORM_DAY)
    .execute()
  const moved = await db
    .selectFrom('row_moved')
    .select(['from_unit', 'to_unit'])
    .distinct()
    .where('on_day', 'is not', null)
    .execute()
  const handed = new Set(moved.map((row) => `${row.from_unit} ${row.to_unit}`))
  for (const { from_unit, to_unit, on_day, endedOn, beganOn } of successions) {
    const [old, next] = [byUnit.get(from_unit), byUnit.get(to_unit)]
    if (old !== undefined && endedOn !== null) old.ends = on_day
    if (next !== undefined && beganOn === on_day) next.begins = on_day
    if (old === undefined || next === undefined || !handed.has(`${from_unit} ${to_unit}`)) continue
    const last = addDays(on_day, -1)
    old.opened.push(...next.opened.map((file) => upTo(file, last)))
  }
}

function upTo(file: Numbered, last: Day): Numbered {
  return file.to <= last ? file : { ...file, to: last }
}
