import { sql } from 'kysely'
import type { Day } from '../../../base/common/day.ts'
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
  currency: string
  first_month: string
  last_month: string
  missing: number
  /** The earliest day, `YYYY-MM-DD`. */
  due: string
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
  const sums = await sumOpen(db, office)
  const groups = [...Map.groupBy(sums, (sum) => `${sum.bucket} ${sum.direct}`)]
  const isFew = (own: readonly OpenSum[]) =>
    own.reduce((count, { pairings }) => count + Number(pairings), 0) <= MOST_SINGLE_LINES
  const few = groups.filter(([, own]) => isFew(own))
  const many = groups.filter(([, own]) => !isFew(own)).flatMap(([, own]) => own)
  return [...(await linesByPerson(db, await readOpenPairings(db, office, few))), ...many.map(lineTogether)]
}

/** What is open in one group, one way and one currency. */
interface OpenSum {
  bucket: WorkGroup
  direct: number
  currency: string
  pairings: number
  addresses: number
  missing: number
  due: string
  last_due: string
}

async function sumOpen(db: ReadDb, office: OwnDay): Promise<OpenSum[]> {
  const sums = sql<OpenSum>`(select bucket, direct, currency, count(distinct pairing_id) as pairings,
      count(distinct address_id) as addresses, sum(missing) as missing, min(due) as due, max(due) as last_due
    from (${openInstalments(office)}) as open
    group by bucket, direct, currency)`
  return db.selectFrom(sums.as('sums')).selectAll().orderBy('due').orderBy('currency').execute()
}

/** Of the groups with few people, pairing by pairing; only their days are walked again. */
async function readOpenPairings(
  db: ReadDb,
  office: OwnDay,
  groups: readonly [group: string, sums: readonly OpenSum[]][],
): Promise<OpenPairing[]> {
  const days = groups.flatMap(([, sums]) => sums.flatMap((sum) => [sum.due, sum.last_due])).sort()
  const [from, to] = [days[0], days.at(-1)]
  if (from === undefined || to === undefined) return []
  const pairings = sql<OpenPairing>`(select bucket, direct, pairing_id, currency,
      min(first_month) as first_month, max(last_month) as last_month, sum(missing) as missing, min(due) as due
    from (${openInstalments(office, { from, to })}) as open
    where bucket || ' ' || direct in (${sql.join(groups.map(([group]) => group))})
    group by bucket, direct, pairing_id, currency)`
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

function compareKeys(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((key, index) => key !== other[index])
  if (at < 0) return 0
  return (one[at] ?? '') < (other[at] ?? '') ? -1 : 1
}

/**
 * What the pairing rules call due or late, as rows; a kỳ is looked at from the first day of its last month. Only the kỳ that are
 * still open are walked (`src/db/keepSums.ts`), in the order of their days. The few open rounds are walked first, which `cross join`
 * tells SQLite: it would begin with the lines of all rounds there ever were.
 */
function openInstalments(
  { today, unitId }: OwnDay,
  days: { from: Day; to: Day } = { from: '', to: worklistHorizon(today).month },
) {
  return sql`select work.*, ${bucketOf(today)} as bucket from (
    select open.instalment_id as id, open.pairing_id, pairing.address_id, open.currency, open.first_month, open.last_month,
      open.due_on as due, case pairing.channel when 'fund' then 0 else 1 end as direct, open.missing
    from open_instalment as open join pairing on pairing.id = open.pairing_id
    where open.owner_unit = ${unitId} and open.due_on >= ${days.from} and open.due_on <= ${days.to}
      and pairing.state <> 'intended' and pairing.deleted_at is null
  ) as work
  where work.id not in (select listed.instalment_id from round cross join round_line
    cross join round_line_instalment as listed
    where round_line.round_id = round.id and listed.round_line_id = round_line.id
      and round.state not in ('confirmed', 'closed') and round.deleted_at is null
      and round_line.state = 'planned' and round_line.deleted_at is null)`
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

function lineTogether(sum: OpenSum): GroupedLine {
  const kind = kindOf(sum.direct)
  const toMonth = sum.last_due.slice(0, 7)
  const line: WorkLine = {
    key: `${kind}:${sum.bucket}:${sum.currency}`,
    kind,
    name: null,
    detail: null,
    count: Number(sum.addresses),
    fromMonth: sum.due.slice(0, 7),
    toMonth,
    amount: Number(sum.missing),
    // Safe: as above.
    currency: sum.currency as Currency,
    by: sum.due,
    recordId: null,
    link: kind === 'directDue' ? '/pairings' : `/rounds/new?month=${toMonth}`,
  }
  return { group: sum.bucket, line }
}
