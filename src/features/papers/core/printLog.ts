import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { Language } from '../../../base/common/language.ts'
import { newRecordId } from '../../../base/common/recordId.ts'
import { rightsOf } from '../../../base/common/rights.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { OfficeContext } from '../../../db/requireRight.ts'
import type { PrintRow } from '../common/contract.ts'
import { type PaperKind, paperKindSchema } from '../common/paperKinds.ts'
import { keepNumber } from './paperNumber.ts'
import { type MadePrint, madePaper, markLogged } from './pendingPrints.ts'

/** The number the next copy of a paper would have, from 1. */
export async function nextCopy(
  db: ReadDb,
  { kind, subjectId }: { kind: PaperKind; subjectId: string },
): Promise<number> {
  const { last } = await db
    .selectFrom('paper_print')
    .select(sql<number | null>`max(copy)`.as('last'))
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .executeTakeFirstOrThrow()
  return Number(last ?? 0) + 1
}

/**
 * Logs that the paper behind a ticket is printed or saved, with who, when and which copy, together with what that means for
 * its record. The same ticket again is the same copy.
 * @throws `papers.previewGone` when the program no longer knows the paper, `papers.printedMeanwhile` when somebody else
 *   printed this copy since it was made: then its number would be wrong
 */
export async function recordPrint(context: OfficeContext, ticket: string): Promise<{ copy: number }> {
  const print = madePaper(ticket, context.session.userId)
  if (print === undefined) refuse('papers.previewGone')
  if (print.logged) return { copy: print.copy }
  const mayWriteMoney = rightsOf(context.session.roles).has('money.write')
  await context.write(async (db, writer) => {
    if (print.serial !== undefined) await keepNumber(db, { ...print, number: print.serial })
    await insertPrint(db, { print, at: writer.now, userName: context.session.displayName })
    await context.services.whenPrinted(db, writer, { ...print, mayWriteMoney })
  })
  markLogged(ticket)
  return { copy: print.copy }
}

async function insertPrint(
  db: WriteDb,
  { print, at, userName }: { print: MadePrint; at: string; userName: string },
): Promise<void> {
  const inserted = await db
    .insertInto('paper_print')
    .values({
      id: newRecordId(),
      kind: print.kind,
      subject_id: print.subjectId,
      copy: print.copy,
      language: print.language,
      label: print.label,
      printed_at: at,
      user_id: print.userId,
      user_name: userName,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'subject_id', 'copy']).doNothing())
    .executeTakeFirst()
  if (Number(inserted.numInsertedOrUpdatedRows ?? 0) === 0) refuse('papers.printedMeanwhile')
}

/** What was printed, newest first. */
export async function listPrints(
  db: ReadDb,
  { kind, offset, limit }: { kind?: PaperKind | undefined; offset: number; limit: number },
): Promise<{ rows: PrintRow[]; total: number }> {
  const all = db.selectFrom('paper_print')
  const narrowed = kind === undefined ? all : all.where('kind', '=', kind)
  const { total } = await narrowed.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await narrowed
    .select(['id', 'kind', 'label', 'language', 'copy', 'printed_at as printedAt', 'user_name as userName'])
    .orderBy('printed_at', 'desc')
    .orderBy('id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()
  return {
    total: Number(total),
    rows: rows.map((row) => ({
      ...row,
      kind: paperKindSchema.parse(row.kind),
      // Safe: only the languages of the contract are ever written.
      language: row.language as Language,
      copy: Number(row.copy),
    })),
  }
}
