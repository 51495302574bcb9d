import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../base/common/moneySchema.ts'
import { sourceSchema } from './receiptSchemas.ts'
import { rightsScoreSchema, THREE_RIGHTS } from './threeRights.ts'

export const CHANNELS = ['fund', 'direct', 'local'] as const
export const PROOFS = ['signature', 'fingerprint', 'transferSlip', 'photo', 'witness', 'none'] as const
/** Money that did not pass our books must be shown by something. */
export const DIRECT_PROOFS = ['signature', 'fingerprint', 'transferSlip', 'photo', 'witness'] as const

/** Minor units. */
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
  /** Of a gift without a pairing; else the pairing's currency. */
  currency: currencySchema.default('VND'),
  /** Goods: the amounts are their value. */
  form: z.enum(['cash', 'goods']).default('cash'),
  /** What was given in kind; with `cash` it stands beside the money. */
  goodsItem: z.string().trim().max(200).nullable().default(null),
  goodsQuantity: z.number().positive().max(1_000_000).nullable().default(null),
  goodsUnit: z.string().trim().max(40).nullable().default(null),
  /** Of goods beside cash; the value of goods alone is in the amounts. */
  goodsValue: amountSchema.default(0),
  /** Where it was handed over. */
  place: z.string().trim().max(200).nullable().default(null),
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
  roundId: z.string().optional(),
  /** Only those that do not show this right. */
  failing: z.enum(THREE_RIGHTS).optional(),
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
  currency: currencySchema,
  goodsItem: z.string().nullable(),
  goodsQuantity: z.number().nullable(),
  goodsUnit: z.string().nullable(),
  goodsValue: z.int(),
  receiver: z.enum(['self', 'proxy']),
  proxyName: z.string().nullable(),
  proof: z.enum(PROOFS),
  place: z.string().nullable(),
  /** Which of the three rights it does not show. */
  failing: z.array(z.enum(THREE_RIGHTS)),
  /** Set when a later row takes it back. */
  reversed: z.object({ onDay: z.string(), reason: z.string() }).nullable(),
})
export type DeliveryRow = z.infer<typeof deliveryRowSchema>

/** Dong in cash and value of goods by channel, reversals taken off; only `fund` stands in the cash book. */
export const channelTotalsSchema = z.record(
  z.enum(CHANNELS),
  z.object({ deliveries: z.int(), amount: z.int(), goodsValue: z.int() }),
)
export type ChannelTotals = z.infer<typeof channelTotalsSchema>

/** The same in another currency; currencies are never added up. */
export const currencyTotalSchema = z.object({
  channel: z.enum(CHANNELS),
  currency: currencySchema,
  deliveries: z.int(),
  amount: z.int(),
  goodsValue: z.int(),
})
export type CurrencyTotal = z.infer<typeof currencyTotalSchema>

/** What a filtered list of deliveries comes to. */
export const deliveryCountSchema = z.object({
  total: z.int(),
  byChannel: channelTotalsSchema,
  otherCurrencies: z.array(currencyTotalSchema),
  /** Of the deliveries that stand: how many show each of the three rights. */
  rights: rightsScoreSchema,
})
export type DeliveryCount = z.infer<typeof deliveryCountSchema>
