import { type RawBuilder, sql } from 'kysely'
import type { WriteDb } from '../../../db/database.ts'
import type { WriteContext } from '../../../db/recordWriter.ts'
import type { OwnedTableName } from '../../../db/tables.ts'

interface BatchJournal {
  table: OwnedTableName
  batchId: string
  firstSeq: number
  lastSeq: number
}

/**
 * Journal rows for all records born in a range of change numbers that this transaction reserved, so nobody else's are in it;
 * the range of their ids only finds them faster. Their values are the rows themselves. A journal id is the record's with
 * another first digit: unique, and sorted alike.
 */
export function writeBornJournal(
  db: WriteDb,
  context: WriteContext,
  { firstId, lastId, ...batch }: BatchJournal & { firstId: string; lastId: string },
): Promise<unknown> {
  const among = sql`id between ${firstId} and ${lastId} and`
  return writeJournal(db, context, { ...batch, op: 'insert', mark: 'f', among })
}

/** The same for records that got their tombstone in a range of change numbers. */
export function writeTombstoneJournal(db: WriteDb, context: WriteContext, batch: BatchJournal): Promise<unknown> {
  return writeJournal(db, context, { ...batch, op: 'delete', mark: 'e', among: sql`` })
}

interface BatchChange extends BatchJournal {
  op: 'insert' | 'delete'
  mark: string
  among: RawBuilder<unknown>
}

function writeJournal(
  db: WriteDb,
  context: WriteContext,
  { table, batchId, firstSeq, lastSeq, op, mark, among }: BatchChange,
): Promise<unknown> {
  return sql`
    insert into journal (id, change_seq, at, user_id, table_name, row_id, op, batch_id)
    select ${mark} || substr(id, 2), change_seq, ${context.now}, ${context.userId}, ${table}, id, ${op}, ${batchId}
    from ${sql.table(table)} where ${among} change_seq between ${firstSeq} and ${lastSeq} order by id`.execute(db)
}
