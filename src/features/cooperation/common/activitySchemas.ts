import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../base/common/moneySchema.ts'

/** What two offices on either side of the border do together. */
export const ACTIVITY_KINDS = [
  'relief',
  'health',
  'training',
  'house',
  'livelihood',
  'bloodDonation',
  'youth',
  'exchange',
  'other',
] as const
export const activityKindSchema = z.enum(ACTIVITY_KINDS)
export type ActivityKind = z.infer<typeof activityKindSchema>

/** PostgreSQL has no text with NUL in it. */
const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((typed) => !typed.includes('\0'))
/** More than the people of both provinces. */
const countSchema = z.int().min(0).max(10_000_000)
/** Dong for one unit of the currency: a decimal as the bank writes it, so that no rounding is ours. */
const rateSchema = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/)

/** One joint activity, as counts: nobody is named. */
export const activityFieldsSchema = z
  .object({
    partnerId: z.uuid(),
    onDay: daySchema,
    kind: activityKindSchema,
    title: text(200).refine((typed) => typed !== ''),
    place: text(200).nullable().default(null),
    districtId: z.uuid().nullable().default(null),
    households: countSchema.default(0),
    people: countSchema.default(0),
    amount: moneyAmountSchema.default(0),
    currency: currencySchema.default('VND'),
    goods: text(400).nullable().default(null),
    goodsValue: moneyAmountSchema.default(0),
    rate: rateSchema.nullable().default(null),
    rateOn: daySchema.nullable().default(null),
    /** The figures stand in minutes that both sides signed. */
    agreed: z.boolean().default(false),
    note: text(2000).nullable().default(null),
  })
  .refine(({ rate, rateOn }) => (rate === null) === (rateOn === null), { path: ['rateOn'] })
export type ActivityFields = z.infer<typeof activityFieldsSchema>

const unitSchema = z.object({ id: z.string(), code: z.string(), vi: z.string(), en: z.string(), lo: z.string() })

export const activitySchema = z.object({
  id: z.string(),
  version: z.int(),
  /** Whose results these are: this office's own, or the partner's beside them. */
  own: z.boolean(),
  by: unitSchema,
  partner: unitSchema,
  district: unitSchema.nullable(),
  fields: activityFieldsSchema,
})
export type Activity = z.infer<typeof activitySchema>

export const activityTotalSchema = z.object({
  own: z.boolean(),
  activities: z.int(),
  households: z.int(),
  people: z.int(),
  /** One sum for each currency: they are never added up. */
  value: z.array(z.object({ amount: z.int(), currency: currencySchema })),
})
export type ActivityTotal = z.infer<typeof activityTotalSchema>
