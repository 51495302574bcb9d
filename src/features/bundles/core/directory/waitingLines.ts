import type { Day } from '../../../../base/common/day.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import { type ContentLine, type LineOf, lineKey } from '../../common/directory/directoryLines.ts'
import { writeSuccessor, writeUnit } from './unitLinesRepo.ts'

type UnitLine = LineOf<'unit'>
type DatedLine = UnitLine | LineOf<'successor'>

/** Writes of a unit what holds by now; what is of a day to come waits for it, so that no page shows a name before its day. */
export async function takeUnitLine(db: WriteDb, line: DatedLine, today: Day): Promise<void> {
  const key = lineKey(line)
  await db.deleteFrom('unit_line_waiting').where('line', '=', key).execute()
  const on_day = nextDay(line, today)
  if (on_day !== undefined) {
    await db
      .insertInto('unit_line_waiting')
      .values({ line: key, on_day, line_json: JSON.stringify(line) })
      .execute()
  }
  if (line.kind === 'unit') await writeUnit(db, presentPart(line, today))
  else if (line.onDay <= today) await writeSuccessor(db, line)
}

/** Lines whose day has come; asked whenever the office is opened. */
export async function takeWaitingLines(db: WriteDb, today: Day): Promise<void> {
  const due = await (db as unknown as ReadDb)
    .selectFrom('unit_line_waiting')
    .select('line_json')
    .where('on_day', '<=', today)
    .orderBy('on_day')
    .orderBy('line')
    .execute()
  // Safe: only takeUnitLine writes it, from a line that was proven.
  for (const { line_json } of due) await takeUnitLine(db, JSON.parse(line_json) as DatedLine, today)
}

/** A unit that is made on a day to come has no other name: it is written at once, since other lines name it. */
function presentPart(line: UnitLine, today: Day): UnitLine {
  if (line.validFrom > today) return line
  const names = line.names.filter((name) => name.validFrom <= today)
  return {
    ...line,
    validTo: stillOpen(line.validTo, today),
    names: names.map((name) => ({ ...name, validTo: stillOpen(name.validTo, today) })),
  }
}

/** An end that has not come is none yet. */
function stillOpen(validTo: Day | null, today: Day): Day | null {
  return validTo !== null && validTo >= today ? null : validTo
}

/** The next day on which the line says something new. */
function nextDay(line: DatedLine, today: Day): Day | undefined {
  if (line.kind === 'successor') return line.onDay > today ? line.onDay : undefined
  const days = [line.validTo ?? '', ...line.names.flatMap((name) => [name.validFrom, name.validTo ?? ''])]
  // An end counts from the day after, on which the next name begins; asking on the last day too does no harm.
  return days.filter((day) => day > today).sort()[0]
}

/** What is known of units, with what waits for its day in place of what holds until then. */
export async function withWaitingLines<Line extends ContentLine>(
  db: ReadDb,
  lines: readonly Line[],
): Promise<(Line | DatedLine)[]> {
  const rows = await db.selectFrom('unit_line_waiting').select(['line', 'line_json']).orderBy('line').execute()
  if (rows.length === 0) return [...lines]
  // Safe: as above.
  const waiting = new Map(rows.map((row) => [row.line, JSON.parse(row.line_json) as DatedLine]))
  const known = lines.map((line) => {
    const later = waiting.get(lineKey(line))
    waiting.delete(lineKey(line))
    return later ?? line
  })
  return [...known, ...waiting.values()]
}
