import type { Durability } from './addressFileTables.ts'
import type { OwnedColumns } from './ownedColumns.ts'
import type { Channel } from './pairingTables.ts'

export type MoneySource = 'own' | 'fromAbove' | 'otherUnit'

/** Money or goods received into the office's books (channel fund only). Append-only: corrected by reversal. */
export interface ReceiptTable extends OwnedColumns {
  series: string
  year: number
  /** Without gaps within series and year; a void keeps its number, and its reversal row repeats it. */
  number: number
  on_day: string
  donor_id: string | null
  payer_name: string
  amount: number
  currency: string
  method: 'cash' | 'transfer' | 'goods'
  source: MoneySource
  counterpart_unit: string | null
  purpose: string | null
  /** The receipt this one reverses. */
  reverses: string | null
  reason: string | null
  /** How often the paper was printed: a second print says so. */
  prints: number
  search: string
}

/** What a receipt is for: one line per family, house or free purpose; the lines sum to the receipt. */
export interface AllocationTable extends OwnedColumns {
  receipt_id: string
  pairing_id: string | null
  house_id: string | null
  purpose: string | null
  /** The months the sponsor pays for, as the receipt says them; the kỳ themselves are paid by deliveries. */
  first_month: string | null
  last_month: string | null
  amount: number
  currency: string
  reverses: string | null
}

export type RoundState = 'draft' | 'printed' | 'handedToVillage' | 'confirmed' | 'closed'

/** Đợt trao: one distribution day with its list. */
export interface RoundTable extends OwnedColumns {
  name: string
  on_day: string
  place: string | null
  /** The free purpose that pays what no pairing pays (Tết gifts, relief). */
  purpose: string | null
  state: RoundState
  printed_at: string | null
  /** Everything a round hands over is in one currency; null = dong. */
  currency: string | null
  /** Why what was given differs from the list. */
  close_reason: string | null
  note: string | null
}

export type RoundLineState = 'planned' | 'received' | 'byProxy' | 'absent' | 'cancelled'

/** One signature line: one address, maybe several kỳ of several pairings. */
export interface RoundLineTable extends OwnedColumns {
  round_id: string
  address_id: string
  village_id: string | null
  amount: number
  currency: string
  goods: string | null
  goods_quantity: number | null
  goods_unit: string | null
  /** Value of the goods, minor units; not part of `amount`. */
  goods_value: number
  state: RoundLineState
  proxy_name: string | null
  proxy_relation: string | null
  reason: string | null
}

/** Which kỳ a line pays, and how much of each. */
export interface RoundLineInstalmentTable {
  round_line_id: string
  instalment_id: string
  pairing_id: string
  amount: number
}

/** Cash carried by a village head: đã giao thôn, chờ ký. */
export interface AdvanceTable extends OwnedColumns {
  round_id: string
  village_id: string | null
  holder_name: string
  amount: number
  currency: string
  given_on: string
  due_on: string
  settled_on: string | null
  /** What the holder brought back for those who were absent. */
  returned: number
  /** Why returned + signed for differs from what was handed over. */
  settle_reason: string | null
}

/** Help that reached an address. Append-only: corrected by reversal. */
export interface DeliveryTable extends OwnedColumns {
  address_id: string
  pairing_id: string | null
  instalment_id: string | null
  round_line_id: string | null
  donor_id: string | null
  on_day: string
  channel: Channel
  source: MoneySource
  help_form: string
  /** Cash part, minor units. */
  amount: number
  currency: string
  goods_item: string | null
  goods_quantity: number | null
  goods_unit: string | null
  /** Value of the goods part, minor units. */
  goods_value: number
  /** The free purpose that paid it, when no pairing did. */
  purpose: string | null
  receiver: 'self' | 'proxy'
  proxy_name: string | null
  proxy_relation: string | null
  proof: 'signature' | 'fingerprint' | 'transferSlip' | 'photo' | 'witness' | 'none'
  /** Where it was handed over, in words; of a round line the round's place stands for it. */
  place: string | null
  note: string | null
  reverses: string | null
  reason: string | null
}

/**
 * Money that leaves a purse of the fund other than to an address: back to a sponsor (refund), to another unit (transfer), for
 * the work on a house (house), or to another purse of the same fund (move). Append-only: corrected by reversal.
 */
export interface PayoutTable extends OwnedColumns {
  kind: 'refund' | 'transfer' | 'move' | 'house'
  /** Phiếu chi (PC) for money that leaves, giấy điều chuyển (DC) for money that changes its purpose. */
  series: string
  year: number
  /** Without gaps within series and year; a void keeps its number, and its reversal row repeats it. */
  number: number
  on_day: string
  donor_id: string | null
  payee_name: string
  counterpart_unit: string | null
  amount: number
  currency: string
  method: 'cash' | 'transfer'
  /** The purse it leaves: exactly one of pairing, house, free purpose. */
  pairing_id: string | null
  house_id: string | null
  purpose: string | null
  /** Of a move: the purse it goes to. */
  to_pairing_id: string | null
  to_house_id: string | null
  to_purpose: string | null
  /** Of money for a house: the part of its money that is paid with this paper. */
  house_payment_id: string | null
  note: string | null
  reverses: string | null
  reason: string | null
}

export interface HouseTable extends OwnedColumns {
  address_id: string
  kind: 'new' | 'repair'
  programme: string | null
  stage: string
  budget: number
  currency: string
  area_m2: number | null
  outside_province: number
  started_on: string | null
  accepted_on: string | null
  handed_over_on: string | null
  /** The three structures before the work and as handed over ("3 cứng"). */
  floor_before: Durability | null
  frame_before: Durability | null
  roof_before: Durability | null
  floor_after: Durability | null
  frame_after: Durability | null
  roof_after: Durability | null
  /** Land and building permit, as checked. */
  permit_note: string | null
  note: string | null
}

export interface HouseFundingTable extends OwnedColumns {
  house_id: string
  donor_id: string | null
  funder_name: string
  kind: 'cash' | 'materials' | 'labourDays'
  /** Value in minor units. */
  amount: number
  currency: string
  /** For labour. */
  days: number | null
}
