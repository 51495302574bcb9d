import { sql } from 'kysely'
import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { remainderOf } from '../../pairings/common/rules.ts'

/** A line is in the books while more of its deliveries were written than taken back. */
export const lineIsDelivered = sql<number>`(select coalesce(sum(case when delivery.reverses is null then 1 else -1 end), 0)
  from delivery where delivery.round_line_id = round_line.id
  and delivery.owner_unit = round_line.owner_unit and delivery.deleted_at is null)`

/** The commune of a row of `village`: two communes may have a village of one name. */
export const communeOfVillage = sql<string | null>`(select unit_name.name from unit_name
  where unit_name.unit_id = village.commune_id and unit_name.valid_to is null)`

/** What reached the address for this kỳ in its currency by the books of its own office: cash, value of goods, less reversals. */
export const deliveredOfInstalment = sql<number>`coalesce((select sum(delivery.amount + delivery.goods_value)
  from delivery where delivery.instalment_id = instalment.id and delivery.owner_unit = instalment.owner_unit
  and delivery.currency = instalment.currency and delivery.deleted_at is null), 0)`

/** Lines of other open rounds that already carry this kỳ. */
export const linesHoldingInstalment = sql<number>`(select count(*) from round_line_instalment as held
  join round_line on round_line.id = held.round_line_id
  where held.instalment_id = instalment.id and round_line.owner_unit = instalment.owner_unit and round_line.deleted_at is null
  and (round_line.state = 'planned' or (round_line.state = 'byProxy' and ${lineIsDelivered} <= 0)))`

export interface InstalmentFacts {
  instalmentId: string
  pairingId: string
  addressId: string
  donorId: string
  channel: 'fund' | 'direct' | 'local'
  currency: string
  helpForm: string
  remaining: number
  /** Planned on a list that is not answered yet. */
  held: boolean
}

/** What deciding about these kỳ needs, by id; `common.notFound` for one that is not this office's. */
export async function readInstalmentFacts(
  db: ReadDb | WriteDb,
  { ids, unitId }: { ids: readonly string[]; unitId: string },
): Promise<Map<string, InstalmentFacts>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('instalment')
    .innerJoin('pairing', 'pairing.id', 'instalment.pairing_id')
    .select([
      'instalment.id as instalmentId',
      'instalment.amount',
      'instalment.past',
      'pairing.id as pairingId',
      'pairing.address_id as addressId',
      'pairing.donor_id as donorId',
      'pairing.channel',
      'pairing.currency',
      'pairing.help_form as helpForm',
      deliveredOfInstalment.as('delivered'),
      linesHoldingInstalment.as('holding'),
    ])
    .where('instalment.id', 'in', ids)
    .where('instalment.owner_unit', '=', unitId)
    .where('instalment.deleted_at', 'is', null)
    .where('pairing.deleted_at', 'is', null)
    .execute()
  if (rows.length !== new Set(ids).size) refuse('common.notFound')
  return new Map(
    rows.map(({ amount, past, delivered, holding, ...facts }) => [
      facts.instalmentId,
      { ...facts, remaining: remainderOf({ amount, past }, Number(delivered)), held: Number(holding) > 0 },
    ]),
  )
}
