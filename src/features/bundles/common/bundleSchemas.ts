import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { moneySchema } from '../../../base/common/moneySchema.ts'
import { addedUnitSchema } from '../../units/common/addedUnitSchema.ts'

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
  /** Whether these keys came by a change whose file can be had again. */
  hasRotation: z.boolean(),
})
export type OwnKeys = z.infer<typeof ownKeysSchema>

export const enrolledKeySchema = z.object({
  id: z.string(),
  unit: unitNamesSchema,
  role: z.enum(['sender', 'receiver', 'partner']),
  fingerprint: z.string(),
  enrolledAt: z.string(),
  /** Replaced by a newer key of the same unit, or withdrawn. */
  replaced: z.boolean(),
  /** First number that this key may no longer sign. */
  withdrawnFrom: z.int().nullable(),
})
export type EnrolledKey = z.infer<typeof enrolledKeySchema>

/** A key file as it is shown before its digits are typed; the digits themselves are never shown on this side. */
export const keyFileFactsSchema = z.object({
  role: z.enum(['request', 'answer']),
  unit: unitNamesSchema,
  fingerprint: z.string(),
  alreadyEnrolled: z.boolean(),
  /** A unit of a code no list here has, as its office names it; whoever enrols it says what it is. */
  newUnit: addedUnitSchema.nullable(),
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
  /** Number the changes count from; null when everything goes. */
  baseSeq: z.int().nullable(),
  /** Rows that go, by kind. */
  counts: countsSchema,
  records: z.int(),
  addresses: z.int(),
  /** Addresses without the consent to be sent in full: they go under a number. */
  pseudonymous: z.int(),
  /** Units that report here: their figures of each quarter go along, none of their rows. */
  toldUnits: z.int(),
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
  contents: z.enum(['changes', 'snapshot']),
  /** Whether the receiver said that it has this number. */
  acknowledged: z.boolean(),
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
  contents: z.enum(['changes', 'snapshot']),
  /** Who took it in although numbers were missing or a new series began. */
  acceptedBy: z.string().nullable(),
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
  z.object({ kind: z.literal('newSeries'), missing: z.array(z.int()), mayAccept: z.boolean() }),
])
export type BundleStanding = z.infer<typeof bundleStandingSchema>

const openedFactsSchema = z.object({
  from: unitNamesSchema,
  seq: z.int(),
  period: z.object({ from: z.string(), to: z.string() }),
  madeAt: z.string(),
  contents: z.enum(['changes', 'snapshot']),
  records: z.int(),
  bytes: z.int(),
  differences: z.array(differenceSchema),
  totals: bundleTotalsSchema,
})
export const inspectedBundleSchema = openedFactsSchema.extend({ standing: bundleStandingSchema })
export type InspectedBundle = z.infer<typeof inspectedBundleSchema>

/**
 * `alreadyOpened` names the day it was taken in; nothing was written then. `released`: reports that waited for this one and
 * were taken in after it.
 */
export const openedBundleSchema = openedFactsSchema.extend({
  alreadyOpened: z.string().nullable(),
  released: z.array(z.object({ unit: unitNamesSchema, seq: z.int() })),
})
export type OpenedReport = z.infer<typeof openedBundleSchema>

const failureFactsSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** A report that waits for missing numbers, with what is missing. */
export const waitingReportSchema = z.object({
  id: z.string(),
  from: unitNamesSchema,
  seq: z.int(),
  period: z.object({ from: z.string(), to: z.string() }),
  heldAt: z.string(),
  missing: z.array(z.int()),
  /** Carries everything, so a person may take it in at once. */
  mayAccept: z.boolean(),
})

export const refusedReportSchema = failureFactsSchema.extend({
  id: z.string(),
  from: unitNamesSchema,
  seq: z.int(),
  period: z.object({ from: z.string(), to: z.string() }),
  refusedAt: z.string(),
})

/** A figure that the office above asks to be looked at again. */
export const askedFigureSchema = z.object({
  id: z.string(),
  year: z.int(),
  quarter: z.int(),
  figure: z.string(),
  value: z.int(),
  rule: z.string(),
  note: z.string(),
})

/** How far an office above has our reports, and what it said beside that. */
export const standingAboveSchema = z.object({
  unit: unitNamesSchema,
  /** Last number it has of our present series; null when it has said nothing yet. */
  seq: z.int().nullable(),
  at: z.string().nullable(),
  refused: z.array(failureFactsSchema.extend({ seq: z.int() })),
  waiting: z.array(z.object({ seq: z.int(), missing: z.string() })),
  questions: z.array(askedFigureSchema),
})
export type StandingAbove = z.infer<typeof standingAboveSchema>

export const createdReceiptSchema = z.object({
  ticket: z.string(),
  name: z.string(),
  unit: unitNamesSchema,
  seq: z.int().nullable(),
  bytes: z.int(),
})

/** A case on its way between two units, on either side. */
export const caseTransferSchema = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  state: z.enum(['offered', 'accepted', 'refused', 'cancelled']),
  address: z.string(),
  addressId: z.string(),
  from: unitNamesSchema,
  to: unitNamesSchema,
  reason: z.string(),
  offeredAt: z.string(),
  answeredAt: z.string().nullable(),
  answerReason: z.string().nullable(),
})
export type CaseTransfer = z.infer<typeof caseTransferSchema>
