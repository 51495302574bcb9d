import { type Kysely, sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { Tables } from '../../../db/tables.ts'
import type { ChangedValue } from '../common/historySchemas.ts'
import type { RecordTable } from '../common/recordFields.ts'

export interface NamedRecord {
  table: RecordTable
  id: string
}

/** What records are called, by id: a house by the family it is for. */
export async function readRecordNames(
  db: ReadDb | WriteDb,
  records: readonly NamedRecord[],
): Promise<Map<string, string>> {
  const idsByTable = Map.groupBy(records, ({ table }) => table)
  const names = new Map<string, string>()
  for (const [table, own] of idsByTable) {
    const ids = [...new Set(own.map(({ id }) => id))].slice(0, MOST_NAMES)
    for (const { id, name } of await (NAMES[table]?.(db, ids) ?? [])) names.set(id, name)
  }
  return names
}

/** A page shows a few dozen; more would only be counted. */
const MOST_NAMES = 400

type ReadNames = (db: ReadDb | WriteDb, ids: string[]) => Promise<{ id: string; name: string }[]>

const NAMES: Partial<Record<RecordTable, ReadNames>> = {
  person: (db, ids) => db.selectFrom('person').select(['id', 'full_name as name']).where('id', 'in', ids).execute(),
  address: (db, ids) =>
    db.selectFrom('address').select(['id', 'display_name as name']).where('id', 'in', ids).execute(),
  donor: (db, ids) => db.selectFrom('donor').select(['id', 'name']).where('id', 'in', ids).execute(),
  village: (db, ids) => db.selectFrom('village').select(['id', 'name']).where('id', 'in', ids).execute(),
  round: (db, ids) => db.selectFrom('round').select(['id', 'name']).where('id', 'in', ids).execute(),
  decision: (db, ids) => db.selectFrom('decision').select(['id', 'title as name']).where('id', 'in', ids).execute(),
  advance: (db, ids) => db.selectFrom('advance').select(['id', 'holder_name as name']).where('id', 'in', ids).execute(),
  receipt: slipNames('receipt'),
  payout: slipNames('payout'),
  joint_activity: (db, ids) =>
    db.selectFrom('joint_activity').select(['id', 'title as name']).where('id', 'in', ids).execute(),
  import_batch: (db, ids) =>
    db.selectFrom('import_batch').select(['id', 'file_name as name']).where('id', 'in', ids).execute(),
  record_merge: (db, ids) => pairNames(db, { table: 'record_merge', columns: ['loser_id', 'survivor_id'], ids }),
  not_duplicate: (db, ids) => pairNames(db, { table: 'not_duplicate', columns: ['first_id', 'second_id'], ids }),
  house_funding: (db, ids) =>
    db.selectFrom('house_funding').select(['id', 'funder_name as name']).where('id', 'in', ids).execute(),
  ...namedByAddress([
    'house',
    'pairing',
    'consent',
    'address_step',
    'round_line',
    'visit',
    'survey',
    'certificate',
    'need',
    'data_request',
    'delivery',
    'address_hold',
  ]),
}

type OfAnAddress =
  | 'house'
  | 'pairing'
  | 'consent'
  | 'address_step'
  | 'round_line'
  | 'visit'
  | 'survey'
  | 'certificate'
  | 'need'
  | 'data_request'
  | 'delivery'
  | 'address_hold'

function namedByAddress(tables: readonly OfAnAddress[]): Partial<Record<RecordTable, ReadNames>> {
  const entries = tables.map((table): [OfAnAddress, ReadNames] => [
    table,
    (db, ids) => namesByAddress(db, { table, ids }),
  ])
  return Object.fromEntries(entries)
}

async function namesByAddress(db: ReadDb | WriteDb, { table, ids }: { table: OfAnAddress; ids: string[] }) {
  const named = sql<{ id: string; name: string }>`select record.id, address.display_name as name
    from ${sql.table(table)} as record join address on address.id = record.address_id where record.id in (${sql.join(ids)})`
  // Safe: a statement that only selects.
  return (await named.execute(db as Kysely<Tables>)).rows
}

/** “PT 12/2026”, as it stands on paper. */
function slipNames(table: 'receipt' | 'payout'): ReadNames {
  return async (db, ids) => {
    const named = sql<{ id: string; name: string }>`select id, series || ' ' || number || '/' || year as name
      from ${sql.table(table)} where id in (${sql.join(ids)})`
    return (await named.execute(db as Kysely<Tables>)).rows
  }
}

interface PairedRecords {
  table: 'record_merge' | 'not_duplicate'
  columns: readonly [string, string]
  ids: string[]
}

/** Two files of the same kind that somebody looked at together: “Lò Thị Pành → Lò Thị Pánh”. */
async function pairNames(db: ReadDb | WriteDb, { table, columns: [one, other], ids }: PairedRecords) {
  const nameOf = (column: string) => {
    const id = sql.ref(`pair.${column}`)
    return sql`coalesce((select display_name from address where id = ${id}), (select name from donor where id = ${id}))`
  }
  const named = sql<{ id: string; name: string }>`select id, ${nameOf(one)} || ' → ' || ${nameOf(other)} as name
    from ${sql.table(table)} as pair where id in (${sql.join(ids)})`
  // Safe: a statement that only selects.
  return (await named.execute(db as Kysely<Tables>)).rows
}

type Words = NonNullable<ChangedValue['words']>

/** The vocabulary of the given kinds: kind and code → words. */
export async function readVocabulary(db: ReadDb | WriteDb, kinds: readonly string[]): Promise<Map<string, Words>> {
  if (kinds.length === 0) return new Map()
  const rows = await db.selectFrom('vocabulary').selectAll().where('kind', 'in', kinds).execute()
  return new Map(rows.map((row) => [`${row.kind}:${row.code}`, { vi: row.name_vi, en: row.name_en, lo: row.name_lo }]))
}
