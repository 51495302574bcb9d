import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { PaperKind } from '../common/paperKinds.ts'

/** The number a paper carries in its series of a year. */
export interface PaperNumber {
  year: number
  number: number
}

/** The number a paper has, or would get if it were printed now. */
export async function findNumber(
  db: ReadDb | WriteDb,
  { kind, subjectId, year }: { kind: PaperKind; subjectId: string; year: number },
): Promise<PaperNumber> {
  const given = await db
    .selectFrom('paper_number')
    .select(['year', 'number'])
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst()
  if (given !== undefined) return { year: Number(given.year), number: Number(given.number) }
  const { last } = await db
    .selectFrom('paper_number')
    .select(sql<number | null>`max(number)`.as('last'))
    .where('kind', '=', kind)
    .where('year', '=', year)
    .executeTakeFirstOrThrow()
  return { year, number: Number(last ?? 0) + 1 }
}

/**
 * Gives a printed paper the number that stands on it, for good.
 * @throws `papers.printedMeanwhile` when another paper was printed with that number since this one was made
 */
export async function keepNumber(
  db: WriteDb,
  { kind, subjectId, number }: { kind: PaperKind; subjectId: string; number: PaperNumber },
): Promise<void> {
  const due = await findNumber(db, { kind, subjectId, year: number.year })
  if (due.number !== number.number || due.year !== number.year) refuse('papers.printedMeanwhile')
  await db
    .insertInto('paper_number')
    .values({ kind, subject_id: subjectId, ...number })
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id']).doNothing())
    .execute()
}
