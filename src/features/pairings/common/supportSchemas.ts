import * as z from 'zod'
import { daySchema, monthSchema } from '../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../base/common/moneySchema.ts'
import { FREQUENCIES, pairingStateSchema } from './pairingSchemas.ts'

/** One sponsor of an address with the share of its need. */
export const sponsorShareSchema = z.object({
  pairingId: z.string(),
  donorId: z.string(),
  donorName: z.string(),
  state: pairingStateSchema,
  amount: z.int(),
  currency: currencySchema,
  frequency: z.enum(FREQUENCIES),
  firstMonth: z.string(),
  lastMonth: z.string().nullable(),
  endedOn: z.string().nullable(),
  /** The pairing it carries on. */
  replaces: z.string().nullable(),
  /** Dong per month while it runs. */
  monthly: z.int(),
  /** Counts in this month. */
  running: z.boolean(),
  /** Of the need, in hundredths of a percent; null when no amount was asked for or it does not run. */
  share: z.int().nullable(),
})
export type SponsorShare = z.infer<typeof sponsorShareSchema>

/** Who helps an address together, against its need, and since when without a break. */
export const addressSupportSchema = z.object({
  monthlyNeed: z.int().nullable(),
  monthlySupport: z.int(),
  /** Dong per month above the need; 0 when it is not exceeded or no amount was asked for. */
  above: z.int(),
  missing: z.int().nullable(),
  sponsors: z.array(sponsorShareSchema),
  /** Months in which somebody helped without a break, the earliest first. */
  line: z.array(z.object({ from: z.string(), to: z.string().nullable(), pairingIds: z.array(z.string()) })),
  unbrokenSince: z.string().nullable(),
})
export type AddressSupport = z.infer<typeof addressSupportSchema>

export const holdSchema = z.object({
  id: z.string(),
  addressId: z.string(),
  donorId: z.string().nullable(),
  holderName: z.string(),
  heldOn: z.string(),
  untilDay: z.string(),
  note: z.string().nullable(),
})
export type Hold = z.infer<typeof holdSchema>

export const newHoldSchema = z.object({
  addressId: z.string(),
  donorId: z.string().nullable().default(null),
  /** The donor's name where it is empty. */
  holderName: z.string().trim().max(200).default(''),
  /** Inclusive. */
  untilDay: daySchema,
  note: z.string().trim().max(1000).nullable().default(null),
})
export type NewHold = z.infer<typeof newHoldSchema>

/** Endings by quarter and reason; each figure opens its pairings. */
export const endingRowSchema = z.object({
  quarter: z.string(),
  from: daySchema,
  to: daySchema,
  reason: z.string(),
  count: z.int(),
})
export type EndingRow = z.infer<typeof endingRowSchema>

/** Kỳ of a schedule with new amounts and due days; what is not named stays. */
export const scheduleChangeSchema = z.object({
  instalments: z
    .array(z.object({ id: z.string(), amount: moneyAmountSchema.min(1), dueOn: daySchema }))
    .min(1)
    .max(600),
})
export type ScheduleChange = z.infer<typeof scheduleChangeSchema>

export const replacementSchema = z.object({
  donorId: z.string(),
  /** The new sponsor gives from this month on; the old one up to the month before. */
  fromMonth: monthSchema,
  /** A code of the vocabulary `endReason`. */
  reason: z.string().min(1).max(60),
  note: z.string().max(1000).nullable().default(null),
})
export type Replacement = z.infer<typeof replacementSchema>
