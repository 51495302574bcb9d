import { type SqlBool, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import { searchCondition } from '../../../db/searchFilter.ts'
import type { DonorKind } from '../../donors/common/donorSchemas.ts'
import type { OpenOffer } from '../common/matchingSchemas.ts'

export interface OfferQuery {
  addressId?: string | undefined
  search?: string | undefined
  kinds: readonly DonorKind[]
  /** What they usually give per kỳ, in dong, at least. */
  usualFrom?: number | undefined
  limit: number
  unitId: string
}

/** Donors, those who fit the address best first: they intend to help it, already help its village, its category, anyone. */
export async function listOpenOffers(
  db: ReadDb,
  { addressId, search: text, kinds, usualFrom, limit, unitId }: OfferQuery,
): Promise<OpenOffer[]> {
  const address = addressId === undefined ? undefined : await readAddress(db, addressId)
  const search = text === undefined ? undefined : await searchCondition(db, { table: 'donor', text })
  const active = activeOf(unitId)
  const fits = fitColumns(address, unitId)
  let query = db
    .selectFrom('donor')
    .select(['donor.id', 'donor.name', 'donor.kind', 'donor.place'])
    .select([
      fits.intended.as('intended'),
      fits.intendedId.as('intendedPairingId'),
      fits.sameVillage.as('sameVillage'),
      fits.sameCategory.as('sameCategory'),
      sql`(select count(*) from pairing where ${active})`.as('activePairings'),
    ])
    .where('donor.deleted_at', 'is', null)
    .where('donor.merged_into', 'is', null)
    .orderBy('intended', 'desc')
    .orderBy('sameVillage', 'desc')
    .orderBy('sameCategory', 'desc')
    .orderBy('donor.sort_key')
    .orderBy('donor.id')
    .limit(limit)
  if (search !== undefined) query = query.where(search)
  if (kinds.length > 0) query = query.where('donor.kind', 'in', [...kinds])
  if (usualFrom !== undefined) query = query.where(sql<SqlBool>`${usualAmountOf(unitId)} >= ${usualFrom}`)
  const rows = await query.execute()
  const donorIds = rows.map(({ id }) => id)
  const usual = await readUsual(db, { donorIds, unitId })
  return rows.map(({ id, intended: _count, ...row }) => ({
    ...row,
    donorId: id,
    activePairings: Number(row.activePairings),
    sameVillage: Number(row.sameVillage),
    sameCategory: Number(row.sameCategory),
    usualAmount: usual.get(id)?.amount ?? null,
    usualFrequency: usual.get(id)?.frequency ?? null,
  }))
}

interface FittedAddress {
  id: string
  village_id: string | null
  main_category: string
}

async function readAddress(db: ReadDb, id: string): Promise<FittedAddress | undefined> {
  return db.selectFrom('address').select(['id', 'village_id', 'main_category']).where('id', '=', id).executeTakeFirst()
}

/** By this office's own books: a province also holds the pairings its branches reported. */
function activeOf(unitId: string) {
  return sql<SqlBool>`pairing.donor_id = donor.id and pairing.state = 'active' and pairing.owner_unit = ${unitId}
    and pairing.deleted_at is null`
}

function intendedOf(unitId: string) {
  return sql<SqlBool>`pairing.donor_id = donor.id and pairing.state = 'intended' and pairing.owner_unit = ${unitId}
    and pairing.deleted_at is null`
}

/** The amount per kỳ of a donor's latest pairing in dong. */
function usualAmountOf(unitId: string) {
  return sql<number | null>`(select pairing.amount from pairing where pairing.donor_id = donor.id
    and pairing.owner_unit = ${unitId} and pairing.currency = 'VND' and pairing.deleted_at is null
    order by pairing.change_seq desc limit 1)`
}

/** Typed, so that PostgreSQL knows what kind of nothing it is. */
const NO_ID = sql<string | null>`cast(null as text)`

function fitColumns(address: FittedAddress | undefined, unitId: string) {
  if (address === undefined) return { intended: sql`0`, intendedId: NO_ID, sameVillage: sql`0`, sameCategory: sql`0` }
  const helped = (condition: ReturnType<typeof sql<SqlBool>>) =>
    sql`(select count(distinct other.id) from pairing join address as other on other.id = pairing.address_id
      where ${activeOf(unitId)} and other.id <> ${address.id} and ${condition})`
  return {
    intended: sql`(select count(*) from pairing where ${intendedOf(unitId)} and pairing.address_id = ${address.id})`,
    intendedId: sql<string | null>`(select min(pairing.id) from pairing
      where ${intendedOf(unitId)} and pairing.address_id = ${address.id})`,
    sameVillage: address.village_id === null ? sql`0` : helped(sql<SqlBool>`other.village_id = ${address.village_id}`),
    sameCategory: helped(sql<SqlBool>`other.main_category = ${address.main_category}`),
  }
}

/** Amount and rhythm of each donor's latest pairing in dong. */
async function readUsual(db: ReadDb, { donorIds, unitId }: { donorIds: string[]; unitId: string }) {
  if (donorIds.length === 0) return new Map<string, { amount: number; frequency: string }>()
  const rows = await db
    .selectFrom('pairing')
    .select(['donor_id', 'amount', 'frequency'])
    .where('donor_id', 'in', donorIds)
    .where('owner_unit', '=', unitId)
    .where('currency', '=', 'VND')
    .where('deleted_at', 'is', null)
    .orderBy('change_seq')
    .execute()
  return new Map(rows.map(({ donor_id, amount, frequency }) => [donor_id, { amount, frequency }]))
}
