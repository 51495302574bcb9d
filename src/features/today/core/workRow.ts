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
  /** The same rows for counting, only `due`, `amount` and `currency`: where thousands may wait, without what names them. */
  counted?: Expression<unknown>
  today: string
  /** Where everything of this kind stands; by its day unless told. */
  group?: WorkGroup
  linkToOne: (id: string) => string
  linkToMany: string
}

/**
 * Things to do as lines: by name where a kind has few in a group, together where it has many. One statement counts every kind;
 * names are read only where there are few, so thousands of addresses that wait cost a count.
 */
export async function readWorkLines(db: ReadDb, sources: readonly WorkSource[]): Promise<GroupedLine[]> {
  const counts = await countWork(db, sources)
  const lines: GroupedLine[] = []
  for (const [index, source] of sources.entries()) {
    const own = counts.filter(({ place }) => Number(place) === index)
    const many = own.filter(({ total }) => Number(total) > MOST_SINGLE_LINES)
    lines.push(...many.map((count) => ({ group: count.bucket, line: lineForMany(source, count) })))
    const few = own.filter((count) => !many.includes(count)).map(({ bucket }) => bucket)
    lines.push(...(await readFew(db, source, few)))
  }
  return lines
}

/** One kind in one group: how many, their sum and their first day. */
interface WorkCount {
  /** Place of its source. */
  place: number
  bucket: WorkGroup
  total: number
  whole: number | null
  due: string
  currency: string
}

async function countWork(db: ReadDb, sources: readonly WorkSource[]): Promise<WorkCount[]> {
  const counts = sources.map((source, index) => {
    // A kind that stands in one group needs no sorting into groups.
    const grouped = source.group === undefined ? sql`group by bucket` : sql`having count(*) > 0`
    const bucket = source.group === undefined ? sql`bucket` : inOneGroup(source.group)
    return sql`select cast(${index} as integer) as place, ${bucket} as bucket, count(*) as total, sum(amount) as whole,
      min(due) as due, min(currency) as currency from (${bucketed({ ...source, rows: source.counted ?? source.rows })}) as bucketed ${grouped}`
  })
  const all = sql<WorkCount>`(${sql.join(counts, sql` union all `)})`
  return db.selectFrom(all.as('counts')).selectAll().execute()
}

async function readFew(db: ReadDb, source: WorkSource, buckets: readonly WorkGroup[]): Promise<GroupedLine[]> {
  if (buckets.length === 0) return []
  const few = sql<WorkRow & { bucket: WorkGroup }>`(select * from (${bucketed(source)}) as bucketed
    where bucket in (${sql.join(buckets)}))`
  const rows = await db.selectFrom(few.as('few')).selectAll().orderBy('due').orderBy('name').orderBy('id').execute()
  return rows.map((row) => ({ group: row.bucket, line: lineForOne(source, row) }))
}

function bucketed({ rows, today, group }: WorkSource) {
  const bucket = group === undefined ? bucketOf(today) : inOneGroup(group)
  return sql`select work.*, ${bucket} as bucket from (${rows}) as work`
}

function inOneGroup(group: WorkGroup) {
  return sql<WorkGroup>`cast(${group} as text)`
}

/** `groupOfDay` of the rules in SQL. */
export function bucketOf(today: string) {
  return sql<WorkGroup>`case when work.due < ${today} then 'overdue' when work.due = ${today} then 'today'
    when work.due <= ${worklistHorizon(today).week} then 'thisWeek' else 'thisMonth' end`
}

function lineForOne({ kind, linkToOne }: WorkSource, row: WorkRow): WorkLine {
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

function lineForMany({ kind, linkToMany }: WorkSource, count: WorkCount): WorkLine {
  const amount = count.whole === null ? null : Number(count.whole)
  return {
    ...baseLine(count),
    key: `${kind}:${count.bucket}`,
    kind,
    count: Number(count.total),
    amount,
    recordId: null,
    link: linkToMany,
  }
}

function baseLine({ due, currency }: Pick<WorkRow, 'due' | 'currency'>) {
  // Safe: contracts parse currencies on the way in.
  const money = { amount: null, currency: currency as Currency }
  return { name: null, detail: null, count: 1, fromMonth: null, toMonth: null, ...money, by: due === '' ? null : due }
}
