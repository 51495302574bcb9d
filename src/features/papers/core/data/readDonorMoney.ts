import type { Currency } from '../../../../base/common/money.ts'
import { currencySchema } from '../../../../base/common/moneySchema.ts'
import type { PaperSource } from '../paperContents.ts'
import { readNameable } from './readNameable.ts'
import { readVocabulary } from './readWords.ts'

export interface OfDonor {
  /** The sponsor and whoever was merged into them. */
  donorIds: readonly string[]
  from: string
  to: string
}

/** Receipts of a sponsor in a period that stand; a void one and its reversal are left out. */
export async function readReceipts({ db, unitId }: PaperSource, { donorIds, from, to }: OfDonor) {
  const rows = await db
    .selectFrom('receipt')
    .leftJoin('receipt as reversal', (join) =>
      join.onRef('reversal.reverses', '=', 'receipt.id').on('reversal.deleted_at', 'is', null),
    )
    .select([
      'receipt.series',
      'receipt.number',
      'receipt.year',
      'receipt.on_day as onDay',
      'receipt.purpose',
      'receipt.amount',
      'receipt.currency',
    ])
    .where('receipt.donor_id', 'in', donorIds)
    .where('receipt.owner_unit', '=', unitId)
    .where('receipt.on_day', '>=', from)
    .where('receipt.on_day', '<=', to)
    .where('receipt.reverses', 'is', null)
    .where('receipt.deleted_at', 'is', null)
    .where('reversal.id', 'is', null)
    .orderBy('receipt.on_day')
    .orderBy('receipt.year')
    .orderBy('receipt.number')
    .orderBy('receipt.id')
    .execute()
  return rows.map(({ series, number, year, purpose, currency, ...row }) => ({
    ...row,
    receipt: `${series} ${number}/${year}`,
    purpose: purpose ?? '',
    currency: currencySchema.parse(currency),
  }))
}

export interface DonorPairing {
  addressId: string
  name: string
  birthDay: string | null
  village: string | null
  form: string
  channel: string
  channelName: string
  state: string
  amount: number
  currency: Currency
  frequency: 'monthly' | 'quarterly' | 'halfYearly' | 'yearly' | 'once'
  first: string
  last: string | null
  /** Whether the sponsor may be told who it is. */
  named: boolean
}

/** Whom a sponsor helps now or means to. */
export async function readDonorPairings(source: PaperSource, donorIds: readonly string[]): Promise<DonorPairing[]> {
  const { db, language, unitId } = source
  const form = await readVocabulary(db, { kind: 'helpForm', language })
  const channel = await readVocabulary(db, { kind: 'channel', language })
  const rows = await db
    .selectFrom('pairing')
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .leftJoin('person', 'person.id', 'address.person_id')
    .leftJoin('village', 'village.id', 'address.village_id')
    .select([
      'pairing.address_id as addressId',
      'address.display_name as name',
      'person.birth_day as birthDay',
      'village.name as village',
      'pairing.help_form as form',
      'pairing.channel',
      'pairing.state',
      'pairing.amount',
      'pairing.currency',
      'pairing.frequency',
      'pairing.first_month as first',
      'pairing.last_month as last',
    ])
    .where('pairing.donor_id', 'in', donorIds)
    .where('pairing.owner_unit', '=', unitId)
    .where('pairing.state', 'in', ['intended', 'active'])
    .where('pairing.deleted_at', 'is', null)
    .orderBy('address.sort_key')
    .orderBy('pairing.first_month')
    .orderBy('pairing.id')
    .execute()
  const nameable = await readNameable(
    source,
    rows.map((row) => row.addressId),
  )
  return rows.map((row) => ({
    ...row,
    currency: currencySchema.parse(row.currency),
    form: form(row.form),
    channelName: channel(row.channel),
    named: nameable.has(row.addressId),
  }))
}
