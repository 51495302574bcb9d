import * as z from 'zod'
import { daySchema, monthSchema } from '../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../base/common/moneySchema.ts'
import { donorKindSchema } from '../../donors/common/donorSchemas.ts'
import { INSTALMENT_STATES } from './rules.ts'

export const PAIRING_STATES = ['intended', 'active', 'suspended', 'ended'] as const
export const CHANNELS = ['fund', 'direct', 'local'] as const
export const FREQUENCIES = ['monthly', 'quarterly', 'halfYearly', 'yearly', 'once'] as const
export const PAST_ANSWERS = ['delivered', 'unknown', 'owed'] as const

export const pairingStateSchema = z.enum(PAIRING_STATES)
export type PairingState = z.infer<typeof pairingStateSchema>
export const channelSchema = z.enum(CHANNELS)
export type Channel = z.infer<typeof channelSchema>
export const frequencySchema = z.enum(FREQUENCIES)

/** What narrows a list of pairings; empty = all that are not deleted. */
export const pairingFilterSchema = z.object({
  /** Words of the address's or of the donor's name, marks optional. */
  search: z.string().max(200).optional(),
  states: z.array(pairingStateSchema).optional(),
  donorId: z.string().optional(),
  addressId: z.string().optional(),
  channel: channelSchema.optional(),
  importId: z.string().optional(),
  donorKind: donorKindSchema.optional(),
  /** Active, but the agreed period ends this month or is over: to be carried on or ended. */
  over: z.boolean().optional(),
  /** The sponsors of the address together give more per month than it asks for. */
  aboveNeed: z.boolean().optional(),
  /** A code of the vocabulary `endReason`, and the days between which pairings ended. */
  endReason: z.string().max(60).optional(),
  endedFrom: daySchema.optional(),
  endedTo: daySchema.optional(),
})
export type PairingFilter = z.infer<typeof pairingFilterSchema>

export const PAIRING_SORTS = ['address', 'donor', 'firstMonth', 'lastMonth', 'amount', 'state', 'newest'] as const
export const pairingPageInputSchema = z.object({
  filter: pairingFilterSchema.default({}),
  sort: z.enum(PAIRING_SORTS).default('address'),
  descending: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(50),
})
export type PairingPageInput = z.infer<typeof pairingPageInputSchema>

export const pairingRowSchema = z.object({
  id: z.string(),
  version: z.int(),
  addressId: z.string(),
  addressName: z.string(),
  villageName: z.string().nullable(),
  donorId: z.string(),
  donorName: z.string(),
  donorAnonymous: z.boolean(),
  state: pairingStateSchema,
  channel: channelSchema,
  helpForm: z.string(),
  /** Of one kỳ, in minor units. */
  amount: z.int(),
  currency: currencySchema,
  frequency: frequencySchema,
  firstMonth: z.string(),
  lastMonth: z.string().nullable(),
  /** Cash and value of goods given so far, in minor units of the pairing's currency. */
  delivered: z.int(),
  /** Kỳ whose last day is over and that are not fully given. */
  overdue: z.int(),
  /** The earliest kỳ of which something is still to be given. */
  nextDueOn: z.string().nullable(),
  /** The sponsors of the address together give more per month than it asks for. */
  aboveNeed: z.boolean(),
})
export type PairingRow = z.infer<typeof pairingRowSchema>

export const pairingTermsSchema = z.object({
  channel: channelSchema,
  /** A code of the vocabulary `helpForm`. */
  helpForm: z.string().min(1).max(60),
  /** Of one kỳ, in minor units; for goods their value. */
  amount: moneyAmountSchema.min(1),
  currency: currencySchema.default('VND'),
  frequency: frequencySchema,
  firstMonth: monthSchema,
  /** Inclusive; null = open-ended (for `once`: the first month alone). */
  lastMonth: monthSchema.nullable().default(null),
  note: z.string().max(4000).nullable().default(null),
})
export type PairingTerms = z.infer<typeof pairingTermsSchema>

export const newPairingSchema = pairingTermsSchema.extend({
  addressId: z.string(),
  donorId: z.string(),
  state: z.enum(['intended', 'active']),
  /** What became of the kỳ before this month, asked when the old register is taken over. */
  past: z.enum(PAST_ANSWERS).nullable().default(null),
  /** Together with the other sponsors more than the address asks for: meant so. */
  evenAboveNeed: z.boolean().default(false),
})
export type NewPairing = z.infer<typeof newPairingSchema>

export const instalmentSchema = z.object({
  /** Null for a month without a kỳ: taken back while the pairing rested or when it ended. */
  id: z.string().nullable(),
  firstMonth: z.string(),
  lastMonth: z.string(),
  dueOn: z.string(),
  amount: z.int(),
  delivered: z.int(),
  remainder: z.int(),
  state: z.enum(INSTALMENT_STATES),
  overdue: z.boolean(),
  /** Something was given for it or it stands on a distribution list: new terms leave it as it is. */
  settled: z.boolean(),
})
export type Instalment = z.infer<typeof instalmentSchema>

export const STORY_KINDS = [
  'added',
  'changed',
  'activated',
  'suspended',
  'resumed',
  'ended',
  'removed',
  'restored',
  'delivered',
] as const

/** One thing that happened, newest first. */
export const storyEntrySchema = z.object({
  id: z.string(),
  kind: z.enum(STORY_KINDS),
  /** The day it happened; for what was written here, the moment of writing. */
  at: z.string(),
  byName: z.string().nullable(),
  reason: z.string().nullable(),
  amount: z.int().nullable(),
})
export type StoryEntry = z.infer<typeof storyEntrySchema>

const otherPairingSchema = z.object({ id: z.string(), donorName: z.string() })

/** A pairing with its kỳ, its totals and its story. */
export const pairingFileSchema = z.object({
  id: z.string(),
  version: z.int(),
  ownUnit: z.boolean(),
  deleted: z.boolean(),
  addressId: z.string(),
  addressName: z.string(),
  addressState: z.string(),
  villageName: z.string().nullable(),
  donorId: z.string(),
  donorName: z.string(),
  state: pairingStateSchema,
  terms: pairingTermsSchema,
  past: z.enum(PAST_ANSWERS).nullable(),
  endedOn: daySchema.nullable(),
  /** A code of the vocabulary `endReason`. */
  endReason: z.string().nullable(),
  /** The pairing it carries on, and the one that carries it on. */
  replaces: otherPairingSchema.nullable(),
  replacedBy: otherPairingSchema.nullable(),
  /** Active, but the agreed period ends this month or is over. */
  over: z.boolean(),
  instalments: z.array(instalmentSchema),
  totals: z.object({
    /** Sum of the planned kỳ; for an open-ended pairing up to the end of the plan. */
    planned: z.int(),
    delivered: z.int(),
    /** Given before the office kept these books, as the old register says. */
    takenOver: z.int(),
    /** Still to be given of the kỳ that have begun. */
    owed: z.int(),
    overdueCount: z.int(),
  }),
  story: z.array(storyEntrySchema),
})
export type PairingFile = z.infer<typeof pairingFileSchema>
