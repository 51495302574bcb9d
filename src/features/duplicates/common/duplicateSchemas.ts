import * as z from 'zod'
import { EVIDENCE } from './rules.ts'

export const DUPLICATE_KINDS = ['address', 'donor'] as const
export const duplicateKindSchema = z.enum(DUPLICATE_KINDS)
export type DuplicateKind = z.infer<typeof duplicateKindSchema>

/** What two files are compared by, in the order of the form; each may be kept from either. */
export const ADDRESS_FIELDS = [
  'name',
  'otherName',
  'sex',
  'birthDay',
  'ethnicity',
  'idNumber',
  'formerIdNumber',
  'phone',
  'guardian',
  'place',
  'addressLine',
  'formerAddress',
  'mainCategory',
  'situation',
  'needs',
  'wish',
  'monthlyNeed',
  'needPeriod',
  'nextVisitOn',
  'note',
] as const
export const DONOR_FIELDS = ['name', 'kind', 'representative', 'phone', 'email', 'place', 'taxCode', 'note'] as const
export type MergeField = (typeof ADDRESS_FIELDS)[number] | (typeof DONOR_FIELDS)[number]
export const MERGE_FIELDS = [...new Set<MergeField>([...ADDRESS_FIELDS, ...DONOR_FIELDS])]
export const mergeFieldSchema = z.enum(MERGE_FIELDS as [MergeField, ...MergeField[]])

/** Long texts may be kept one below the other. */
export const JOINED_FIELDS: readonly MergeField[] = ['situation', 'needs', 'wish', 'note']
export const keptFromSchema = z.enum(['survivor', 'other', 'both'])
export type KeptFrom = z.infer<typeof keptFromSchema>

/** One of two files side by side. A field holds what the screen formats by its kind: a day, a code, dong, or plain text. */
export const sideSchema = z.object({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  /** State of an address, kind of a donor. */
  state: z.string(),
  createdAt: z.string(),
  fields: z.partialRecord(mergeFieldSchema, z.string().nullable()),
  /** What hangs on the file, so that the fuller one is seen. */
  counts: z.object({ pairings: z.int(), deliveries: z.int(), houses: z.int(), consents: z.int(), receipts: z.int() }),
  donors: z.array(z.string()),
})
export type Side = z.infer<typeof sideSchema>

/** What tells namesakes apart: a day or year of birth, and the village (of a donor: where they live). */
export const knownBySchema = z.object({ birthDay: z.string().nullable(), place: z.string().nullable() })
export type KnownBy = z.infer<typeof knownBySchema>

export const WARNINGS = ['sameDonorTwice', 'bothHelped', 'bothHouseholds', 'consentWithdrawn'] as const

export const comparisonSchema = z.object({
  kind: duplicateKindSchema,
  first: sideSchema,
  second: sideSchema,
  score: z.number(),
  evidence: z.array(z.enum(EVIDENCE)),
  /** Which of the two should go on: the one that is further, then the fuller, then the older. */
  suggestedSurvivor: z.string(),
  warnings: z.array(z.enum(WARNINGS)),
  /** Somebody said that these are two. */
  saidDifferent: z.boolean(),
})
export type Comparison = z.infer<typeof comparisonSchema>

export const pairSchema = comparisonSchema.pick({ first: true, second: true, score: true, evidence: true })
export type DuplicatePair = z.infer<typeof pairSchema>

export const scanProgressSchema = z.object({
  phase: z.enum(['reading', 'comparing']),
  done: z.int(),
  /** 0 = not known yet. */
  total: z.int(),
})
export type ScanProgress = z.infer<typeof scanProgressSchema>

export const scanResultSchema = z.object({ people: z.int(), pairs: z.int() })
export type ScanResult = z.infer<typeof scanResultSchema>

export const mergeInputSchema = z.object({
  kind: duplicateKindSchema,
  survivorId: z.string(),
  otherId: z.string(),
  /** What to keep, field by field; a field not named keeps the survivor's word, or the other's where the survivor has none. */
  keep: z.partialRecord(mergeFieldSchema, keptFromSchema).default({}),
})
export type MergeInput = z.infer<typeof mergeInputSchema>

export const mergeEntrySchema = z.object({
  id: z.string(),
  kind: duplicateKindSchema,
  survivorId: z.string(),
  survivorName: z.string(),
  otherName: z.string(),
  at: z.string(),
  byName: z.string(),
  /** Last day on which it can be undone. */
  undoUntil: z.string(),
})
export type MergeEntry = z.infer<typeof mergeEntrySchema>

/** What an undo did: the files stand apart again, and what was written since stays where it is. */
export const undoneMergeSchema = z.object({
  /** Records that went back to the file they came from. */
  movedBack: z.int(),
  /** Columns of the survivor that were changed since the merge and keep their newer word. */
  keptFields: z.array(z.string()),
  /** Deliveries written since under the survivor for pairings that went back. */
  deliveriesSince: z.int(),
})
export type UndoneMerge = z.infer<typeof undoneMergeSchema>
