import { type SelectQueryBuilder, sql } from 'kysely'
import { type Day, monthOf } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { monthlyAmount } from '../../../db/monthlyAmount.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { Tables } from '../../../db/tables.ts'
import type { PairingFilter, PairingPageInput, PairingRow } from '../common/pairingSchemas.ts'
import { isOverdue, remainderOf } from '../common/rules.ts'
import { readGivenInstalments } from './givenInstalments.ts'
import { currencyOf } from './savePairing.ts'

type PairingQuery = SelectQueryBuilder<Tables, 'pairing' | 'address' | 'donor', object>

/** One page of the pairings. */
export async function listPairings(db: ReadDb, input: PairingPageInput, today: Day): Promise<PairingRow[]> {
  const narrowed = await narrow(db, input.filter)
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
    ])
    .where('pairing.id', 'in', ids)
    .execute()
  const progress = await readProgress(db, ids, today)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    if (row === undefined) return []
    const { anonymous, ...shown } = row
    return [
      {
        ...shown,
        currency: currencyOf(row),
        donorAnonymous: anonymous === 1,
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

/** How many match, in which states, and dong per month of the active ones. */
export async function countPairings(
  db: ReadDb,
  filter: PairingFilter,
): Promise<{ total: number; monthlyAmount: number; byState: Record<string, number> }> {
  const narrowed = await narrow(db, filter)
  const states = await narrowed(fromPairings(db))
    .select(['pairing.state', sql`count(*)`.as('pairings'), sql`sum(${monthlyAmount()})`.as('monthly')])
    .groupBy('pairing.state')
    .execute()
  return {
    total: states.reduce((sum, row) => sum + Number(row.pairings), 0),
    monthlyAmount: Number(states.find((row) => row.state === 'active')?.monthly ?? 0),
    byState: Object.fromEntries(states.map((row) => [row.state, Number(row.pairings)])),
  }
}

function fromPairings(db: ReadDb) {
  return db
    .selectFrom('pairing')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .innerJoin('donor', 'donor.id', 'pairing.donor_id')
}

/** The filter as a function over any query from pairings with their address and donor. */
async function narrow(db: ReadDb, filter: PairingFilter): Promise<(query: PairingQuery) => PairingQuery> {
  const { search: text, states, donorId, addressId, channel, importId } = filter
  const ofAddress = text === undefined ? undefined : await searchCondition(db, { table: 'address', text })
  const ofDonor = text === undefined ? undefined : await searchCondition(db, { table: 'donor', text })
  return (query) => {
    let narrowed = query.where('pairing.deleted_at', 'is', null)
    if (ofAddress !== undefined && ofDonor !== undefined)
      narrowed = narrowed.where((where) => where.or([ofAddress, ofDonor]))
    if (states !== undefined && states.length > 0) narrowed = narrowed.where('pairing.state', 'in', states)
    if (donorId !== undefined) narrowed = narrowed.where('pairing.donor_id', '=', donorId)
    if (addressId !== undefined) narrowed = narrowed.where('pairing.address_id', '=', addressId)
    if (channel !== undefined) narrowed = narrowed.where('pairing.channel', '=', channel)
    if (importId !== undefined) narrowed = narrowed.where('pairing.import_id', '=', importId)
    return narrowed
  }
}
