import { type RawBuilder, sql } from 'kysely'
import type { WriteDb } from '../../../db/database.ts'
import type { KEPT_REASONS, KeptSince } from '../common/importSchemas.ts'

type Reason = (typeof KEPT_REASONS)[number]

/** Rows of a table that name an address and were not written by the import itself. */
function since(table: string, batchId: string): RawBuilder<unknown> {
  return sql`exists (select 1 from ${sql.table(table)} as later where later.address_id = address.id
    and later.deleted_at is null and not exists (select 1 from journal where journal.row_id = later.id
      and journal.batch_id = ${batchId} and journal.op = 'insert'))`
}

/** What somebody did with a person of an import since, the weightiest first. */
function reasons(batchId: string): readonly (readonly [Reason, RawBuilder<unknown>])[] {
  const touched = sql`exists (select 1 from journal where journal.row_id in (address.id, address.person_id)
    and journal.table_name in ('address', 'person') and journal.op = 'update'
    and (journal.batch_id is null or journal.batch_id <> ${batchId}))`
  const pairingTouched = sql`exists (select 1 from pairing join journal on journal.row_id = pairing.id
    where pairing.address_id = address.id and pairing.deleted_at is null and journal.op = 'update'
      and (journal.batch_id is null or journal.batch_id <> ${batchId}))`
  return [
    [
      'merged',
      sql`(address.merged_into is not null or exists (select 1 from address as alias where alias.merged_into = address.id))`,
    ],
    ['consented', since('consent', batchId)],
    ['visited', since('visit', batchId)],
    ['housed', since('house', batchId)],
    ['listed', since('round_line', batchId)],
    ['paired', sql`(${since('pairing', batchId)} or ${pairingTouched} or ${since('address_hold', batchId)})`],
    ['stepped', since('address_step', batchId)],
    [
      'filed',
      sql`(${since('survey', batchId)} or ${since('certificate', batchId)} or ${since('need', batchId)}
        or ${since('data_request', batchId)} or exists (select 1 from attachment where attachment.row_id = address.id
          and attachment.table_name = 'address' and attachment.deleted_at is null))`,
    ],
    ['edited', touched],
  ]
}

/** Addresses of an import that somebody has worked on since, by name, each with the weightiest reason. */
export async function readKeptSince(db: WriteDb, batchId: string): Promise<KeptSince[]> {
  const cases = reasons(batchId).map(([reason, condition]) => sql`when ${condition} then ${reason}`)
  const { rows } = await sql<KeptSince & { reason: Reason | null }>`
    select id as "addressId", display_name as name, reason from (
      select address.id, address.display_name, address.sort_key, case ${sql.join(cases, sql` `)} end as reason
      from address where address.import_id = ${batchId} and address.deleted_at is null) as looked
    where reason is not null order by sort_key, id`.execute(db)
  return rows
}
