import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { moneyAmountSchema } from '../../../base/common/moneySchema.ts'

const text = (most: number) => z.string().trim().max(most).nullable().default(null)
const durability = z.enum(['durable', 'notDurable']).nullable().default(null)

/** What a survey found, as on the survey form. */
export const surveyFieldsSchema = z.object({
  onDay: daySchema,
  byName: text(300),
  /** What the village head says. */
  headOpinion: text(2000),
  health: text(2000),
  unableToWork: z.boolean().default(false),
  floor: durability,
  frame: durability,
  roof: durability,
  /** Dong per month and head of the household. */
  incomeMonthly: moneyAmountSchema.nullable().default(null),
  incomeSource: text(500),
  /** People who live on somebody else's work. */
  dependants: z.int().min(0).max(50).nullable().default(null),
  assets: text(2000),
  /** Allowances already paid by the state. */
  stateSupport: text(1000),
  /** Dong per month. */
  stateSupportMonthly: moneyAmountSchema.nullable().default(null),
  note: text(4000),
})
export type SurveyFields = z.infer<typeof surveyFieldsSchema>

export const surveySchema = surveyFieldsSchema.extend({
  id: z.string(),
  version: z.int(),
  housing: z.enum(['unstable', 'solid', 'partly', 'unknown']),
})
export type Survey = z.infer<typeof surveySchema>

export const certificateFieldsSchema = z.object({
  /** A code of the vocabulary `certificateKind`. */
  kind: z.string().max(64),
  /** A code of the vocabulary `disabilityLevel`. */
  level: z.string().max(64).nullable().default(null),
  number: text(100),
  issuedOn: daySchema.nullable().default(null),
  expiresOn: daySchema.nullable().default(null),
  issuer: text(300),
  note: text(1000),
})
export type CertificateFields = z.infer<typeof certificateFieldsSchema>

export const certificateSchema = certificateFieldsSchema.extend({
  id: z.string(),
  version: z.int(),
  expired: z.boolean(),
})
export type Certificate = z.infer<typeof certificateSchema>

export const needFieldsSchema = z.object({
  /** A code of the vocabulary `helpForm`. */
  helpForm: z.string().max(64),
  what: text(500),
  openedOn: daySchema,
  note: text(1000),
})
export type NeedFields = z.infer<typeof needFieldsSchema>

export const needSchema = needFieldsSchema.extend({
  id: z.string(),
  version: z.int(),
  state: z.enum(['open', 'met']),
  metOn: z.string().nullable(),
  /** Said by hand, or found because a delivery of that form reached the address. */
  metBy: z.enum(['hand', 'delivery']).nullable(),
  deliveryId: z.string().nullable(),
})
export type Need = z.infer<typeof needSchema>

/** Points of the priority score; the office edits them. */
export const priorityWeightsSchema = z.object({
  /** By code of the vocabulary `category`; each of a person's categories counts. */
  categories: z.record(z.string(), z.int().min(0).max(100)),
  /** By code of the vocabulary `disabilityLevel`, from a certificate that is valid. */
  disability: z.record(z.string(), z.int().min(0).max(100)),
  /** At least two of the three structures are not durable. */
  unstableHousing: z.int().min(0).max(100),
  /** Income at or below this many dong per head and month. */
  lowIncomeLimit: moneyAmountSchema,
  lowIncome: z.int().min(0).max(100),
  unableToWork: z.int().min(0).max(100),
  perDependant: z.int().min(0).max(100),
  mostDependants: z.int().min(0).max(20),
  noStateSupport: z.int().min(0).max(100),
  ethnicMinority: z.int().min(0).max(100),
  noSponsor: z.int().min(0).max(100),
})
export type PriorityWeights = z.infer<typeof priorityWeightsSchema>

export const PRIORITY_REASONS = [
  'category',
  'disability',
  'unstableHousing',
  'lowIncome',
  'unableToWork',
  'dependants',
  'noStateSupport',
  'ethnicMinority',
  'noSponsor',
] as const

export const prioritySchema = z.object({
  score: z.int(),
  reasons: z.array(
    z.object({
      code: z.enum(PRIORITY_REASONS),
      points: z.int(),
      /** The category or level that counts; otherwise null. */
      detail: z.string().nullable(),
      count: z.int(),
    }),
  ),
})
export type Priority = z.infer<typeof prioritySchema>

/** One line of the count by category and place. */
export const categoryCountSchema = z.object({
  category: z.string(),
  placeId: z.string().nullable(),
  placeName: z.string(),
  male: z.int(),
  female: z.int(),
  unknown: z.int(),
})
export type CategoryCount = z.infer<typeof categoryCountSchema>
