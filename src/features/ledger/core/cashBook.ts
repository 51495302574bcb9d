import { type SqlBool, sql } from 'kysely'
import { CURRENCIES, type Currency } from '../../../base/common/money.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { CashBook, CashEntry, Period } from '../common/bookSchemas.ts'

type Movement = Omit<CashEntry, 'balance'> & { currency: string; order: string }

/**
 * The cash book of any period: what came into and left the fund in money, by day, with the balance before and after, each
 * currency for itself. Goods have their own papers and are no cash; what passed by the fund is not in it.
 */
export async function readCashBook(db: ReadDb, { from, to, unitId }: Period & { unitId: string }): Promise<CashBook[]> {
  const movements = [
    ...(await readReceipts(db, { from, to, unitId })),
    ...(await readRounds(db, { from, to, unitId })),
    ...(await readPayouts(db, { from, to, unitId })),
  ]
  const openings = await readOpenings(db, { before: from, unitId })
  const carried = await readCarried(db, { on: to, unitId })
  return CURRENCIES.flatMap((currency) => {
    const own = movements.filter((each) => each.currency === currency)
    const opening = openings.get(currency) ?? 0
    if (own.length === 0 && opening === 0) return []
    return [bookOf(own, { currency, opening, withVillages: carried.get(currency) ?? 0 })]
  })
}

function bookOf(
  movements: Movement[],
  { currency, opening, withVillages }: { currency: Currency; opening: number; withVillages: number },
): CashBook {
  // By bytes: the keys are days and padded numbers, and a whole year's book is sorted here.
  movements.sort((first, second) => (first.order < second.order ? -1 : 1))
  let balance = opening
  const entries = movements.map(({ currency: _currency, order: _order, ...entry }) => {
    balance += entry.in - entry.out
    return { ...entry, balance }
  })
  const sum = (side: 'in' | 'out') => entries.reduce((total, entry) => total + entry[side], 0)
  return { currency, opening, received: sum('in'), paid: sum('out'), closing: balance, withVillages, entries }
}

type Scope = Period & { unitId: string }

async function readReceipts(db: ReadDb, { from, to, unitId }: Scope): Promise<Movement[]> {
  const rows = await db
    .selectFrom('receipt')
    .select(['id', 'series', 'number', 'year', 'on_day', 'payer_name', 'purpose', 'amount', 'currency', 'reverses'])
    .where('owner_unit', '=', unitId)
    .where('method', '<>', 'goods')
    .where('on_day', '>=', from)
    .where('on_day', '<=', to)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    key: row.id,
    day: row.on_day,
    order: `${row.on_day} 1 ${row.series} ${String(row.number).padStart(9, '0')} ${row.reverses === null ? 0 : 1}`,
    kind: row.reverses === null ? 'receipt' : 'receiptVoid',
    voucher: `${row.series} ${row.number}/${row.year}`,
    who: row.payer_name,
    purpose: row.purpose,
    people: null,
    // A void takes the receipt's money out again on the day it was made void.
    in: Math.max(0, row.amount),
    out: Math.max(0, -row.amount),
    currency: row.currency,
    roundId: null,
    receiptId: row.reverses ?? row.id,
  }))
}

/** What a round handed out on a day is one line, as its signature list is one paper; what was taken back is another. */
async function readRounds(db: ReadDb, { from, to, unitId }: Scope): Promise<Movement[]> {
  const rows = await db
    .selectFrom('delivery_sum as handed')
    .leftJoin('round', 'round.id', 'handed.round_id')
    .select(['handed.on_day as day', 'round.id as roundId', 'round.name', 'handed.currency', 'handed.amount'])
    .select(['handed.taken_back as back', 'handed.addresses as people'])
    .where('handed.owner_unit', '=', unitId)
    .where('handed.on_day', '>=', from)
    .where('handed.on_day', '<=', to)
    .where('handed.channel', '=', 'fund')
    .where('handed.amount', '<>', 0)
    .execute()
  return rows.map((row) => ({
    key: `${row.day} ${row.roundId} ${row.currency} ${row.back}`,
    day: row.day,
    order: `${row.day} 2 ${row.name ?? ''} ${row.roundId} ${row.back}`,
    kind: Number(row.back) === 1 ? 'roundReversal' : 'round',
    voucher: row.name ?? '',
    who: null,
    purpose: null,
    people: Number(row.people),
    in: Math.max(0, -Number(row.amount)),
    out: Math.max(0, Number(row.amount)),
    currency: row.currency,
    roundId: row.roundId,
    receiptId: null,
  }))
}

/** Moves stay in the fund; refunds, transfers and what a house is paid leave it. */
async function readPayouts(db: ReadDb, { from, to, unitId }: Scope): Promise<Movement[]> {
  const rows = await db
    .selectFrom('payout')
    .selectAll()
    .where('owner_unit', '=', unitId)
    .where('kind', '<>', 'move')
    .where('on_day', '>=', from)
    .where('on_day', '<=', to)
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map((row) => ({
    key: row.id,
    day: row.on_day,
    order: `${row.on_day} 3 ${row.series} ${String(row.number).padStart(9, '0')} ${row.reverses === null ? 0 : 1}`,
    kind: row.reverses !== null ? 'payoutVoid' : row.kind === 'move' ? 'transfer' : row.kind,
    voucher: `${row.series} ${row.number}/${row.year}`,
    who: row.payee_name,
    purpose: row.note,
    people: null,
    in: Math.max(0, -row.amount),
    out: Math.max(0, row.amount),
    currency: row.currency,
    roundId: null,
    receiptId: null,
  }))
}

/** The balance of each currency before a day: what came in less what went out, of the rows the book is made of. */
async function readOpenings(
  db: ReadDb,
  { before, unitId }: { before: string; unitId: string },
): Promise<Map<string, number>> {
  const received = db.selectFrom('receipt').select(['currency', 'amount']).where('method', '<>', 'goods')
  const handed = db
    .selectFrom('delivery_sum')
    .select(['currency', MINUS.as('amount')])
    .where('channel', '=', 'fund')
    .where((where) => where.and(ownBefore(unitId, before)))
  const paid = db
    .selectFrom('payout')
    .select(['currency', MINUS.as('amount')])
    .where('kind', '<>', 'move')
  const moved = received
    .where((where) => where.and([...ownBefore(unitId, before), NOT_DELETED]))
    .unionAll(handed)
    .unionAll(paid.where((where) => where.and([...ownBefore(unitId, before), NOT_DELETED])))
  const rows = await db
    .selectFrom(moved.as('moved'))
    .select(['currency', sql<number>`sum(amount)`.as('amount')])
    .groupBy('currency')
    .execute()
  return new Map(rows.map(({ currency, amount }) => [currency, Number(amount)]))
}

const MINUS = sql<number>`-amount`

function ownBefore(unitId: string, before: string) {
  return [sql<SqlBool>`owner_unit = ${unitId}`, sql<SqlBool>`on_day < ${before}`]
}

const NOT_DELETED = sql<SqlBool>`deleted_at is null`

/** Cash that village heads carried on a day, less what their people had signed for by then. */
async function readCarried(db: ReadDb, { on, unitId }: { on: string; unitId: string }): Promise<Map<string, number>> {
  const signed = sql<number>`coalesce((select sum(delivery.amount) from delivery
    join round_line on round_line.id = delivery.round_line_id
    where round_line.round_id = advance.round_id and delivery.on_day <= ${on} and delivery.deleted_at is null
    and delivery.owner_unit = advance.owner_unit
    and coalesce(round_line.village_id, '') = coalesce(advance.village_id, '')), 0)`
  const rows = await db
    .selectFrom('advance')
    .select(['currency', sql<number>`amount - ${signed}`.as('left')])
    .where('owner_unit', '=', unitId)
    .where('given_on', '<=', on)
    .where((where) => where.or([where('settled_on', 'is', null), where('settled_on', '>', on)]))
    .where('deleted_at', 'is', null)
    .execute()
  const carried = new Map<string, number>()
  for (const { currency, left } of rows) {
    carried.set(currency, (carried.get(currency) ?? 0) + Math.max(0, Number(left)))
  }
  return carried
}
