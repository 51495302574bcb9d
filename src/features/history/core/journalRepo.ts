import { sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { JournalTable } from '../../../db/tables/systemTables.ts'
import type { RecordTable } from '../common/recordFields.ts'

/** What belongs to a record and is shown in its history: the rows of `table` whose `column` names it. */
const PARTS: Partial<Record<RecordTable, readonly [table: RecordTable, column: string][]>> = {
  address: [
    ['address_step', 'address_id'],
    ['consent', 'address_id'],
    ['attachment', 'row_id'],
    ['visit', 'address_id'],
    ['survey', 'address_id'],
    ['certificate', 'address_id'],
    ['need', 'address_id'],
    ['data_request', 'address_id'],
  ],
  house: [
    ['house_funding', 'house_id'],
    ['house_stage', 'house_id'],
    ['house_payment', 'house_id'],
    ['attachment', 'row_id'],
  ],
  round: [['advance', 'round_id']],
}

/** A command rarely changes more rows of one record than this. */
const ROWS_PER_COMMAND = 8

/** Journal rows of a record and its parts, newest first. */
export async function listRecordJournal(
  db: ReadDb,
  { table, id, limit }: { table: RecordTable; id: string; limit: number },
): Promise<JournalTable[]> {
  // What was written about a duplicate belongs to the story of the one it was merged into.
  const these = table === 'address' || table === 'donor' ? sql`in ${withMerged(table, id)}` : sql`= ${id}`
  const parts = (PARTS[table] ?? []).map(
    ([part, column]) => sql`select journal.* from journal join ${sql.table(part)} as part
      on part.id = journal.row_id where journal.table_name = ${part} and ${sql.ref(`part.${column}`)} ${these}`,
  )
  const person = sql`select journal.* from journal join address on address.person_id = journal.row_id
    where journal.table_name = 'person' and address.id ${these}`
  const own = sql`select journal.* from journal where journal.table_name = ${table} and journal.row_id ${these}`
  const all = [own, ...parts, ...(table === 'address' ? [person] : [])]
  return db
    .selectFrom(sql<JournalTable>`(${sql.join(all, sql` union all `)})`.as('change'))
    .selectAll()
    .orderBy('change_seq', 'desc')
    .limit(limit * ROWS_PER_COMMAND)
    .execute()
}

/** The user's latest journal rows, newest first, imports left out. */
export async function listOwnJournal(
  db: ReadDb,
  { userId, limit }: { userId: string; limit: number },
): Promise<JournalTable[]> {
  return db
    .selectFrom('journal')
    .selectAll()
    .where('user_id', '=', userId)
    .where('batch_id', 'is', null)
    .orderBy('change_seq', 'desc')
    .limit(limit * ROWS_PER_COMMAND)
    .execute()
}
