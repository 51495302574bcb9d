import { sql } from 'kysely'
import type { Currency } from '../../../base/common/money.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { METHODS, SuggestedAllocation } from '../common/receiptSchemas.ts'
import { type FundedPairing, MONEY_FORMS, monthsPerInstalment, spreadOverPairings } from '../common/rules.ts'
import { readFundBalances } from './fundBalances.ts'

interface Received {
  donorId: string
  amount: number
  currency: Currency
  method: (typeof METHODS)[number]
  unitId: string
}

/** Spreads an amount over the sponsor's active pairings of our fund, in the order of the address list; goods over those not promised in money. */
export async function suggestAllocations(
  db: ReadDb | WriteDb,
  { amount, unitId, ...received }: Received,
): Promise<{ lines: SuggestedAllocation[]; rest: number }> {
  const pairings = await readPairings(db, { ...received, unitId })
  const purses = pairings.map(({ pairingId }) => ({ pairingId }))
  const balances = await readFundBalances(db, { purses, unitId })
  const instalments = await readInstalments(
    db,
    pairings.map(({ pairingId }) => pairingId),
  )
  const funded: FundedPairing[] = pairings.map((pairing) => ({
    pairingId: pairing.pairingId,
    amount: pairing.amount,
    monthsPerInstalment: monthsPerInstalment(pairing.frequency),
    lastMonth: pairing.lastMonth,
    instalments: instalments.get(pairing.pairingId) ?? [],
    received: balances.get(`pairing:${pairing.pairingId}`)?.received ?? 0,
  }))
  const { shares, rest } = spreadOverPairings(funded, amount)
  const lines = pairings.flatMap(({ pairingId, addressId, addressName, villageName }) => {
    const share = shares.find((each) => each.pairingId === pairingId)
    return share === undefined ? [] : [{ ...share, addressId, addressName, villageName }]
  })
  return { lines, rest }
}

async function readPairings(db: ReadDb | WriteDb, { donorId, currency, method, unitId }: Omit<Received, 'amount'>) {
  return db
    .selectFrom('pairing')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'pairing.id as pairingId',
      'pairing.amount',
      'pairing.frequency',
      'pairing.last_month as lastMonth',
      'address.id as addressId',
      'address.display_name as addressName',
      'village.name as villageName',
    ])
    .where('pairing.donor_id', 'in', withMerged('donor', donorId))
    .where('pairing.owner_unit', '=', unitId)
    .where('pairing.state', '=', 'active')
    .where('pairing.channel', '=', 'fund')
    .where('pairing.currency', '=', currency)
    .where('pairing.deleted_at', 'is', null)
    .$if(method === 'goods', (query) => query.where('pairing.help_form', 'not in', [...MONEY_FORMS]))
    .orderBy('address.sort_key')
    .orderBy('pairing.id')
    .execute()
}

/** Kỳ the fund pays, less what went directly; those of before take-over ask for nothing. */
async function readInstalments(
  db: ReadDb | WriteDb,
  pairingIds: string[],
): Promise<Map<string, FundedPairing['instalments']>> {
  if (pairingIds.length === 0) return new Map()
  const direct = sql<number>`coalesce((select sum(delivery.amount + delivery.goods_value) from delivery
    where delivery.instalment_id = instalment.id and delivery.owner_unit = instalment.owner_unit
      and delivery.currency = instalment.currency and delivery.channel <> 'fund' and delivery.deleted_at is null), 0)`
  const rows = await db
    .selectFrom('instalment')
    .select(['pairing_id', 'first_month as firstMonth', 'last_month as lastMonth', 'amount', direct.as('direct')])
    .where('pairing_id', 'in', pairingIds)
    .where('deleted_at', 'is', null)
    .where('past', 'is', null)
    .orderBy('first_month')
    .execute()
  const byPairing = Map.groupBy(rows, (row) => row.pairing_id)
  return new Map(
    [...byPairing].map(([id, plan]) => [
      id,
      plan.map(({ firstMonth, lastMonth, amount, direct: given }) => ({
        firstMonth,
        lastMonth,
        amount: Math.max(0, amount - Number(given)),
      })),
    ]),
  )
}
