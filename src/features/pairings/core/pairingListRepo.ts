import { type Expression, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import { type Day, type Month, monthOf } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import { isRunningIn, monthlyAmount } from '../../../db/monthlyAmount.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import type { PairingFilter, PairingPageInput, PairingRow } from '../common/pairingSchemas.ts'
import { isOverdue, remainderOf } from '../common/rules.ts'
import { currencyOf } from './currencyOf.ts'
import { readGivenInstalments } from './givenInstalments.ts'

type PairingQuery = SelectQueryBuilder<Tables, 'pairing' | 'address' | 'donor', object>

/** One page of the pairings. */
export async function listPairings(db: ReadDb, input: PairingPageInput, today: Day): Promise<PairingRow[]> {
  const narrowed = await narrow(db, input.filter, today)
  const direction = input.descending ? 'desc' : 'asc'
  const page = await narrowed(fromPairings(db))
    .select('pairing.id')
    .orderBy(SORTS[input.sort], (order) => (input.descending ? order.desc().nullsFirst() : order.asc().nullsLast()))
    .orderBy('pairing.id', direction)
    .limit(input.limit)
    .offset(input.offset)
    .execute()
  const ids = page.map(({ id }) => id)
  return readPairingRows(db, ids, today)
}

const SORTS = {
  address: 'address.sort_key',
  donor: 'donor.sort_key',
  firstMonth: 'pairing.first_month',
  lastMonth: 'pairing.last_month',
  amount: 'pairing.amount',
  state: 'pairing.state',
  newest: 'pairing.created_at',
} as const

async function readPairingRows(db: ReadDb, ids: string[], today: Day): Promise<PairingRow[]> {
  if (ids.length === 0) return []
  const rows = await fromPairings(db)
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'pairing.id',
      'pairing.version',
      'pairing.address_id as addressId',
      'address.display_name as addressName',
      'village.name as villageName',
      'pairing.donor_id as donorId',
      'donor.name as donorName',
      'donor.anonymous',
      'pairing.state',
      'pairing.channel',
      'pairing.help_form as helpForm',
      'pairing.amount',
      'pairing.currency',
      'pairing.frequency',
      'pairing.first_month as firstMonth',
      'pairing.last_month as lastMonth',
      isAboveNeed(monthOf(today)).as('above'),
    ])
    .where('pairing.id', 'in', ids)
    .execute()
  const progress = await readProgress(db, ids, today)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined) return []
    const { anonymous, above, ...shown } = row
    return [
      {
        ...shown,
        currency: currencyOf(row),
        donorAnonymous: anonymous === 1,
        aboveNeed: Number(above) === 1,
        ...(progress.get(id) ?? { delivered: 0, overdue: 0, nextDueOn: null }),
      },
    ]
  })
}

async function readProgress(db: ReadDb, ids: string[], today: Day) {
  const given = await db
    .selectFrom('delivery')
    .innerJoin('pairing', 'pairing.id', 'delivery.pairing_id')
    .select(['pairing_id', sql`sum(delivery.amount + delivery.goods_value)`.as('given')])
    .where('pairing_id', 'in', ids)
    .whereRef('delivery.currency', '=', 'pairing.currency')
    .whereRef('delivery.owner_unit', '=', 'pairing.owner_unit')
    .where('delivery.deleted_at', 'is', null)
    .groupBy('pairing_id')
    .execute()
  const delivered = new Map(given.map((row) => [row.pairing_id, Number(row.given)]))
  const instalments = await readGivenInstalments(db, { pairingIds: ids, beganBy: monthOf(today) })
  const coming = await readNextDue(db, ids, monthOf(today))
  return new Map(
    ids.map((id) => {
      const own = instalments.filter((each) => each.pairingId === id)
      const open = own.find((each) => remainderOf(each, each.delivered) > 0)
      return [
        id,
        {
          delivered: delivered.get(id) ?? 0,
          overdue: own.filter((each) => isOverdue(each, each.delivered, today)).length,
          nextDueOn: open?.dueOn ?? coming.get(id) ?? null,
        },
      ]
    }),
  )
}

/** The first due day after this month, for pairings that owe nothing until then. */
async function readNextDue(db: ReadDb, ids: string[], month: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('instalment')
    .select(['pairing_id', sql<string>`min(due_on)`.as('next')])
    .where('pairing_id', 'in', ids)
    .where('first_month', '>', month)
    .where('deleted_at', 'is', null)
    .groupBy('pairing_id')
    .execute()
  return new Map(rows.map((row) => [row.pairing_id, row.next]))
}

/** How many match, in which states, and dong per month of the active ones whose period is not over. */
export async function countPairings(
  db: ReadDb,
  { filter, today }: { filter: PairingFilter; today: Day },
): Promise<{ total: number; monthlyAmount: number; byState: Record<string, number> }> {
  const narrowed = await narrow(db, filter, today)
  const monthly = sql`sum(case when ${isRunningIn(monthOf(today))} then ${monthlyAmount()} else 0 end)`
  const states = await narrowed(fromPairings(db))
    .select(['pairing.state', sql`count(*)`.as('pairings'), monthly.as('monthly')])
    .groupBy('pairing.state')
    .execute()
  return {
    total: states.reduce((sum, row) => sum + Number(row.pairings), 0),
    monthlyAmount: Number(states.find((row) => row.state === 'active')?.monthly ?? 0),
    byState: Object.fromEntries(states.map((row) => [row.state, Number(row.pairings)])),
  }
}

/** `isPeriodOver` of the rules in SQL. */
function isOver(month: Month) {
  return sql<SqlBool>`pairing.state = 'active' and pairing.frequency <> 'once' and pairing.last_month <= ${month}`
}

/** 1 where the sponsors of the pairing's address together give more per month than it asks for. */
function isAboveNeed(month: Month) {
  return sql<number>`case when pairing.state in ('active', 'suspended') and address.monthly_need is not null
    and (select coalesce(sum(${monthlyAmount()}), 0) from pairing where pairing.address_id = address.id
      and pairing.owner_unit = address.owner_unit and pairing.state in ('active', 'suspended')
      and ${isRunningIn(month)} and pairing.deleted_at is null) > address.monthly_need then 1 else 0 end`
}

function fromPairings(db: ReadDb) {
  return db
    .selectFrom('pairing')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
}

/** The filter as a function over any query from pairings with their address and donor. */
async function narrow(db: ReadDb, filter: PairingFilter, today: Day): Promise<(query: PairingQuery) => PairingQuery> {
  const text = filter.search
  const ofAddress = text === undefined ? undefined : await searchCondition(db, { table: 'address', text })
  const ofDonor = text === undefined ? undefined : await searchCondition(db, { table: 'donor', text })
  const named =
    ofAddress === undefined || ofDonor === undefined ? undefined : sql<SqlBool>`(${ofAddress} or ${ofDonor})`
  const conditions = [...pairingConditions(filter, monthOf(today)), ...(named === undefined ? [] : [named])]
  return (query) =>
    conditions.reduce((narrowed, each) => narrowed.where(each), query.where('pairing.deleted_at', 'is', null))
}

function pairingConditions(filter: PairingFilter, month: Month): Expression<SqlBool>[] {
  const { states = [], donorId, addressId, over, aboveNeed } = filter
  const wanted: (Expression<SqlBool> | undefined)[] = [
    states.length === 0 ? undefined : sql<SqlBool>`pairing.state in (${sql.join(states)})`,
    donorId === undefined ? undefined : sql<SqlBool>`pairing.donor_id in ${withMerged('donor', donorId)}`,
    equals('pairing.address_id', addressId),
    equals('pairing.channel', filter.channel),
    equals('pairing.import_id', filter.importId),
    equals('donor.kind', filter.donorKind),
    equals('pairing.end_reason', filter.endReason),
    over === true ? isOver(month) : undefined,
    aboveNeed === true ? sql<SqlBool>`${isAboveNeed(month)} = 1` : undefined,
    filter.endedFrom === undefined ? undefined : sql<SqlBool>`pairing.ended_on >= ${filter.endedFrom}`,
    filter.endedTo === undefined ? undefined : sql<SqlBool>`pairing.ended_on <= ${filter.endedTo}`,
  ]
  return wanted.filter((each) => each !== undefined)
}

function equals(column: string, value: string | undefined): Expression<SqlBool> | undefined {
  return value === undefined ? undefined : sql<SqlBool>`${sql.ref(column)} = ${value}`
}
