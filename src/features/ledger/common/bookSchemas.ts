import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../base/common/moneySchema.ts'

/** Any period, both days inclusive. */
export const periodSchema = z.object({ from: daySchema, to: daySchema })
export type Period = z.infer<typeof periodSchema>

/** A purse of the fund: the money of one pairing, one house or one free purpose. */
export const purseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pairing'), pairingId: z.string() }),
  z.object({ kind: z.literal('house'), houseId: z.string() }),
  z.object({ kind: z.literal('purpose'), purpose: z.string().trim().min(1).max(200) }),
])
export type PurseChoice = z.infer<typeof purseSchema>

export const PAYOUT_KINDS = ['refund', 'transfer', 'house', 'move'] as const
export type PayoutKind = (typeof PAYOUT_KINDS)[number]
export const PAYOUT_METHODS = ['cash', 'transfer'] as const

/** Money that leaves a purse other than to an address. */
export const newPayoutSchema = z.object({
  kind: z.enum(PAYOUT_KINDS),
  onDay: daySchema,
  amount: moneyAmountSchema.min(1),
  currency: currencySchema.default('VND'),
  method: z.enum(PAYOUT_METHODS).default('cash'),
  from: purseSchema,
  /** Of a move: the purse it goes to. */
  to: purseSchema.nullable().default(null),
  /** Of a refund: to whom. */
  donorId: z.string().nullable().default(null),
  /** Of money for a house: the part of its money it pays, whole. */
  housePaymentId: z.string().nullable().default(null),
  /** The donor's or the unit's name where it is empty, or whom the part is for. */
  payeeName: z.string().trim().max(200).default(''),
  /** Of a transfer: the unit it goes to. */
  counterpartUnitId: z.string().nullable().default(null),
  /** Why, in words; a move always needs it. */
  note: z.string().trim().max(1000).nullable().default(null),
})
export type NewPayout = z.infer<typeof newPayoutSchema>

export const payoutRowSchema = z.object({
  id: z.string(),
  kind: z.enum(PAYOUT_KINDS),
  series: z.string(),
  year: z.int(),
  number: z.int(),
  onDay: z.string(),
  payeeName: z.string(),
  amount: z.int(),
  currency: currencySchema,
  method: z.enum(PAYOUT_METHODS),
  /** The purses in words: the family, the family of the house, or the purpose. */
  fromName: z.string().nullable(),
  toName: z.string().nullable(),
  note: z.string().nullable(),
  voided: z.object({ onDay: z.string(), reason: z.string() }).nullable(),
})
export type PayoutRow = z.infer<typeof payoutRowSchema>

/** What a free purpose or a house received, gave out and still holds, in one currency. */
export const fundRowSchema = z.object({
  kind: z.enum(['house', 'purpose']),
  /** The house's id, or the purpose itself. */
  id: z.string(),
  name: z.string(),
  currency: currencySchema,
  received: z.int(),
  /** Moved here from other purses (positive), or given back, transferred and moved away (negative). */
  moved: z.int(),
  spent: z.int(),
  balance: z.int(),
})
export type FundRow = z.infer<typeof fundRowSchema>

export const CASH_KINDS = [
  'receipt',
  'receiptVoid',
  'round',
  'roundReversal',
  'refund',
  'transfer',
  'house',
  'payoutVoid',
] as const

/** One line of the cash book; what a round handed out on a day is one line. */
export const cashEntrySchema = z.object({
  key: z.string(),
  day: z.string(),
  kind: z.enum(CASH_KINDS),
  /** "PT 12/2026", or the round's name. */
  voucher: z.string(),
  /** The payer or payee; null for a round. */
  who: z.string().nullable(),
  purpose: z.string().nullable(),
  people: z.int().nullable(),
  in: z.int(),
  out: z.int(),
  balance: z.int(),
  /** Where it is opened. */
  roundId: z.string().nullable(),
  receiptId: z.string().nullable(),
})
export type CashEntry = z.infer<typeof cashEntrySchema>

/** The cash book of a period in one currency. */
export const cashBookSchema = z.object({
  currency: currencySchema,
  opening: z.int(),
  received: z.int(),
  paid: z.int(),
  closing: z.int(),
  /** Of the closing balance: cash that village heads carry and nobody has signed for yet. */
  withVillages: z.int(),
  entries: z.array(cashEntrySchema),
})
export type CashBook = z.infer<typeof cashBookSchema>

export const statementEntrySchema = z.object({
  key: z.string(),
  day: z.string(),
  kind: z.enum(['received', 'refunded', 'moved', 'handedOver', 'outside']),
  /** The paper's number, or the round. */
  voucher: z.string().nullable(),
  /** The family, the sponsor or the purpose. */
  who: z.string().nullable(),
  months: z.string().nullable(),
  channel: z.enum(['fund', 'direct', 'local']).nullable(),
  /** Cash; negative where it takes something back. */
  amount: z.int(),
  goods: z.string().nullable(),
  goodsValue: z.int(),
  /** Where it is opened. */
  roundId: z.string().nullable(),
  receiptId: z.string().nullable(),
})
export type StatementEntry = z.infer<typeof statementEntrySchema>

/** What a sponsor gave and what became of it, in one currency. */
export const donorStatementSchema = z.object({
  currency: currencySchema,
  /** In the fund for this sponsor's families before the period. */
  opening: z.int(),
  /** Received in the period, of which for families, houses and free purposes. */
  received: z.int(),
  forFamilies: z.int(),
  forHouses: z.int(),
  forPurposes: z.int(),
  /** Given back, or moved to (negative: from) another purse. */
  refunded: z.int(),
  /** Handed to the families from the fund: cash and value of goods. */
  handedOver: z.int(),
  /** opening + forFamilies − refunded from families − handedOver. */
  closing: z.int(),
  /** Given past our books: trao thẳng, qua xã, trường, thôn. */
  outside: z.int(),
  entries: z.array(statementEntrySchema),
})
export type DonorStatement = z.infer<typeof donorStatementSchema>

/** What reached an address, in one currency, channels apart. */
export const addressStatementSchema = z.object({
  currency: currencySchema,
  fund: z.int(),
  direct: z.int(),
  local: z.int(),
  goods: z.int(),
  total: z.int(),
  entries: z.array(statementEntrySchema),
})
export type AddressStatement = z.infer<typeof addressStatementSchema>

export const OVERDUE_SIDES = ['donor', 'address'] as const
export type OverdueSide = (typeof OVERDUE_SIDES)[number]

/** Whose names stand in the last column of the late ones. */
export const otherSide = (side: OverdueSide): OverdueSide => (side === 'donor' ? 'address' : 'donor')

/** What is late, for one sponsor or one address in one currency. */
export const overdueRowSchema = z.object({
  /** Of the donor or the address. */
  id: z.string(),
  name: z.string(),
  /** Of an address: its village; of a donor: phone or place. */
  detail: z.string().nullable(),
  currency: currencySchema,
  instalments: z.int(),
  amount: z.int(),
  /** The due day of the oldest. */
  since: z.string(),
  /** Whom it is for, or from whom: some names. */
  others: z.array(z.string()),
})
export type OverdueRow = z.infer<typeof overdueRowSchema>

/** A row of a batch as it is typed or pasted. */
export const batchRowSchema = z.object({
  onDay: daySchema,
  /** A donor of exactly this name, if there is one and only one, becomes the receipt's donor. */
  payerName: z.string().trim().min(1).max(200),
  amount: moneyAmountSchema.min(1),
  method: z.enum(['cash', 'transfer', 'goods']).default('cash'),
  /** The free purpose; null = the donor's own families, the earliest unpaid months first. */
  purpose: z.string().trim().max(200).nullable().default(null),
})
export type BatchRow = z.infer<typeof batchRowSchema>

export const newBatchSchema = z.object({
  /** What the pile of papers in front of the clerk comes to. */
  expectedCount: z.int().min(1).max(2000),
  expectedTotal: moneyAmountSchema.min(1),
  currency: currencySchema.default('VND'),
  rows: z.array(batchRowSchema).min(1).max(2000),
  /** Says what would happen and writes nothing. */
  dryRun: z.boolean().default(false),
})
export type NewBatch = z.infer<typeof newBatchSchema>

export const batchResultSchema = z.object({
  written: z.boolean(),
  count: z.int(),
  total: z.int(),
  /** What each row becomes, in order; `problem` where it cannot be written. */
  rows: z.array(
    z.object({
      number: z.string().nullable(),
      donorName: z.string().nullable(),
      addresses: z.int(),
      problem: z
        .object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
        .nullable(),
    }),
  ),
})
export type BatchResult = z.infer<typeof batchResultSchema>
