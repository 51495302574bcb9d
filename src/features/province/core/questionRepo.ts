import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { FigureQuestionTable } from '../../../db/tables/twoWayTables.ts'
import type { Question } from '../common/contract.ts'
import { readNamesOf } from './unitNames.ts'

/** Questions about a quarter, open ones first. */
export async function listQuestions(
  db: ReadDb,
  { year, quarter }: { year: number; quarter: number },
): Promise<Question[]> {
  const rows = await db
    .selectFrom('figure_question')
    .selectAll()
    .where('year', '=', year)
    .where('quarter', '=', quarter)
    .orderBy('id', 'desc')
    .execute()
  const names = await readNamesOf(
    db,
    rows.map((row) => row.unit_id),
  )
  const questions = rows.map((row) => ({
    id: row.id,
    unit: names.get(row.unit_id) ?? { id: row.unit_id, code: '?', vi: '?', en: '?', lo: '?' },
    year: row.year,
    quarter: row.quarter,
    figure: row.figure,
    value: row.value,
    rule: row.rule,
    note: row.note,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    answeredAt: row.answered_at,
  }))
  return [
    ...questions.filter((each) => each.answeredAt === null),
    ...questions.filter((each) => each.answeredAt !== null),
  ]
}

export async function insertQuestion(db: WriteDb, row: FigureQuestionTable): Promise<void> {
  await db.insertInto('figure_question').values(row).execute()
}

/** False when there is no such question. */
export async function closeQuestion(db: WriteDb, { id, now }: { id: string; now: string }): Promise<boolean> {
  const closed = await db
    .updateTable('figure_question')
    .set({ answered_at: now })
    .where('id', '=', id)
    .executeTakeFirst()
  return closed.numUpdatedRows > 0n
}
