import { type Expression, sql } from 'kysely'
import type { Currency } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import { worklistHorizon } from '../common/rules.ts'
import type { WorkGroup, WorkKind, WorkLine } from '../common/worklistSchemas.ts'

/** Above this many of one kind in one group there is one line for all of them. */
export const MOST_SINGLE_LINES = 7

/** What the query of one kind answers with: one row per thing to do. */
export interface WorkRow {
  id: string
  name: string
  detail: string | null
  /** `YYYY-MM-DD`, or empty where nothing sets a day. */
  due: string
  amount: number | null
  currency: string
}

export interface GroupedLine {
  group: WorkGroup
  line: WorkLine
}

export interface WorkSource {
  kind: WorkKind
  /** Subselect of WorkRow. */
  rows: Expression<unknown>
  today: string
  /** Where everything of this kind stands; by its day unless told. */
  group?: WorkGroup
  linkToOne: (id: string) => string
  linkToMany: string
}

/** Things of one kind as lines: by name when they are few, together when they are many. One statement. */
export async function readWorkLines(db: ReadDb, source: WorkSource): Promise<GroupedLine[]> {
  const rows = await firstOfEachGroup(db, source)
  const groups = Map.groupBy(rows, (row) => row.bucket)
  return [...groups].flatMap(([group, own]) => {
    const [first] = own
    if (first === undefined) return []
    if (Number(first.total) > MOST_SINGLE_LINES) return [{ group, line: lineForMany(source, first) }]
    return own.map((row) => ({ group, line: lineForOne(source, row) }))
  })
}

/** `total` and `whole` are the count and the sum of the row's whole group. */
type CountedRow = WorkRow & { bucket: WorkGroup; total: number; whole: number | null }

async function firstOfEachGroup(db: ReadDb, { rows, today, group }: WorkSource): Promise<CountedRow[]> {
  const bucket = group === undefined ? bucketOf(today) : sql`cast(${group} as text)`
  const placed = sql<CountedRow & { place: number }>`(select bucketed.*,
      count(*) over (partition by bucket) as total,
      sum(amount) over (partition by bucket) as whole,
      row_number() over (partition by bucket order by due, name, id) as place
    from (select work.*, ${bucket} as bucket from (${rows}) as work) as bucketed)`
  return db
    .selectFrom(placed.as('placed'))
    .selectAll()
    .where('placed.place', '<=', MOST_SINGLE_LINES)
    .orderBy('due')
    .orderBy('name')
    .execute()
}

/** `groupOfDay` of the rules in SQL. */
export function bucketOf(today: string) {
  return sql<WorkGroup>`case when work.due < ${today} then 'overdue' when work.due = ${today} then 'today'
    when work.due <= ${worklistHorizon(today).week} then 'thisWeek' else 'thisMonth' end`
}

function lineForOne({ kind, linkToOne }: WorkSource, row: CountedRow): WorkLine {
  const amount = row.amount === null ? null : Number(row.amount)
  return {
    ...baseLine(row),
    key: `${kind}:${row.id}`,
    recordId: row.id,
    kind,
    name: row.name,
    detail: row.detail,
    amount,
    link: linkToOne(row.id),
  }
}

function lineForMany({ kind, linkToMany }: WorkSource, first: CountedRow): WorkLine {
  const amount = first.whole === null ? null : Number(first.whole)
  return {
    ...baseLine(first),
    key: `${kind}:${first.bucket}`,
    kind,
    count: Number(first.total),
    amount,
    recordId: null,
    link: linkToMany,
  }
}

function baseLine({ due, currency }: CountedRow) {
  // Safe: contracts parse currencies on the way in.
  const money = { amount: null, currency: currency as Currency }
  return { name: null, detail: null, count: 1, fromMonth: null, toMonth: null, ...money, by: due === '' ? null : due }
}
