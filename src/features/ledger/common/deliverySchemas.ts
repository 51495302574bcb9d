import * as z from 'zod'
import { daySchema } from '../../../base/common/day.ts'
import { moneyAmountSchema } from '../../../base/common/money.ts'
import { sourceSchema } from './receiptSchemas.ts'

export const CHANNELS = ['fund', 'direct', 'local'] as const
export const PROOFS = ['signature', 'fingerprint', 'transferSlip', 'photo', 'witness', 'none'] as const
/** Money that did not pass our books must be shown by something. */
export const DIRECT_PROOFS = ['signature', 'fingerprint', 'transferSlip', 'photo', 'witness'] as const

/** Dong. */
const amountSchema = moneyAmountSchema

/** Help that went straight from the sponsor, or through commune, school or village, to the family: one entry with its proof. */
export const directDeliverySchema = z.object({
  addressId: z.string(),
  pairingId: z.string().nullable().default(null),
  /** The sponsor, where there is no pairing. */
  donorId: z.string().nullable().default(null),
  channel: z.enum(['direct', 'local']),
  onDay: daySchema,
  /** Which kỳ it pays, whole or in part. */
  instalments: z
    .array(z.object({ instalmentId: z.string(), amount: amountSchema.min(1) }))
    .max(200)
    .default([]),
  /** Beyond the kỳ. */
  extra: amountSchema.default(0),
  /** Goods: the amounts are their value. */
  form: z.enum(['cash', 'goods']).default('cash'),
  goodsItem: z.string().trim().max(200).nullable().default(null),
  proof: z.enum(DIRECT_PROOFS),
  proxyName: z.string().trim().max(200).nullable().default(null),
  proxyRelation: z.string().trim().max(100).nullable().default(null),
  note: z.string().max(2000).nullable().default(null),
})
export type DirectDelivery = z.infer<typeof directDeliverySchema>

export const deliveryFilterSchema = z.object({
  addressId: z.string().optional(),
  pairingId: z.string().optional(),
  donorId: z.string().optional(),
  channel: z.enum(CHANNELS).optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
})
export type DeliveryFilter = z.infer<typeof deliveryFilterSchema>

export const deliveryRowSchema = z.object({
  id: z.string(),
  addressId: z.string(),
  addressName: z.string(),
  pairingId: z.string().nullable(),
  instalmentId: z.string().nullable(),
  firstMonth: z.string().nullable(),
  lastMonth: z.string().nullable(),
  roundId: z.string().nullable(),
  donorName: z.string().nullable(),
  onDay: z.string(),
  channel: z.enum(CHANNELS),
  source: sourceSchema,
  amount: z.int(),
  goodsItem: z.string().nullable(),
  goodsValue: z.int(),
  receiver: z.enum(['self', 'proxy']),
  proxyName: z.string().nullable(),
  proof: z.enum(PROOFS),
  /** Set when a later row takes it back. */
  reversed: z.object({ onDay: z.string(), reason: z.string() }).nullable(),
})
export type DeliveryRow = z.infer<typeof deliveryRowSchema>

/** Cash and value of goods by channel, reversals taken off; only `fund` stands in the cash book. */
export const channelTotalsSchema = z.record(
  z.enum(CHANNELS),
  z.object({ deliveries: z.int(), amount: z.int(), goodsValue: z.int() }),
)
export type ChannelTotals = z.infer<typeof channelTotalsSchema>
