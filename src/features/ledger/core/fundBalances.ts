import { sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { reserveChangeSeq } from '../../../db/recordWriter.ts'
import { aboveReceived, type FundBalance } from '../common/rules.ts'

/**
 * A purse of the fund: the money of one pairing (in the pairing's currency), of one house or of one free purpose in one
 * currency. From a house's purse its parts are paid; to addresses nothing is delivered from it.
 */
export type Purse =
  | { pairingId: string }
  | { purpose: string; currency: string }
  | { houseId: string; currency: string }
/** Minor units by purse. */
export type PurseAmounts = Map<string, { purse: Purse; amount: number }>

/** Adds an amount to a purse. */
export function addToPurse(amounts: PurseAmounts, purse: Purse, amount: number): void {
  const key = purseKey(purse)
  amounts.set(key, { purse, amount: (amounts.get(key)?.amount ?? 0) + amount })
}

/**
 * Money is decided one transaction at a time: what follows reads sums that nobody else changes before the commit. Taken by
 * every write that numbers a receipt or compares delivered with received.
 */
export async function takeMoneyLock(db: WriteDb): Promise<void> {
  await reserveChangeSeq(db, 0)
}

export interface Excess {
  /** What pairings' purses lack: may be lent with a reason. */
  above: number
  /** What free purposes and houses lack: never spent. */
  purposeAbove: number
}

/**
 * What taking `planned` out of its purses would exceed the money in them by, summed over the purses that exceed; 0 when all
 * is covered. Cash and value of goods count alike.
 */
export async function excessOf(
  db: ReadDb | WriteDb,
  { planned, unitId }: { planned: PurseAmounts; unitId: string },
): Promise<Excess> {
  const purses = [...planned.values()].map(({ purse }) => purse)
  const balances = await readFundBalances(db, { purses, unitId })
  const excess = { above: 0, purposeAbove: 0 }
  for (const [key, { purse, amount }] of planned) {
    const above = aboveReceived(balances.get(key) ?? EMPTY, amount)
    if ('pairingId' in purse) excess.above += above
    else excess.purposeAbove += above
  }
  return excess
}

const EMPTY: FundBalance = { received: 0, delivered: 0 }

export function purseKey(purse: Purse): string {
  if ('pairingId' in purse) return `pairing:${purse.pairingId}`
  if ('houseId' in purse) return `house:${purse.currency}:${purse.houseId}`
  return `purpose:${purse.currency}:${purse.purpose}`
}

/**
 * Received and delivered by purse key, of this office's own books: a province also holds the rows its branches reported.
 * What was paid for the work on a house is delivered. Money given back, transferred or moved to another purse counts as not received. Purses without any movement are left out.
 */
export async function readFundBalances(
  db: ReadDb | WriteDb,
  { purses, unitId }: { purses: readonly Purse[]; unitId: string },
): Promise<Map<string, FundBalance>> {
  const balances = new Map<string, FundBalance>()
  for (const column of ['pairing_id', 'house_id', 'purpose'] as const) {
    const keys = keysOf(purses, column)
    if (keys.length === 0) continue
    for (const { key, side, currency, amount } of await readMovements(db, { column, keys, unitId })) {
      const name = movementKey(column, key, currency)
      const balance = balances.get(name) ?? { ...EMPTY }
      balance[side] += Number(amount)
      balances.set(name, balance)
    }
  }
  return balances
}

type PurseColumn = 'pairing_id' | 'house_id' | 'purpose'

function keysOf(purses: readonly Purse[], column: PurseColumn): string[] {
  return [
    ...new Set(
      purses.flatMap((purse) => {
        if (column === 'pairing_id') return 'pairingId' in purse ? [purse.pairingId] : []
        if (column === 'house_id') return 'houseId' in purse ? [purse.houseId] : []
        return 'purpose' in purse ? [purse.purpose] : []
      }),
    ),
  ]
}

function movementKey(column: PurseColumn, key: string, currency: string): string {
  if (column === 'pairing_id') return purseKey({ pairingId: key })
  return purseKey(column === 'house_id' ? { houseId: key, currency } : { purpose: key, currency })
}

interface Movement {
  key: string
  currency: string
  side: keyof FundBalance
  /** Came to or left the purse by a payout, not from a payer. */
  byPayout: boolean
  amount: number
}

/** Sums of allocations, payouts and deliveries of some purses of one sort. */
export async function readMovements(
  db: ReadDb | WriteDb,
  { column, keys, unitId }: { column: PurseColumn; keys: readonly string[]; unitId: string },
): Promise<Movement[]> {
  const received = await receivedRows(db, { column, keys, unitId })
  const paidOut = await payoutRows(db, { column, keys, unitId })
  const movedIn = await payoutRows(db, { column: `to_${column}`, keys, unitId })
  const delivered =
    column === 'house_id'
      ? await payoutRows(db, { column, keys, unitId, work: true })
      : await deliveredRows(db, { column, keys, unitId })
  const as =
    (side: keyof FundBalance, { sign = 1, byPayout = false } = {}) =>
    (row: Sum) => ({
      key: row.key ?? '',
      currency: row.currency,
      side,
      byPayout,
      amount: sign * Number(row.amount),
    })
  return [
    ...received.map(as('received')),
    ...paidOut.map(as('received', { sign: -1, byPayout: true })),
    ...movedIn.map(as('received', { byPayout: true })),
    ...delivered.map(as('delivered')),
  ]
}

interface OwnKeys<Column> {
  column: Column
  keys: readonly string[]
  unitId: string
}

interface Sum {
  key: string | null
  currency: string
  amount: number
}

function receivedRows(db: ReadDb | WriteDb, { column, keys, unitId }: OwnKeys<PurseColumn>): Promise<Sum[]> {
  let query = db
    .selectFrom('allocation')
    .select([`${column} as key`, 'currency', sql<number>`sum(amount)`.as('amount')])
    .where('owner_unit', '=', unitId)
    .where(column, 'in', [...keys])
    .where('deleted_at', 'is', null)
    .groupBy([column, 'currency'])
  if (column === 'purpose') query = query.where('pairing_id', 'is', null).where('house_id', 'is', null)
  return query.execute()
}

/** What left or came to purses, or (`work`) what the work on houses was paid. */
function payoutRows(
  db: ReadDb | WriteDb,
  { column, keys, unitId, work = false }: OwnKeys<PurseColumn | `to_${PurseColumn}`> & { work?: boolean },
): Promise<Sum[]> {
  return db
    .selectFrom('payout')
    .select([`${column} as key`, 'currency', sql<number>`sum(amount)`.as('amount')])
    .where('owner_unit', '=', unitId)
    .where('kind', work ? '=' : '<>', 'house')
    .where(column, 'in', [...keys])
    .where('deleted_at', 'is', null)
    .groupBy([column, 'currency'])
    .execute()
}

function deliveredRows(
  db: ReadDb | WriteDb,
  { column, keys, unitId }: OwnKeys<'pairing_id' | 'purpose'>,
): Promise<Sum[]> {
  return db
    .selectFrom('delivery')
    .select([`${column} as key`, 'currency', sql<number>`sum(amount + goods_value)`.as('amount')])
    .where('owner_unit', '=', unitId)
    .where(column, 'in', [...keys])
    .where('channel', '=', 'fund')
    .where('deleted_at', 'is', null)
    .groupBy([column, 'currency'])
    .execute()
}
