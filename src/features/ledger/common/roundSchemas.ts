import * as z from 'zod'
import { daySchema, monthSchema } from '../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../base/common/moneySchema.ts'

import { rightsScoreSchema, THREE_RIGHTS } from './threeRights.ts'

export const ROUND_STATES = ['draft', 'printed', 'handedToVillage', 'confirmed', 'closed'] as const
export const LINE_STATES = ['planned', 'received', 'byProxy', 'absent', 'cancelled'] as const
export type RoundState = (typeof ROUND_STATES)[number]
export type LineState = (typeof LINE_STATES)[number]

/** Minor units of the round's currency, zero where only goods are handed over. */
const amountSchema = moneyAmountSchema

/** One kỳ a line pays, whole or in part. */
export const lineInstalmentSchema = z.object({
  instalmentId: z.string(),
  pairingId: z.string(),
  donorName: z.string(),
  firstMonth: z.string(),
  lastMonth: z.string(),
  amount: z.int(),
})
export type LineInstalment = z.infer<typeof lineInstalmentSchema>

export const lineContentSchema = z.object({
  instalments: z
    .array(z.object({ instalmentId: z.string(), amount: amountSchema.min(1) }))
    .max(200)
    .default([]),
  /** Cash beyond the kỳ, paid from the round's free purpose. */
  extra: amountSchema.default(0),
  goods: z.string().trim().max(200).nullable().default(null),
  goodsQuantity: z.number().positive().max(1_000_000).nullable().default(null),
  goodsUnit: z.string().trim().max(40).nullable().default(null),
  /** Of all the goods together. */
  goodsValue: amountSchema.default(0),
})
export type LineContent = z.infer<typeof lineContentSchema>

export const newLineSchema = lineContentSchema.extend({ addressId: z.string() })
export type NewLine = z.infer<typeof newLineSchema>

export const proposalFilterSchema = z.object({
  /** Kỳ that begin in this month or before. */
  upToMonth: monthSchema,
  /** A round hands over one currency. */
  currency: currencySchema.default('VND'),
  /** Empty = all. */
  donorIds: z.array(z.string()).default([]),
  villageIds: z.array(z.string()).default([]),
  pairingIds: z.array(z.string()).default([]),
  addressIds: z.array(z.string()).default([]),
})
export type ProposalFilter = z.infer<typeof proposalFilterSchema>

export const proposedLineSchema = z.object({
  addressId: z.string(),
  name: z.string(),
  birthDay: z.string().nullable(),
  villageId: z.string().nullable(),
  villageName: z.string().nullable(),
  communeName: z.string().nullable(),
  instalments: z.array(lineInstalmentSchema),
  amount: z.int(),
  /** What the money received for these pairings does not cover. */
  missing: z.int(),
})
export type ProposedLine = z.infer<typeof proposedLineSchema>

export const proposalSchema = z.object({
  lines: z.array(proposedLineSchema),
  /** Due, but the address is not approved (or suspended, ended): nothing may be handed over. */
  notApproved: z.array(z.object({ addressId: z.string(), name: z.string(), villageName: z.string().nullable() })),
})

export const newRoundSchema = z.object({
  name: z.string().trim().min(1).max(200),
  onDay: daySchema,
  place: z.string().trim().max(200).nullable().default(null),
  /** The free purpose that pays extras and goods. */
  purpose: z.string().trim().max(200).nullable().default(null),
  currency: currencySchema.default('VND'),
  note: z.string().max(2000).nullable().default(null),
})
export type NewRound = z.infer<typeof newRoundSchema>

export const roundLineSchema = z.object({
  id: z.string(),
  version: z.int(),
  addressId: z.string(),
  name: z.string(),
  birthDay: z.string().nullable(),
  villageId: z.string().nullable(),
  amount: z.int(),
  /** The part of `amount` that pays no kỳ. */
  extra: z.int(),
  goods: z.string().nullable(),
  goodsQuantity: z.number().nullable(),
  goodsUnit: z.string().nullable(),
  goodsValue: z.int(),
  /** Which of the three rights what was delivered does not show; empty before. */
  failing: z.array(z.enum(THREE_RIGHTS)),
  state: z.enum(LINE_STATES),
  /** Already in the books; marking it otherwise takes the deliveries back. */
  delivered: z.boolean(),
  proxyName: z.string().nullable(),
  proxyRelation: z.string().nullable(),
  reason: z.string().nullable(),
  instalments: z.array(lineInstalmentSchema),
})
export type RoundLine = z.infer<typeof roundLineSchema>

export const advanceSchema = z.object({
  id: z.string(),
  version: z.int(),
  holderName: z.string(),
  amount: z.int(),
  givenOn: z.string(),
  dueOn: z.string(),
  settledOn: z.string().nullable(),
  returned: z.int(),
  settleReason: z.string().nullable(),
})
export type Advance = z.infer<typeof advanceSchema>

export const lineTotalsSchema = z.object({
  lines: z.int(),
  /** Everything on the list except cancelled lines. */
  amount: z.int(),
  /** Lines whose deliveries are in the books, and their cash. */
  delivered: z.int(),
  deliveredAmount: z.int(),
  planned: z.int(),
  absent: z.int(),
  cancelled: z.int(),
})
export type LineTotals = z.infer<typeof lineTotalsSchema>

export const roundVillageSchema = z.object({
  villageId: z.string().nullable(),
  villageName: z.string().nullable(),
  /** The commune, said where villages of several communes are on the list. */
  communeName: z.string().nullable(),
  headName: z.string().nullable(),
  lines: z.array(roundLineSchema),
  totals: lineTotalsSchema,
  advance: advanceSchema.nullable(),
})
export type RoundVillage = z.infer<typeof roundVillageSchema>

export const roundRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  onDay: z.string(),
  place: z.string().nullable(),
  currency: currencySchema,
  state: z.enum(ROUND_STATES),
  totals: lineTotalsSchema,
  /** Advances not yet settled, and the first day one is due. */
  openAdvances: z.int(),
  nextDueOn: z.string().nullable(),
})
export type RoundRow = z.infer<typeof roundRowSchema>

export const roundFileSchema = newRoundSchema.extend({
  id: z.string(),
  version: z.int(),
  state: z.enum(ROUND_STATES),
  printedAt: z.string().nullable(),
  closeReason: z.string().nullable(),
  villages: z.array(roundVillageSchema),
  totals: lineTotalsSchema,
  /** What confirming all the rest would hand over above the money received; 0 when covered. */
  aboveReceived: z.int(),
  /** What of it a free purpose lacks: never handed over, whatever the reason. */
  purposeMissing: z.int(),
  /** How many deliveries of the round show each of the three rights. */
  rights: rightsScoreSchema,
})
export type RoundFile = z.infer<typeof roundFileSchema>

/** What stands on a signature list. */
export const PROOFS_OF_ROUND = ['signature', 'fingerprint', 'photo', 'witness'] as const
