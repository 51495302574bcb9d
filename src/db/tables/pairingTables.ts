import type { OwnedColumns } from './ownedColumns.ts'

export interface DonorTable extends OwnedColumns {
  kind: 'person' | 'organisation' | 'business' | 'collective'
  name: string
  representative: string | null
  phone: string | null
  email: string | null
  place: string | null
  tax_code: string | null
  anonymous: number
  note: string | null
  import_id: string | null
  merged_into: string | null
  search: string
  sort_key: string
}

export type Channel = 'fund' | 'direct' | 'local'

export type PairingState = 'intended' | 'active' | 'suspended' | 'ended'

/** A sponsor takes on an address for a period. Owned by the owner of the address. */
export interface PairingTable extends OwnedColumns {
  address_id: string
  donor_id: string
  state: PairingState
  channel: Channel
  help_form: string
  amount: number
  currency: string
  frequency: 'monthly' | 'quarterly' | 'halfYearly' | 'yearly' | 'once'
  first_month: string
  /** Inclusive; null = open-ended. */
  last_month: string | null
  /** What the old register said of the months before take-over. */
  past: 'delivered' | 'unknown' | 'owed' | null
  ended_on: string | null
  end_reason: string | null
  /** The pairing whose help this one carries on with another sponsor, without a gap. */
  replaces: string | null
  note: string | null
  import_id: string | null
}

/** One change of a pairing's state, with the day it takes effect; before its first step it was `from_state`. */
export interface PairingStepTable extends OwnedColumns {
  pairing_id: string
  from_state: PairingState
  state: PairingState
  on_day: string
  reason: string | null
}

/** An address kept for somebody until a day, so that it is not promised twice. */
export interface AddressHoldTable extends OwnedColumns {
  address_id: string
  /** The sponsor it is kept for; null when only a name is known. */
  donor_id: string | null
  /** Who keeps it: the sponsor, or the colleague who is asking one. */
  holder_name: string
  held_on: string
  /** Inclusive. */
  until_day: string
  released_on: string | null
  note: string | null
}

/** One kỳ hỗ trợ of a pairing. Its state (paid, part, due …) is derived from deliveries. */
export interface InstalmentTable extends OwnedColumns {
  pairing_id: string
  first_month: string
  last_month: string
  due_on: string
  amount: number
  currency: string
  /** Taken over from the old register: delivered before we kept books, or nobody knows. */
  past: 'delivered' | 'unknown' | null
}
