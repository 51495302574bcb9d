import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../../base/common/day.ts'
import type { ReadDb } from '../../../../db/database.ts'
import { dialectOf } from '../../../../db/searchFilter.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import type { Tables } from '../../../../db/tables.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import {
  consentRuleOf,
  projectRecord,
  RECORD_KINDS,
  type RecordKind,
  sentColumns,
  tableOf,
} from '../../common/bundleRecords.ts'
import { createPseudonyms, goesInFull, readFullConsent } from './fullConsent.ts'

const ROWS_AT_ONCE = 1000

/** Living rows of each kind that the unit owns; a kind without rows is missing, as the manifest wants it. */
export async function countRecords(db: ReadDb, unitId: string): Promise<Partial<Record<RecordKind, number>>> {
  const dialect = dialectOf(db)
  // Safe: a ReadDb is a Kysely underneath, and the statement only selects.
  const executor = db as unknown as Kysely<Tables>
  const statement = counting.get(dialect) ?? countEach().compile(executor)
  counting.set(dialect, statement)
  const { rows } = await executor.executeQuery<Counted>({ ...statement, parameters: RECORD_KINDS.map(() => unitId) })
  return Object.fromEntries(
    rows.flatMap(({ kind, count }): [RecordKind, number][] => (Number(count) > 0 ? [[kind, Number(count)]] : [])),
  )
}

interface Counted {
  kind: RecordKind
  count: number
}

/** The text of the statement, by dialect: building it costs more than running it. */
const counting = new Map<string, CompiledQuery<Counted>>()

function countEach(): RawBuilder<Counted> {
  const each = RECORD_KINDS.map(
    (kind) => sql`select ${sql.lit(kind)} as kind, count(*) as count from ${sql.table(tableOf(kind))}
      where owner_unit = ${''} and deleted_at is null`,
  )
  // Safe: each part names one of these kinds.
  return sql<Counted>`${sql.join(each, sql` union all `)}`
}

/**
 * Every record line of a report in lists: all the unit owns, kind by kind, pseudonymous where consent is missing on
 * `today`. Must be read in the same transaction as `countRecords`, whose `kinds` they are. `onRows` hears how many rows are done.
 */
export async function* reportRecords(
  db: ReadDb,
  { unitId, today, kinds }: { unitId: string; today: Day; kinds: ReadonlySet<string> },
  onRows: (done: number) => void = () => {},
): AsyncGenerator<readonly BundleRecord[]> {
  const consent = await readFullConsent(db, { unitId, today })
  const pseudonymOf = createPseudonyms()
  let done = 0
  for (const kind of RECORD_KINDS.filter((each) => kinds.has(each))) {
    const rule = consentRuleOf(kind)
    const recordOf = (row: Record<string, unknown>): BundleRecord => {
      const full = goesInFull(rule, row, consent)
      return projectRecord(kind, row, { full, number: full ? '' : pseudonymOf(rule, row) })
    }
    for await (const rows of ownedRows(db, { kind, unitId })) {
      yield rows.map(recordOf)
      done += rows.length
      onRows(done)
    }
  }
}

/** Pages by id, so that neither memory nor the time of a page grows with the register. */
async function* ownedRows(
  db: ReadDb,
  { kind, unitId }: { kind: RecordKind; unitId: string },
): AsyncGenerator<Record<string, unknown>[]> {
  let after = ''
  for (;;) {
    const rows: Record<string, unknown>[] = await ownedTable(db, kind)
      .select(sentColumns(kind) as ['id'])
      // An index on the owner, where a table has one, would be read and sorted anew for every page: hidden from it.
      .where((expression) => expression.fn.coalesce('owner_unit', expression.val('')), '=', unitId)
      .where('deleted_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(ROWS_AT_ONCE)
      .execute()
    if (rows.length > 0) yield rows
    if (rows.length < ROWS_AT_ONCE) return
    after = String(rows.at(-1)?.id)
  }
}

/**
 * Kysely cannot type a table whose name is a variable. Safe: every kind's table carries `OwnedColumns`, and its columns
 * are the allow-list, which a test compares with the real tables.
 */
function ownedTable(db: ReadDb, kind: RecordKind) {
  return (db as unknown as Kysely<{ record: OwnedColumns }>).selectFrom(tableOf(kind) as 'record')
}
