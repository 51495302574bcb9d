import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { DecisionLineTable } from '../../../../db/tables/decisionTables.ts'
import type { UnitNames } from '../../common/bundleSchemas.ts'
import type { Decision } from '../../common/decisions/decisionContract.ts'
import { type DecisionLine, decisionLineSchema } from '../../common/decisions/decisionLines.ts'
import { readUnitNames } from '../unitNamesRepo.ts'

interface Wanted {
  direction: DecisionLineTable['direction']
  toUnit?: string | undefined
}

/** Lines of one direction with what the unit did with each, newest first; at most 2,000. */
export async function listDecisions(db: ReadDb, { direction, toUnit }: Wanted): Promise<Decision[]> {
  const all = linesWithAnswers(db).where('decision_line.direction', '=', direction)
  const rows = await (toUnit === undefined ? all : all.where('decision_line.to_unit', '=', toUnit))
    .orderBy('decision_line.decided_at', 'desc')
    .orderBy('decision_line.id', 'desc')
    .limit(2000)
    .execute()
  const names = await readUnitNames(
    db,
    rows.flatMap((row) => [row.from_unit, row.to_unit]),
  )
  const unit = (id: string): UnitNames => names.get(id) ?? { id, code: '?', vi: '?', en: '?', lo: '?' }
  const addresses = await readAddressNames(db, rows)
  return rows.map((row) => {
    const line = lineOf(row)
    return {
      id: row.id,
      from: unit(row.from_unit),
      to: unit(row.to_unit),
      line,
      address: 'addressId' in line ? (addresses.get(line.addressId) ?? '') : '',
      donor: line.kind === 'sponsor' ? String(line.donor.name ?? '') : '',
      decidedAt: row.decided_at,
      decidedBy: row.decided_by,
      sent: row.bundle_id !== null,
      state: row.outcome ?? 'waiting',
      answeredOn: row.answeredOn,
      reason: row.reason,
    }
  })
}

/** Only the unit a line is for answers it, whoever else names it. */
export function linesWithAnswers(db: ReadDb | WriteDb) {
  return (db as ReadDb)
    .selectFrom('decision_line')
    .leftJoin('decision_answer', (join) =>
      join
        .onRef('decision_answer.line_id', '=', 'decision_line.id')
        .onRef('decision_answer.owner_unit', '=', 'decision_line.to_unit')
        .on('decision_answer.deleted_at', 'is', null),
    )
    .selectAll('decision_line')
    .select(['decision_answer.outcome', 'decision_answer.on_day as answeredOn', 'decision_answer.reason'])
}

/** Names by id of the addresses the lines are about. */
async function readAddressNames(
  db: ReadDb,
  rows: readonly Pick<DecisionLineTable, 'content'>[],
): Promise<Map<string, string>> {
  const ids = rows.flatMap((row) => {
    const line = lineOf(row)
    return 'addressId' in line ? [line.addressId] : []
  })
  const names = new Map<string, string>()
  for (let start = 0; start < ids.length; start += 500) {
    const found = await db
      .selectFrom('address')
      .select(['id', 'display_name'])
      .where('id', 'in', ids.slice(start, start + 500))
      .execute()
    for (const row of found) names.set(row.id, row.display_name)
  }
  return names
}

/** Safe: only lines that passed the schema are written. */
export function lineOf({ content }: Pick<DecisionLineTable, 'content'>): DecisionLine {
  return decisionLineSchema.parse(JSON.parse(content))
}

export async function insertLine(
  db: WriteDb,
  line: DecisionLine,
  row: Pick<DecisionLineTable, 'direction' | 'from_unit' | 'to_unit' | 'decided_at' | 'decided_by' | 'bundle_id'>,
): Promise<void> {
  await db
    .insertInto('decision_line')
    .values({
      ...row,
      id: line.id,
      kind: line.kind,
      donor_id: line.kind === 'sponsor' ? line.donorId : null,
      payout_id: line.kind === 'moneySent' ? line.payoutId : null,
      content: JSON.stringify(line),
    })
    .execute()
}
