import * as z from 'zod'
import { currencySchema, moneySchema } from '../../../base/common/moneySchema.ts'

export const DONOR_KINDS = ['person', 'organisation', 'business', 'collective'] as const
export const donorKindSchema = z.enum(DONOR_KINDS)
export type DonorKind = z.infer<typeof donorKindSchema>

export const donorFilterSchema = z.object({
  /** Words of the name, the representative, the phone or the tax code, marks optional. */
  search: z.string().max(200).optional(),
  kinds: z.array(donorKindSchema).optional(),
  /** With (true) or without (false) an active pairing. */
  helping: z.boolean().optional(),
  importId: z.string().optional(),
})
export type DonorFilter = z.infer<typeof donorFilterSchema>

/** `closest`: what was searched for as it was typed, marks and all, before what only sounds like it; then by name. */
export const DONOR_SORTS = ['name', 'closest', 'kind', 'newest'] as const
export const donorPageInputSchema = z.object({
  filter: donorFilterSchema.default({}),
  sort: z.enum(DONOR_SORTS).default('name'),
  descending: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(50),
})
export type DonorPageInput = z.infer<typeof donorPageInputSchema>

export const donorRowSchema = z.object({
  id: z.string(),
  version: z.int(),
  kind: donorKindSchema,
  name: z.string(),
  representative: z.string().nullable(),
  phone: z.string().nullable(),
  place: z.string().nullable(),
  anonymous: z.boolean(),
  activePairings: z.int(),
  /** What the active pairings give per month, in dong. */
  monthlyAmount: z.number(),
})
export type DonorRow = z.infer<typeof donorRowSchema>

const line = (max: number) => z.string().max(max).nullable().default(null)

/** Fields a clerk fills in; only the name is required. */
export const donorFieldsSchema = z.object({
  kind: donorKindSchema.default('person'),
  name: z.string().trim().min(1).max(200),
  /** Who speaks for an organisation, a business or a group. */
  representative: line(200),
  phone: line(40),
  email: line(200),
  place: line(300),
  taxCode: line(30),
  /** Wishes not to be named outside the office. */
  anonymous: z.boolean().default(false),
  note: line(4000),
})
export type DonorFields = z.infer<typeof donorFieldsSchema>

export const donorFileSchema = z.object({
  id: z.string(),
  version: z.int(),
  ownUnit: z.boolean(),
  deleted: z.boolean(),
  /** The donor that goes on, when this one was merged into it. */
  mergedInto: z.string().nullable(),
  fields: donorFieldsSchema,
  activePairings: z.int(),
  monthlyAmount: z.number(),
  /** Newest first. */
  pairings: z.array(
    z.object({
      id: z.string(),
      addressId: z.string(),
      addressName: z.string(),
      state: z.string(),
      amount: z.int(),
      currency: currencySchema,
      frequency: z.string(),
      firstMonth: z.string(),
      lastMonth: z.string().nullable(),
    }),
  ),
  /** Received into the office's books, by currency, reversals taken off. */
  received: z.array(moneySchema),
  /** Given to addresses, cash and value of goods, by channel and currency, reversals taken off. */
  delivered: z.array(moneySchema.extend({ channel: z.enum(['fund', 'direct', 'local']) })),
})
export type DonorFile = z.infer<typeof donorFileSchema>
