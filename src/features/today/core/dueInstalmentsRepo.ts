import { sql } from 'kysely'
import type { Currency } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import { worklistHorizon } from '../common/rules.ts'
import type { WorkGroup, WorkKind, WorkLine } from '../common/worklistSchemas.ts'
import { bucketOf, type GroupedLine, MOST_SINGLE_LINES } from './workRow.ts'

/** What is still to be handed over of one pairing in one group. */
interface OpenPairing {
  bucket: WorkGroup
  direct: number
  pairing_id: string
  address_id: string
  currency: string
  first_month: string
  last_month: string
  missing: number
  /** The earliest and the latest day, `YYYY-MM-DD`. */
  due: string
  last_due: string
}

interface Names {
  name: string
  donor: string
  sort_key: string
}

/** The office whose work it is, and its day. */
export interface OwnDay {
  today: string
  unitId: string
}

/**
 * Kỳ still to be handed over, also those a suspended or ended pairing left due: by person where few people are concerned,
 * together where many are: one distribution round takes them all. Left out are kỳ that stand on the list of an open round,
 * and what the old register called delivered or unknown.
 */
export async function readDueInstalments(db: ReadDb, office: OwnDay): Promise<GroupedLine[]> {
  const open = await readOpenPairings(db, office)
  const groups = [...Map.groupBy(open, (row) => `${row.bucket} ${row.direct}`).values()]
  const few = groups.filter((rows) => rows.length <= MOST_SINGLE_LINES).flat()
  const many = groups.filter((rows) => rows.length > MOST_SINGLE_LINES).flat()
  return [...(await linesByPerson(db, few)), ...linesTogether(many)]
}

async function readOpenPairings(db: ReadDb, office: OwnDay): Promise<OpenPairing[]> {
  const pairings = sql<OpenPairing>`(select bucket, direct, pairing_id, address_id, currency,
      min(first_month) as first_month, max(last_month) as last_month, sum(missing) as missing,
      min(due) as due, max(due) as last_due
    from (${openInstalments(office)}) as open
    group by bucket, direct, pairing_id, address_id, currency)`
  return db.selectFrom(pairings.as('pairings')).selectAll().orderBy('due').orderBy('pairing_id').execute()
}

async function linesByPerson(db: ReadDb, rows: readonly OpenPairing[]): Promise<GroupedLine[]> {
  const names = await readNames(
    db,
    rows.map(({ pairing_id }) => pairing_id),
  )
  return rows
    .flatMap((row) => {
      const named = names.get(row.pairing_id)
      return named === undefined ? [] : [{ row, named }]
    })
    .sort((one, other) => compareKeys([one.row.due, one.named.sort_key], [other.row.due, other.named.sort_key]))
    .map(({ row, named }) => ({ group: row.bucket, line: lineForPairing(row, named) }))
}

async function readNames(db: ReadDb, pairingIds: string[]): Promise<Map<string, Names>> {
  if (pairingIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
    .select(['pairing.id', 'address.display_name as name', 'donor.name as donor', 'address.sort_key'])
    .where('pairing.id', 'in', pairingIds)
    .execute()
  return new Map(rows.map(({ id, ...names }) => [id, names]))
}

function linesTogether(rows: readonly OpenPairing[]): GroupedLine[] {
  const groups = Map.groupBy(rows, (row) => `${row.bucket} ${row.direct} ${row.currency}`)
  return [...groups.values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [{ group: first.bucket, line: lineForMany(first, own) }]
  })
}

function compareKeys(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((key, index) => key !== other[index])
  if (at < 0) return 0
  return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1
}

/**
 * What the pairing rules call due or late, as rows; a kỳ is looked at from the first day of its last month. Nearly all kỳ of
 * a book lie in the past: they are walked in the order of their ids, as what was given for them lies in its index, which takes
 * half the time of walking them by their day (so the day is kept from the planner's eyes).
 */
function openInstalments({ today, unitId }: OwnDay) {
  return sql`select work.*, ${bucketOf(today)} as bucket from (
    select instalment.id, instalment.pairing_id, pairing.address_id, instalment.currency,
      instalment.first_month, instalment.last_month, instalment.due_on as due,
      case pairing.channel when 'fund' then 0 else 1 end as direct,
      instalment.amount - coalesce((select sum(amount + goods_value) from delivery
        where delivery.instalment_id = instalment.id and delivery.owner_unit = instalment.owner_unit
          and delivery.currency = instalment.currency and delivery.deleted_at is null), 0) as missing
    from instalment join pairing on pairing.id = instalment.pairing_id
    where instalment.id > '' and instalment.owner_unit = ${unitId} and instalment.deleted_at is null and instalment.past is null and instalment.amount > 0
      and coalesce(instalment.due_on, '') <= ${worklistHorizon(today).month}
      and pairing.state <> 'intended' and pairing.deleted_at is null
  ) as work
  where work.missing > 0 and not exists (select 1 from round_line_instalment as listed
    join round_line on round_line.id = listed.round_line_id
    join round on round.id = round_line.round_id
    where listed.instalment_id = work.id and round_line.state = 'planned' and round_line.deleted_at is null
      and round.deleted_at is null and round.state not in ('confirmed', 'closed'))`
}

function kindOf(direct: number): WorkKind {
  return Number(direct) === 1 ? 'directDue' : 'instalmentDue'
}

function lineForPairing(row: OpenPairing, { name, donor }: Names): WorkLine {
  return {
    key: `${row.bucket}:${row.pairing_id}`,
    kind: kindOf(row.direct),
    name,
    detail: donor,
    count: 1,
    fromMonth: row.first_month,
    toMonth: row.last_month,
    amount: Number(row.missing),
    // Safe: contracts parse currencies on the way in.
    currency: row.currency as Currency,
    by: row.due,
    recordId: row.pairing_id,
    link: `/pairings/${row.pairing_id}`,
  }
}

/** `rows` come by their earliest day. */
function lineForMany(first: OpenPairing, rows: readonly OpenPairing[]): WorkLine {
  const kind = kindOf(first.direct)
  const latest =
    rows
      .map(({ last_due }) => last_due)
      .sort()
      .at(-1) ?? first.last_due
  const toMonth = latest.slice(0, 7)
  return {
    key: `${kind}:${first.bucket}:${first.currency}`,
    kind,
    name: null,
    detail: null,
    count: new Set(rows.map(({ address_id }) => address_id)).size,
    fromMonth: first.due.slice(0, 7),
    toMonth,
    amount: rows.reduce((sum, { missing }) => sum + Number(missing), 0),
    // Safe: as above.
    currency: first.currency as Currency,
    by: first.due,
    recordId: null,
    link: kind === 'directDue' ? '/pairings' : `/rounds/new?month=${toMonth}`,
  }
}
