import { sql } from 'kysely'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { PayoutKind, PayoutRow } from '../common/bookSchemas.ts'

export interface PayoutPage {
  kinds: readonly PayoutKind[]
  from?: string | undefined
  to?: string | undefined
  offset: number
  limit: number
  unitId: string
}

/** Refunds, transfers, payments for houses and moves of this office, the latest first; void ones stay in the list. */
export async function listPayouts(db: ReadDb, page: PayoutPage): Promise<{ rows: PayoutRow[]; total: number }> {
  let query = db
    .selectFrom('payout')
    .leftJoin('payout as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'payout.id').on('reversal.deleted_at', 'is', null),
    )
    .where('payout.owner_unit', '=', page.unitId)
    .where('payout.reverses', 'is', null)
    .where('payout.deleted_at', 'is', null)
  if (page.kinds.length > 0) query = query.where('payout.kind', 'in', [...page.kinds])
  if (page.from !== undefined) query = query.where('payout.on_day', '>=', page.from)
  if (page.to !== undefined) query = query.where('payout.on_day', '<=', page.to)
  const { total } = await query.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const rows = await query
    .select([
      'payout.id',
      'payout.kind',
      'payout.series',
      'payout.year',
      'payout.number',
      'payout.on_day as onDay',
      'payout.payee_name as payeeName',
      'payout.amount',
      'payout.currency',
      'payout.method',
      'payout.note',
      purseName('pairing_id', 'house_id', 'purpose').as('fromName'),
      purseName('to_pairing_id', 'to_house_id', 'to_purpose').as('toName'),
      'reversal.on_day as voidedOn',
      'reversal.reason as voidReason',
    ])
    .orderBy('payout.on_day', 'desc')
    .orderBy('payout.number', 'desc')
    .orderBy('payout.id')
    .offset(page.offset)
    .limit(page.limit)
    .execute()
  return {
    total: Number(total),
    rows: rows.map(({ voidedOn, voidReason, ...row }) => ({
      ...row,
      currency: currencySchema.parse(row.currency),
      voided: voidedOn === null ? null : { onDay: voidedOn, reason: voidReason ?? '' },
    })),
  }
}

/** The family of a pairing or house, or the purpose itself. */
function purseName(pairing: string, house: string, purpose: string) {
  const column = (name: string) => sql.ref(`payout.${name}`)
  return sql<string | null>`coalesce(${column(purpose)},
    (select address.display_name from pairing join address on address.id = pairing.address_id where pairing.id = ${column(pairing)}),
    (select address.display_name from house join address on address.id = house.address_id where house.id = ${column(house)}))`
}
