import { sql } from 'kysely'
import type { Currency } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import { worklistHorizon } from '../common/rules.ts'
import type { WorkGroup, WorkKind, WorkLine } from '../common/worklistSchemas.ts'
import { bucketOf, type GroupedLine, MOST_SINGLE_LINES } from './workRow.ts'

interface TogetherRow {
  bucket: WorkGroup
  direct: number
  from_month: string
  to_month: string
  currency: string
  people: number
  missing: number
  due: string
}

interface PairingRow {
  bucket: WorkGroup
  direct: number
  pairing_id: string
  name: string
  donor: string
  first_month: string
  last_month: string
  currency: string
  missing: number
  due: string
  total: number
}

/** The office whose work it is, and its day. */
export interface OwnDay {
  today: string
  unitId: string
}

/**
 * Kỳ of active pairings still to be handed over: by person where few people are concerned, together where many are: one
 * distribution round takes them all. Left out
 * are kỳ that stand on the list of an open round, and what the old register called delivered or unknown.
 */
export async function readDueInstalments(db: ReadDb, office: OwnDay): Promise<GroupedLine[]> {
  const people = await readByPairing(db, office)
  const few = people.filter((row) => Number(row.total) <= MOST_SINGLE_LINES)
  const single = few.map((row) => ({ group: row.bucket, line: lineForPairing(row) }))
  const groups = people.length === few.length ? [] : await readTogether(db, office)
  const many = groups.filter((group) => !few.some((row) => row.bucket === group.bucket && row.direct === group.direct))
  return [...single, ...many.map((row) => ({ group: row.bucket, line: lineForMany(row) }))]
}

async function readByPairing(db: ReadDb, office: OwnDay): Promise<PairingRow[]> {
  const placed = sql<PairingRow & { place: number }>`(select pairings.*,
      count(*) over (partition by bucket, direct) as total,
      row_number() over (partition by bucket, direct order by due, pairing_id) as place
    from (select bucket, direct, pairing_id, address_id, donor_id, currency, min(first_month) as first_month,
        max(last_month) as last_month, sum(missing) as missing, min(due) as due
      from (${openInstalments(office)}) as open
      group by bucket, direct, pairing_id, address_id, donor_id, currency) as pairings)`
  return db
    .selectFrom(placed.as('placed'))
    .innerJoin('address', (join) => join.on('address.id', '=', sql.ref('placed.address_id')))
    .innerJoin('donor', (join) => join.on('donor.id', '=', sql.ref('placed.donor_id')))
    .select([
      'bucket',
      'direct',
      'pairing_id',
      'address.display_name as name',
      'donor.name as donor',
      'first_month',
      'last_month',
      'currency',
      'missing',
      'due',
      'total',
    ])
    .where('placed.place', '<=', MOST_SINGLE_LINES)
    .orderBy('due')
    .orderBy('address.sort_key')
    .execute()
}

async function readTogether(db: ReadDb, office: OwnDay): Promise<TogetherRow[]> {
  const groups = sql<TogetherRow>`(select bucket, direct, currency, count(distinct address_id) as people,
      min(month) as from_month, max(month) as to_month, sum(missing) as missing, min(due) as due
    from (${openInstalments(office)}) as open group by bucket, direct, currency)`
  return db.selectFrom(groups.as('groups')).selectAll().orderBy('due').orderBy('direct').execute()
}

/** What the pairing rules call due or late, as rows; a kỳ is looked at from the first day of its last month. */
function openInstalments({ today, unitId }: OwnDay) {
  return sql`select work.*, ${bucketOf(today)} as bucket from (
    select instalment.id, instalment.pairing_id, pairing.address_id, pairing.donor_id, instalment.currency,
      instalment.first_month, instalment.last_month, instalment.due_on as due, substr(instalment.due_on, 1, 7) as month,
      case pairing.channel when 'fund' then 0 else 1 end as direct,
      instalment.amount - coalesce(given.given, 0) as missing
    from instalment join pairing on pairing.id = instalment.pairing_id
    left join (select instalment_id, currency, sum(amount + goods_value) as given from delivery
      where instalment_id is not null and owner_unit = ${unitId} and deleted_at is null
      group by instalment_id, currency) as given
      on given.instalment_id = instalment.id and given.currency = instalment.currency
    where instalment.owner_unit = ${unitId} and instalment.deleted_at is null and instalment.past is null and instalment.amount > 0
      and instalment.due_on <= ${worklistHorizon(today).month}
      and pairing.state = 'active' and pairing.deleted_at is null
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

function lineForPairing(row: PairingRow): WorkLine {
  return {
    key: `${row.bucket}:${row.pairing_id}`,
    kind: kindOf(row.direct),
    name: row.name,
    detail: row.donor,
    count: 1,
    fromMonth: row.first_month,
    toMonth: row.last_month,
    amount: Number(row.missing),
    // Safe: contracts parse currencies on the way in.
    currency: row.currency as Currency,
    by: row.due,
    link: `/pairings/${row.pairing_id}`,
  }
}

function lineForMany(row: TogetherRow): WorkLine {
  const kind = kindOf(row.direct)
  return {
    key: `${kind}:${row.bucket}:${row.currency}`,
    kind,
    name: null,
    detail: null,
    count: Number(row.people),
    fromMonth: row.from_month,
    toMonth: row.to_month,
    amount: Number(row.missing),
    // Safe: as above.
    currency: row.currency as Currency,
    by: row.due,
    link: kind === 'directDue' ? '/pairings' : `/rounds/new?month=${row.to_month}`,
  }
}
