import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { BookAnswerTable, BookMoveTable } from '../../../../db/tables/reorganiseTables.ts'

export async function findBookMove(db: ReadDb | WriteDb, id: string): Promise<BookMoveTable | undefined> {
  return (db as ReadDb).selectFrom('book_move').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listBookMoves(db: ReadDb | WriteDb): Promise<BookMoveTable[]> {
  return (db as ReadDb).selectFrom('book_move').selectAll().orderBy('made_at', 'desc').orderBy('id', 'desc').execute()
}

export async function insertBookMove(db: WriteDb, row: BookMoveTable): Promise<void> {
  await db.insertInto('book_move').values(row).execute()
}

export async function settleBookMove(
  db: WriteDb,
  { id, ...values }: Pick<BookMoveTable, 'id' | 'state' | 'settled_at' | 'kept'> & { book_seq?: number },
): Promise<void> {
  await db.updateTable('book_move').set(values).where('id', '=', id).execute()
}

/** What was decided in a scope (a book, a split), by `kind subject`. */
export async function readAnswers(db: ReadDb | WriteDb, scope: string): Promise<Map<string, string>> {
  const rows = await (db as ReadDb)
    .selectFrom('book_answer')
    .select(['kind', 'subject', 'answer'])
    .where('scope', '=', scope)
    .execute()
  return new Map(rows.map((row) => [answerKey(row), row.answer]))
}

export function answerKey({ kind, subject }: Pick<BookAnswerTable, 'kind' | 'subject'>): string {
  return `${kind} ${subject}`
}

/** Keeps an answer; a later one takes its place. */
export async function saveAnswer(db: WriteDb, row: BookAnswerTable): Promise<void> {
  const { answer, decided_by, decided_at } = row
  await db
    .insertInto('book_answer')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['scope', 'kind', 'subject']).doUpdateSet({ answer, decided_by, decided_at }),
    )
    .execute()
}
