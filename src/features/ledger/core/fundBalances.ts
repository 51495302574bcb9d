import { sql } from 'kysely'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { reserveChangeSeq } from '../../../db/recordWriter.ts'
import { aboveReceived, type FundBalance } from '../common/rules.ts'

/** A purse of the fund: the money of one pairing, or of one free purpose. */
export type Purse = { pairingId: string } | { purpose: string }
/** Dong by purse. */
export type PurseAmounts = Map<string, { purse: Purse; amount: number }>

/** Adds dong to a purse. */
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
  received: number
  delivered: number
  above: number
}

/**
 * What handing out `planned` from its purses would exceed the money received by, in dong, summed over the purses that
 * exceed; `above` is 0 when all is covered. Cash and value of goods count alike.
 */
export async function excessOf(
  db: ReadDb | WriteDb,
  { planned, unitId }: { planned: PurseAmounts; unitId: string },
): Promise<Excess> {
  const purses = [...planned.values()].map(({ purse }) => purse)
  const balances = await readFundBalances(db, { purses, unitId })
  const total = { received: 0, delivered: 0, above: 0 }
  for (const [key, { amount }] of planned) {
    const balance = balances.get(key) ?? EMPTY
    const above = aboveReceived(balance, amount)
    if (above === 0) continue
    total.received += balance.received
    total.delivered += balance.delivered + amount
    total.above += above
  }
  return total
}

const EMPTY: FundBalance = { received: 0, delivered: 0 }

export function purseKey(purse: Purse): string {
  return 'pairingId' in purse ? `pairing:${purse.pairingId}` : `purpose:${purse.purpose}`
}

/**
 * Received and delivered by purse key, of this office's own books: a province also holds the rows its branches reported.
 * Purses without any movement are left out.
 */
export async function readFundBalances(
  db: ReadDb | WriteDb,
  { purses, unitId }: { purses: readonly Purse[]; unitId: string },
): Promise<Map<string, FundBalance>> {
  const pairingIds = purses.flatMap((purse) => ('pairingId' in purse ? [purse.pairingId] : []))
  const purposes = purses.flatMap((purse) => ('purpose' in purse ? [purse.purpose] : []))
  const balances = new Map<string, FundBalance>()
  const add = (key: string, side: keyof FundBalance, amount: number) => {
    const balance = balances.get(key) ?? { ...EMPTY }
    balance[side] += Number(amount)
    balances.set(key, balance)
  }
  const own = (keys: string[]): OwnKeys => ({ keys, unitId })
  for (const row of await receivedForPairings(db, own(pairingIds))) add(`pairing:${row.key}`, 'received', row.amount)
  for (const row of await deliveredForPairings(db, own(pairingIds))) add(`pairing:${row.key}`, 'delivered', row.amount)
  for (const row of await receivedForPurposes(db, own(purposes))) add(`purpose:${row.key}`, 'received', row.amount)
  for (const row of await deliveredForPurposes(db, own(purposes))) add(`purpose:${row.key}`, 'delivered', row.amount)
  return balances
}

interface OwnKeys {
  keys: string[]
  unitId: string
}

type Sum = { key: string | null; amount: number }

async function receivedForPairings(db: ReadDb | WriteDb, { keys, unitId }: OwnKeys): Promise<Sum[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('allocation')
    .select(['pairing_id as key', sql<number>`sum(amount)`.as('amount')])
    .where('owner_unit', '=', unitId)
    .where('pairing_id', 'in', keys)
    .where('deleted_at', 'is', null)
    .groupBy('pairing_id')
    .execute()
}

async function deliveredForPairings(db: ReadDb | WriteDb, { keys, unitId }: OwnKeys): Promise<Sum[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('delivery')
    .select(['pairing_id as key', sql<number>`sum(amount + goods_value)`.as('amount')])
    .where('owner_unit', '=', unitId)
    .where('pairing_id', 'in', keys)
    .where('channel', '=', 'fund')
    .where('deleted_at', 'is', null)
    .groupBy('pairing_id')
    .execute()
}

async function receivedForPurposes(db: ReadDb | WriteDb, { keys, unitId }: OwnKeys): Promise<Sum[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('allocation')
    .select(['purpose as key', sql<number>`sum(amount)`.as('amount')])
    .where('owner_unit', '=', unitId)
    .where('purpose', 'in', keys)
    .where('pairing_id', 'is', null)
    .where('house_id', 'is', null)
    .where('deleted_at', 'is', null)
    .groupBy('purpose')
    .execute()
}

async function deliveredForPurposes(db: ReadDb | WriteDb, { keys, unitId }: OwnKeys): Promise<Sum[]> {
  if (keys.length === 0) return []
  return db
    .selectFrom('delivery')
    .select(['purpose as key', sql<number>`sum(amount + goods_value)`.as('amount')])
    .where('owner_unit', '=', unitId)
    .where('purpose', 'in', keys)
    .where('channel', '=', 'fund')
    .where('deleted_at', 'is', null)
    .groupBy('purpose')
    .execute()
}
