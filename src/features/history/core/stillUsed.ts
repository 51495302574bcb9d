import { type Kysely, sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { OwnedTableName, Tables } from '../../../db/tables.ts'
import type { RecordTable } from '../common/recordFields.ts'

/** Where a record may be named by others that would be left hanging if it were hidden again. */
const USERS: Partial<Record<RecordTable, readonly [table: OwnedTableName, column: string][]>> = {
  person: [['address', 'person_id']],
  address: [
    ['pairing', 'address_id'],
    ['house', 'address_id'],
    ['round_line', 'address_id'],
    ['delivery', 'address_id'],
    ['consent', 'address_id'],
  ],
  donor: [
    ['pairing', 'donor_id'],
    ['receipt', 'donor_id'],
    ['delivery', 'donor_id'],
    ['house_funding', 'donor_id'],
  ],
  pairing: [
    ['delivery', 'pairing_id'],
    ['allocation', 'pairing_id'],
  ],
  instalment: [['delivery', 'instalment_id']],
  round: [
    ['round_line', 'round_id'],
    ['advance', 'round_id'],
  ],
  round_line: [['delivery', 'round_line_id']],
  house: [
    ['house_funding', 'house_id'],
    ['allocation', 'house_id'],
  ],
  village: [['address', 'village_id']],
  decision: [
    ['address', 'decision_id'],
    ['address_step', 'decision_id'],
  ],
}

/** Refuses with `history.stillUsed` when a record just hidden is named by one that is not. */
export async function refuseIfStillUsed(
  db: WriteDb,
  hidden: readonly { table_name: RecordTable; row_id: string }[],
): Promise<void> {
  for (const { table_name, row_id } of hidden) {
    for (const [table, column] of USERS[table_name] ?? []) {
      if (await isNamedBy(db, { table, column, id: row_id }))
        refuse('history.stillUsed', { table: table_name, by: table })
    }
    if (table_name === 'instalment' && (await isListed(db, row_id))) {
      refuse('history.stillUsed', { table: table_name, by: 'round_line' })
    }
  }
}

/** A kỳ on a distribution list that was not cancelled. */
async function isListed(db: WriteDb, instalmentId: string): Promise<boolean> {
  const line = await db
    .selectFrom('round_line_instalment as part')
    .innerJoin('round_line', 'round_line.id', 'part.round_line_id')
    .select('round_line.id')
    .where('part.instalment_id', '=', instalmentId)
    .where('round_line.state', '<>', 'cancelled')
    .where('round_line.deleted_at', 'is', null)
    .executeTakeFirst()
  return line !== undefined
}

async function isNamedBy(
  db: ReadDb | WriteDb,
  { table, column, id }: { table: OwnedTableName; column: string; id: string },
): Promise<boolean> {
  // Safe: `sql` binds the value, and table and column come from the list above.
  const found =
    await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} = ${id} and deleted_at is null limit 1`.execute(
      db as Kysely<Tables>,
    )
  return found.rows.length > 0
}
