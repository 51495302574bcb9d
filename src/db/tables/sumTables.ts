/**
 * Sums over rows that grow by the million, kept by `keepSums` in the transaction that changes the rows (docs/decisions/0033).
 * Nothing here is a record: no journal, no bundle, no history; all of it can be made anew from the rows.
 */

/** What one day's deliveries of one round (or of none), channel and currency come to; empty sums have no row. */
export interface DeliverySumTable {
  owner_unit: string
  on_day: string
  /** Empty where the deliveries stand on no list. */
  round_id: string
  channel: 'fund' | 'direct' | 'local'
  currency: string
  /** 1 for the rows that take deliveries back: their amounts are negative. */
  taken_back: number
  deliveries: number
  /** Different addresses among them. */
  addresses: number
  amount: number
  goods_value: number
  /** Of these, neither taken back nor taking back; and of those, how many show each of the three rights. */
  standing: number
  place_shown: number
  person_shown: number
  time_shown: number
}

/** Days whose sums are to be made anew before the transaction ends; always empty between transactions. */
export interface DeliverySumDueTable {
  owner_unit: string
  on_day: string
}

/** Kỳ that are not fully given, with what is missing: what a worklist walks. Left out: what the old register settled. */
export interface OpenInstalmentTable {
  owner_unit: string
  due_on: string
  instalment_id: string
  pairing_id: string
  first_month: string
  last_month: string
  currency: string
  /** Minor units, above 0. */
  missing: number
}

/** Kỳ to be looked at anew before the transaction ends; always empty between transactions. */
export interface OpenInstalmentDueTable {
  instalment_id: string
}

/** The day of the first step of each address that stands for itself (not deleted, not merged away): when its file was opened. */
export interface OpenedAddressTable {
  owner_unit: string
  on_day: string
  address_id: string
}

/** Addresses to be looked at anew before the transaction ends; always empty between transactions. */
export interface OpenedAddressDueTable {
  address_id: string
}
