import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import type { Tables } from '../../../db/tables.ts'
import type { RecordTable } from '../common/recordFields.ts'
import type { NamedRecord } from './valueWords.ts'

/** Where a record is seen, and the address it tells of: whose wish for restriction then holds for it. */
export interface RecordPlace {
  path: string | null
  addressId: string | null
}

const PAGES: Partial<Record<RecordTable, string>> = {
  receipt: '/receipts',
  allocation: '/receipts',
  village: '/villages',
  joint_activity: '/cooperation',
  import_batch: '/import',
  letterhead: '/papers/letterhead',
  paper_template: '/papers/wording',
}

/** Places of records by id, also of those that were removed: their files still open. */
export async function readRecordPlaces(db: ReadDb, records: readonly NamedRecord[]): Promise<Map<string, RecordPlace>> {
  const places = new Map<string, RecordPlace>()
  for (const [table, own] of Map.groupBy(records, (record) => record.table)) {
    const ids = [...new Set(own.map(({ id }) => id))]
    for (const id of ids) places.set(id, { path: PAGES[table] ?? null, addressId: null })
    const query = PLACES[table]
    if (query === undefined) continue
    // Safe: statements that only select the three columns.
    const { rows } = await query(sql`(${sql.join(ids)})`).execute(db as unknown as Kysely<Tables>)
    for (const { id, path, address_id } of rows) {
      places.set(id, { path: path ?? PAGES[table] ?? null, addressId: address_id })
    }
  }
  return places
}

interface PlaceRow {
  id: string
  path: string | null
  address_id: string | null
}

type ReadPlaces = (ids: RawBuilder<unknown>) => RawBuilder<PlaceRow>

const PLACES: Partial<Record<RecordTable, ReadPlaces>> = {
  address: (ids) => sql`select id, '/addresses/' || id as path, id as address_id from address where id in ${ids}`,
  person: (ids) => sql`select person_id as id, '/addresses/' || id as path, id as address_id
    from address where person_id in ${ids}
    union all select person.id, '/addresses/' || address.id, address.id from person
      join address on address.household_id = person.household_id
      where person.id in ${ids} and not exists (select 1 from address as own where own.person_id = person.id)`,
  household: (ids) => sql`select household_id as id, '/addresses/' || id as path, id as address_id
    from address where household_id in ${ids}`,
  attachment: (ids) => sql`select id, case table_name when 'address' then '/addresses/' || row_id
      when 'house' then '/houses/' || row_id end as path,
      case table_name when 'address' then row_id
        when 'house' then (select address_id from house where house.id = row_id) end as address_id
    from attachment where id in ${ids}`,
  ...ofAddress(['address_step', 'consent', 'survey', 'certificate', 'need', 'data_request', 'visit', 'delivery']),
  ...ofAddress(['address_hold']),
  donor: (ids) => sql`select id, '/donors/' || id as path, null as address_id from donor where id in ${ids}`,
  pairing: (ids) => sql`select id, '/pairings/' || id as path, address_id from pairing where id in ${ids}`,
  house: (ids) => sql`select id, '/houses/' || id as path, address_id from house where id in ${ids}`,
  round: (ids) => sql`select id, '/rounds/' || id as path, null as address_id from round where id in ${ids}`,
  round_line: (ids) => sql`select id, '/rounds/' || round_id as path, address_id from round_line where id in ${ids}`,
  advance: (ids) => sql`select id, '/rounds/' || round_id as path, null as address_id from advance where id in ${ids}`,
  payout: (ids) => sql`select payout.id, '/books' as path, ${keptFirst(sql`select address_id from pairing
      where pairing.id in (payout.pairing_id, payout.to_pairing_id) union all select address_id from house
      where house.id in (payout.house_id, payout.to_house_id)`)} as address_id
    from payout where id in ${ids}`,
  record_merge: (ids) => pairPlaces('record_merge', { columns: ['survivor_id', 'loser_id'], ids }),
  not_duplicate: (ids) => pairPlaces('not_duplicate', { columns: ['first_id', 'second_id'], ids }),
  ...partsOf('pairing', ['pairing_step', 'instalment', 'allocation']),
  ...partsOf('house', ['house_stage', 'house_payment', 'house_funding']),
}

function pairPlaces(
  table: 'record_merge' | 'not_duplicate',
  { columns: [one, other], ids }: { columns: readonly [string, string]; ids: RawBuilder<unknown> },
): RawBuilder<PlaceRow> {
  const both = sql`${sql.ref(`pair.${one}`)}, ${sql.ref(`pair.${other}`)}`
  return sql`select pair.id, '/duplicates' as path, ${keptFirst(both)} as address_id
    from ${sql.table(table)} as pair where pair.id in ${ids}`
}

/** Of several files a record tells of, the one whose data are only kept, if one of them is. */
function keptFirst(addressIds: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(select address.id from address where address.id in (${addressIds})
    order by case when address.restricted_on is null then 1 else 0 end, address.id limit 1)`
}

function ofAddress(tables: readonly RecordTable[]): Partial<Record<RecordTable, ReadPlaces>> {
  const entries = tables.map((table): [RecordTable, ReadPlaces] => [
    table,
    (ids) =>
      sql`select id, '/addresses/' || address_id as path, address_id from ${sql.table(table)} where id in ${ids}`,
  ])
  return Object.fromEntries(entries)
}

function partsOf(whole: 'pairing' | 'house', tables: readonly RecordTable[]): Partial<Record<RecordTable, ReadPlaces>> {
  const page = whole === 'pairing' ? '/pairings/' : '/houses/'
  const link = sql.ref(`part.${whole}_id`)
  const entries = tables.map((table): [RecordTable, ReadPlaces] => [
    table,
    (ids) => sql`select part.id, ${sql.lit(page)} || whole.id as path, whole.address_id from ${sql.table(table)} as part
      join ${sql.table(whole)} as whole on whole.id = ${link} where part.id in ${ids}`,
  ])
  return Object.fromEntries(entries)
}
