import * as z from 'zod'
import { daySchema, monthSchema } from '../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../base/common/moneySchema.ts'

export const METHODS = ['cash', 'transfer', 'goods'] as const
export const SOURCES = ['own', 'fromAbove', 'otherUnit'] as const
/** Phiếu thu stands in the cash book; biên nhận acknowledges goods or a transfer. They are two papers, numbered apart. */
export const SERIES = ['PT', 'BN'] as const
export type Series = (typeof SERIES)[number]
export const sourceSchema = z.enum(SOURCES)

/** Minor units of the receipt's currency. */
const amountSchema = moneyAmountSchema.min(1)

/** What a part of a receipt is for; the parts sum to the receipt. */
export const newAllocationSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('pairing'),
    pairingId: z.string(),
    amount: amountSchema,
    /** The months the sponsor says it pays for; shown on the paper. */
    firstMonth: monthSchema.nullable().default(null),
    lastMonth: monthSchema.nullable().default(null),
  }),
  z.object({ kind: z.literal('house'), houseId: z.string(), amount: amountSchema }),
  z.object({ kind: z.literal('purpose'), purpose: z.string().trim().min(1).max(200), amount: amountSchema }),
])
export type NewAllocation = z.infer<typeof newAllocationSchema>

export const newReceiptSchema = z.object({
  donorId: z.string().nullable().default(null),
  /** Who handed the money over, as the paper says it; the donor's name where it is empty. */
  payerName: z.string().trim().max(200).default(''),
  onDay: daySchema,
  amount: amountSchema,
  currency: currencySchema.default('VND'),
  method: z.enum(METHODS),
  /** Phiếu thu for cash, biên nhận otherwise, unless told. */
  series: z.enum(SERIES).optional(),
  source: sourceSchema.default('own'),
  counterpartUnitId: z.string().nullable().default(null),
  /** What the payer says it is for, in words. */
  purpose: z.string().trim().max(500).nullable().default(null),
  allocations: z.array(newAllocationSchema).min(1).max(2000),
})
export type NewReceipt = z.infer<typeof newReceiptSchema>

export const receiptFilterSchema = z.object({
  from: daySchema.optional(),
  to: daySchema.optional(),
  donorId: z.string().optional(),
  currency: currencySchema.optional(),
  /** Part of the payer's name, or a receipt number. */
  search: z.string().max(200).optional(),
})
export type ReceiptFilter = z.infer<typeof receiptFilterSchema>

export const receiptRowSchema = z.object({
  id: z.string(),
  series: z.string(),
  year: z.int(),
  number: z.int(),
  onDay: z.string(),
  donorId: z.string().nullable(),
  payerName: z.string(),
  amount: z.int(),
  currency: currencySchema,
  method: z.enum(METHODS),
  source: sourceSchema,
  purpose: z.string().nullable(),
  /** Addresses it pays for. */
  addresses: z.int(),
  /** Day and reason of the void; the number stays taken. */
  voided: z.object({ onDay: z.string(), reason: z.string() }).nullable(),
  prints: z.int(),
})
export type ReceiptRow = z.infer<typeof receiptRowSchema>

export const allocationSchema = z.object({
  id: z.string(),
  pairingId: z.string().nullable(),
  houseId: z.string().nullable(),
  addressName: z.string().nullable(),
  villageName: z.string().nullable(),
  purpose: z.string().nullable(),
  firstMonth: z.string().nullable(),
  lastMonth: z.string().nullable(),
  amount: z.int(),
})
export type Allocation = z.infer<typeof allocationSchema>

export const receiptFileSchema = receiptRowSchema.extend({
  version: z.int(),
  counterpartName: z.string().nullable(),
  allocations: z.array(allocationSchema),
})
export type ReceiptFile = z.infer<typeof receiptFileSchema>

export const suggestedAllocationSchema = z.object({
  pairingId: z.string(),
  addressId: z.string(),
  addressName: z.string(),
  villageName: z.string().nullable(),
  firstMonth: z.string().nullable(),
  lastMonth: z.string().nullable(),
  /** How many kỳ the amount pays, the last perhaps in part. */
  instalments: z.int(),
  amount: z.int(),
})
export type SuggestedAllocation = z.infer<typeof suggestedAllocationSchema>
