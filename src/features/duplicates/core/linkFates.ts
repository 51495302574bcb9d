import { sql } from 'kysely'
import type { WriteDb } from '../../../db/database.ts'
import { updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { OwnedTableName } from '../../../db/tables.ts'
import type { DuplicateKind } from '../common/duplicateSchemas.ts'

/**
 * What a merge does with a record that names the file that goes.
 * - `moves`: what is still going on (a pairing, a house, a consent) names the survivor from now on, with a journal row.
 * - `stays`: what happened (money, steps, papers) is never rewritten and is read through `merged_into`.
 */
type LinkFate = 'moves' | 'stays'

interface Link {
  table: OwnedTableName
  column: string
  fate: LinkFate
}

/** Every owned record that names an address or a donor; a test compares the list with the real tables. */
export const LINKS: Readonly<Record<DuplicateKind, readonly Link[]>> = {
  address: [
    { table: 'pairing', column: 'address_id', fate: 'moves' },
    { table: 'house', column: 'address_id', fate: 'moves' },
    { table: 'consent', column: 'address_id', fate: 'moves' },
    { table: 'attachment', column: 'row_id', fate: 'moves' },
    { table: 'visit', column: 'address_id', fate: 'moves' },
    { table: 'survey', column: 'address_id', fate: 'moves' },
    { table: 'certificate', column: 'address_id', fate: 'moves' },
    { table: 'need', column: 'address_id', fate: 'moves' },
    { table: 'data_request', column: 'address_id', fate: 'moves' },
    { table: 'address_hold', column: 'address_id', fate: 'moves' },
    // Lines of a list that is not closed: `openLines`. A closed list was signed as it stands.
    { table: 'round_line', column: 'address_id', fate: 'moves' },
    { table: 'address_step', column: 'address_id', fate: 'stays' },
    { table: 'delivery', column: 'address_id', fate: 'stays' },
  ],
  donor: [
    { table: 'pairing', column: 'donor_id', fate: 'moves' },
    { table: 'house_funding', column: 'donor_id', fate: 'moves' },
    { table: 'address_hold', column: 'donor_id', fate: 'moves' },
    { table: 'receipt', column: 'donor_id', fate: 'stays' },
    { table: 'delivery', column: 'donor_id', fate: 'stays' },
    { table: 'payout', column: 'donor_id', fate: 'stays' },
  ],
}

/** Lets what is going on name the survivor; answers how many records changed. Other offices' records are left alone. */
export async function moveLinks(
  db: WriteDb,
  context: WriteContext,
  { kind, from, to }: { kind: DuplicateKind; from: string; to: string },
): Promise<number> {
  let moved = 0
  for (const { table, column, fate } of LINKS[kind]) {
    if (fate === 'stays') continue
    for (const { id, version } of await linkedRows(db, context, { table, column, named: from })) {
      await updateRecord(db, context, { table, id, version: Number(version), changes: { [column]: to } })
      moved += 1
    }
  }
  return moved
}

async function linkedRows(
  db: WriteDb,
  { unitId }: WriteContext,
  { table, column, named }: { table: OwnedTableName; column: string; named: string },
): Promise<{ id: string; version: number | string }[]> {
  const only = table === 'attachment' ? sql`and table_name = 'address'` : table === 'round_line' ? openLines : sql``
  // Safe: every owned table has these columns; table and column come from the list above.
  const { rows } = await sql<{ id: string; version: number | string }>`
    select id, version from ${sql.table(table)}
    where ${sql.ref(column)} = ${named} and owner_unit = ${unitId} ${only} order by id`.execute(db)
  return rows
}

const openLines = sql`and round_id in (select id from round where state <> 'closed')
  and id not in (select round_line_id from delivery where round_line_id is not null)`
