import { type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely'
import type { ReadDb } from '../../../../db/database.ts'
import { dialectOf } from '../../../../db/searchFilter.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import type { Tables } from '../../../../db/tables.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import {
  consentRuleOf,
  pseudonymise,
  RECORD_KINDS,
  type RecordKind,
  sentFields,
  tableOf,
} from '../../common/bundleRecords.ts'
import { createPseudonyms, type FullConsent, goesInFull } from './fullConsent.ts'

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
 * Every record line of a report in lists: all the unit owns, kind by kind, pseudonymous without `consent`. Must be read in the
 * same transaction as that and as `countRecords`, whose `kinds` they are. `onRows` hears how many rows are done.
 */
export async function* reportRecords(
  db: ReadDb,
  { unitId, consent, kinds }: { unitId: string; consent: FullConsent; kinds: ReadonlySet<string> },
  onRows: (done: number) => void = () => {},
): AsyncGenerator<readonly BundleRecord[]> {
  const pseudonymOf = createPseudonyms()
  let done = 0
  for (const kind of RECORD_KINDS.filter((each) => kinds.has(each))) {
    const rule = consentRuleOf(kind)
    const goingLine = (line: BundleRecord): BundleRecord =>
      goesInFull(rule, line, consent) ? line : pseudonymise(kind, line, pseudonymOf(rule, line))
    for await (const lines of ownedLines(db, { kind, unitId })) {
      yield lines.map(goingLine)
      done += lines.length
      onRows(done)
    }
  }
}

/** Pages by id, so that neither memory nor the time of a page grows with the register; read under their fields' names, never copied. */
async function* ownedLines(
  db: ReadDb,
  { kind, unitId }: { kind: RecordKind; unitId: string },
): AsyncGenerator<BundleRecord[]> {
  let after = ''
  for (;;) {
    const lines: BundleRecord[] = await ownedTable(db, kind)
      .select([sql.lit(kind).as('kind'), ...(sentFields(kind) as ['id'])])
      // An index on the owner, where a table has one, would be read and sorted anew for every page: hidden from it.
      .where((expression) => expression.fn.coalesce('owner_unit', expression.val('')), '=', unitId)
      .where('deleted_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(ROWS_AT_ONCE)
      .execute()
    if (lines.length > 0) yield lines
    if (lines.length < ROWS_AT_ONCE) return
    after = String(lines.at(-1)?.id)
  }
}

/**
 * Kysely cannot type a table whose name is a variable. Safe: every kind's table carries `OwnedColumns`, and its columns
 * are the allow-list, which a test compares with the real tables.
 */
function ownedTable(db: ReadDb, kind: RecordKind) {
  return (db as unknown as Kysely<{ record: OwnedColumns }>).selectFrom(tableOf(kind) as 'record')
}
