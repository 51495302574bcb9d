import * as z from 'zod'
import { daySchema } from '../../../base/common/day.ts'
import { moneySchema } from '../../../base/common/money.ts'

/** A unit by its name in each language, as written at the head of a paper. */
export const unitNamesSchema = z.object({
  id: z.string(),
  code: z.string(),
  vi: z.string(),
  en: z.string(),
  lo: z.string(),
})
export type UnitNames = z.infer<typeof unitNamesSchema>

export const periodSchema = z.object({ from: daySchema, to: daySchema }).refine((period) => period.from <= period.to)
export type Period = z.infer<typeof periodSchema>

/** The keys of this office as others know them. `digits` are the 30 digits to be read out by phone. */
export const ownKeysSchema = z.object({
  unit: unitNamesSchema,
  fingerprint: z.string(),
  digits: z.string(),
  createdAt: z.string(),
  /** Whether a recovery recipient was made (offices that receive). */
  hasRecovery: z.boolean(),
})
export type OwnKeys = z.infer<typeof ownKeysSchema>

export const enrolledKeySchema = z.object({
  id: z.string(),
  unit: unitNamesSchema,
  role: z.enum(['sender', 'receiver']),
  fingerprint: z.string(),
  enrolledAt: z.string(),
  /** Replaced by a newer key of the same unit. */
  replaced: z.boolean(),
})
export type EnrolledKey = z.infer<typeof enrolledKeySchema>

/** A key file as it is shown before its digits are typed; the digits themselves are never shown on this side. */
export const keyFileFactsSchema = z.object({
  role: z.enum(['request', 'answer']),
  unit: unitNamesSchema,
  fingerprint: z.string(),
  alreadyEnrolled: z.boolean(),
})
export type KeyFileFacts = z.infer<typeof keyFileFactsSchema>

/** A picked file, or the text of one pasted from a message. */
export const keyFileInputSchema = z.union([
  z.object({ ticket: z.string() }),
  z.object({ text: z.string().max(20_000) }),
])

const countsSchema = z.record(z.string(), z.int())

export const bundlePreviewSchema = z.object({
  seq: z.int(),
  counts: countsSchema,
  records: z.int(),
  addresses: z.int(),
  /** Addresses without the consent to be sent in full: they go under a number. */
  pseudonymous: z.int(),
  /** About, before compression is known. */
  estimatedBytes: z.int(),
})
export type BundlePreview = z.infer<typeof bundlePreviewSchema>

export const createdBundleSchema = z.object({
  ticket: z.string(),
  name: z.string(),
  seq: z.int(),
  records: z.int(),
  bytes: z.int(),
})
export const createEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.int(), total: z.int() }),
  z.object({ kind: z.literal('done'), bundle: createdBundleSchema }),
])
export type CreateEvent = z.infer<typeof createEventSchema>

export const sentBundleSchema = z.object({
  id: z.string(),
  to: unitNamesSchema,
  seq: z.int(),
  period: z.object({ from: z.string(), to: z.string() }),
  madeAt: z.string(),
  records: z.int(),
  bytes: z.int(),
  /** Whether the file is still kept here and can be saved once more. */
  kept: z.boolean(),
})

export const receivedBundleSchema = z.object({
  id: z.string(),
  from: unitNamesSchema,
  seq: z.int(),
  period: z.object({ from: z.string(), to: z.string() }),
  madeAt: z.string(),
  openedAt: z.string(),
  records: z.int(),
  bytes: z.int(),
})

/** Rows of one kind against what we have of this unit. */
export const differenceSchema = z.object({
  kind: z.string(),
  inBundle: z.int(),
  added: z.int(),
  changed: z.int(),
  gone: z.int(),
})
export type Difference = z.infer<typeof differenceSchema>

export const bundleTotalsSchema = z.object({
  addresses: z.int(),
  deliveries: z.int(),
  /** What was handed over in all, cash and goods, by currency. */
  delivered: z.array(moneySchema),
})
export type BundleTotals = z.infer<typeof bundleTotalsSchema>

/** Where a bundle stands against what was opened before; `next` and `alreadyOpened` need nobody's word. */
export const bundleStandingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('next') }),
  z.object({ kind: z.literal('alreadyOpened'), openedAt: z.string() }),
  z.object({ kind: z.literal('gap'), missing: z.array(z.int()), mayAccept: z.boolean() }),
  z.object({ kind: z.literal('newSeries'), mayAccept: z.boolean() }),
])
export type BundleStanding = z.infer<typeof bundleStandingSchema>

const openedFactsSchema = z.object({
  from: unitNamesSchema,
  seq: z.int(),
  period: z.object({ from: z.string(), to: z.string() }),
  madeAt: z.string(),
  records: z.int(),
  bytes: z.int(),
  differences: z.array(differenceSchema),
  totals: bundleTotalsSchema,
})
export const inspectedBundleSchema = openedFactsSchema.extend({ standing: bundleStandingSchema })
export type InspectedBundle = z.infer<typeof inspectedBundleSchema>

/** `alreadyOpened` names the day it was taken in; nothing was written then. */
export const openedBundleSchema = openedFactsSchema.extend({ alreadyOpened: z.string().nullable() })
export type OpenedReport = z.infer<typeof openedBundleSchema>
