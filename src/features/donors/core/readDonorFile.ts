import { sql } from 'kysely'
import type { Day } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import type { Currency } from '../../../base/common/money.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import type { ReadDb } from '../../../db/database.ts'
import { withMerged } from '../../../db/mergedInto.ts'
import type { DonorFile } from '../common/donorSchemas.ts'
import { readDonorRows } from './donorListRepo.ts'

/** The whole file of one donor: facts, pairings, what was received and what reached addresses. */
export async function readDonorFile(
  db: ReadDb,
  { id, unitId, today }: { id: string; unitId: string; today: Day },
): Promise<DonorFile> {
  const donor = await db.selectFrom('donor').selectAll().where('id', '=', id).executeTakeFirst()
  const [row] = await readDonorRows(db, { ids: [id], today })
  if (donor === undefined || row === undefined) refuse('donors.notFound')
  return {
    id,
    version: donor.version,
    ownUnit: donor.owner_unit === unitId,
    deleted: donor.deleted_at !== null,
    mergedInto: donor.merged_into,
    fields: {
      kind: donor.kind,
      name: donor.name,
      representative: donor.representative,
      phone: donor.phone,
      email: donor.email,
      place: donor.place,
      taxCode: donor.tax_code,
      anonymous: donor.anonymous === 1,
      note: donor.note,
    },
    activePairings: row.activePairings,
    monthlyAmount: row.monthlyAmount,
    pairings: await readPairings(db, id),
    received: await sumReceived(db, id),
    delivered: await sumDelivered(db, id),
  }
}

async function readPairings(db: ReadDb, donorId: string): Promise<DonorFile['pairings']> {
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .select([
      'pairing.id',
      'pairing.address_id as addressId',
      'address.display_name as addressName',
      'pairing.state',
      'pairing.amount',
      'pairing.currency',
      'pairing.frequency',
      'pairing.first_month as firstMonth',
      'pairing.last_month as lastMonth',
    ])
    .where('pairing.donor_id', 'in', withMerged('donor', donorId))
    .where('pairing.deleted_at', 'is', null)
    .orderBy('pairing.first_month', 'desc')
    .orderBy('pairing.id', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, currency: currencyOf(row.currency) }))
}

async function sumReceived(db: ReadDb, donorId: string): Promise<DonorFile['received']> {
  const rows = await db
    .selectFrom('receipt')
    .select(['currency', sql`sum(amount)`.as('amount')])
    .where('donor_id', 'in', withMerged('donor', donorId))
    .where('deleted_at', 'is', null)
    .groupBy('currency')
    .orderBy('currency', 'desc')
    .execute()
  return rows.map(({ currency, amount }) => ({ currency: currencyOf(currency), amount: Number(amount) }))
}

async function sumDelivered(db: ReadDb, donorId: string): Promise<DonorFile['delivered']> {
  const rows = await db
    .selectFrom('delivery')
    .select(['channel', 'currency', sql`sum(amount + goods_value)`.as('amount')])
    .where('donor_id', 'in', withMerged('donor', donorId))
    .where('deleted_at', 'is', null)
    .groupBy(['channel', 'currency'])
    .orderBy('channel')
    .orderBy('currency', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, currency: currencyOf(row.currency), amount: Number(row.amount) }))
}

/** Only known currencies are ever written. */
function currencyOf(code: string): Currency {
  return currencySchema.parse(code)
}
