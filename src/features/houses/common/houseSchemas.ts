import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { currencySchema, moneyAmountSchema } from '../../../base/common/moneySchema.ts'

/** From proposal to handover, in the order of the vocabulary `houseStage`. */
export const HOUSE_STAGES = [
  'proposed',
  'surveyed',
  'approved',
  'funded',
  'started',
  'foundation',
  'walls',
  'roof',
  'finishing',
  'accepted',
  'handedOver',
] as const
export const houseStageSchema = z.enum(HOUSE_STAGES)
export type HouseStage = z.infer<typeof houseStageSchema>

export const HOUSE_KINDS = ['new', 'repair'] as const
export const houseKindSchema = z.enum(HOUSE_KINDS)
export type HouseKind = z.infer<typeof houseKindSchema>

export const FUNDING_KINDS = ['cash', 'materials', 'labourDays'] as const
export const fundingKindSchema = z.enum(FUNDING_KINDS)
export type FundingKind = z.infer<typeof fundingKindSchema>

const durability = z.enum(['durable', 'notDurable']).nullable().default(null)
/** Floor and foundation, frame and walls, roof. */
export const housingPartsSchema = z.object({ floor: durability, frame: durability, roof: durability })
export type HousingParts = z.infer<typeof housingPartsSchema>

export const houseFieldsSchema = z.object({
  addressId: z.string(),
  kind: houseKindSchema,
  /** As the paying programme calls it: Nhà Chữ thập đỏ, Mái ấm tình thương … */
  programme: z.string().trim().max(300).nullable().default(null),
  /** Expected cost of the whole house in minor units, whoever pays. */
  budget: moneyAmountSchema,
  currency: currencySchema.default('VND'),
  areaM2: z.number().positive().max(10_000).nullable().default(null),
  outsideProvince: z.boolean().default(false),
  /** The three structures before the work (survey) and as handed over. */
  before: housingPartsSchema.prefault({}),
  after: housingPartsSchema.prefault({}),
  /** Land and building permit, as checked. */
  permitNote: z.string().trim().max(1000).nullable().default(null),
  note: z.string().trim().max(4000).nullable().default(null),
})
export type HouseFields = z.infer<typeof houseFieldsSchema>

export const fundingFieldsSchema = z.object({
  kind: fundingKindSchema,
  /** A donor on file, or just a name: the family, the village, the army. */
  donorId: z.string().nullable().default(null),
  funderName: z.string().trim().min(1).max(200),
  /** Value in minor units of the house's currency. */
  amount: moneyAmountSchema,
  /** For labour. */
  days: z.number().positive().max(100_000).nullable().default(null),
})
export type FundingFields = z.infer<typeof fundingFieldsSchema>

export const fundingSchema = fundingFieldsSchema.extend({ id: z.string(), version: z.int() })
export type Funding = z.infer<typeof fundingSchema>

/** What stands between a house and its next stage; undefined for a house that is handed over. */
export const houseBlockSchema = z.object({
  next: houseStageSchema,
  /** What has to happen first. */
  code: z.enum(['needsSurvey', 'needsApproval', 'needsMoney', 'needsWork', 'needsAcceptance', 'needsHandover']),
  /** Money still to find, in minor units; 0 where money is not what is missing. */
  missing: z.int(),
})
export type HouseBlock = z.infer<typeof houseBlockSchema>

export const HOUSE_WARNINGS = [
  'budgetLow',
  'budgetHigh',
  'budgetThousandTooLow',
  'budgetThousandTooHigh',
  'moreMoneyThanCost',
  'startedWithoutMoney',
  'secondHouse',
  'notEligible',
  'stillWeak',
  'paidBeforeStage',
  'paidMoreThanFunded',
  'stageLate',
] as const
export const houseWarningSchema = z.enum(HOUSE_WARNINGS)
export type HouseWarning = z.infer<typeof houseWarningSchema>

export const houseRowSchema = z.object({
  id: z.string(),
  addressId: z.string(),
  displayName: z.string(),
  villageName: z.string().nullable(),
  kind: houseKindSchema,
  programme: z.string().nullable(),
  stage: houseStageSchema,
  budget: z.int(),
  /** Sum of all funders, in minor units of the same currency. */
  funded: z.int(),
  currency: currencySchema,
  handedOverOn: z.string().nullable(),
})
export type HouseRow = z.infer<typeof houseRowSchema>

/** When a stage was planned and reached; a stage nobody wrote of has none. */
export const stagePlanSchema = z.object({
  stage: houseStageSchema,
  plannedOn: z.string().nullable(),
  reachedOn: z.string().nullable(),
  note: z.string().nullable(),
})
export type StagePlan = z.infer<typeof stagePlanSchema>

export const paymentFieldsSchema = z.object({
  /** Paid when this stage is reached. */
  stage: houseStageSchema,
  /** Minor units of the house's currency. */
  amount: moneyAmountSchema.min(1),
  plannedOn: daySchema.nullable().default(null),
  paidOn: daySchema.nullable().default(null),
  payee: z.string().trim().max(200).nullable().default(null),
  note: z.string().trim().max(1000).nullable().default(null),
})
export type PaymentFields = z.infer<typeof paymentFieldsSchema>

export const housePaymentSchema = paymentFieldsSchema.extend({
  id: z.string(),
  version: z.int(),
  amount: z.int(),
  /** The paper the fund paid it with, as "PC 12/2026"; null while unpaid, or paid past the fund. */
  voucher: z.string().nullable(),
  /** Its stage is reached and it is not paid yet. */
  due: z.boolean(),
})
export type HousePayment = z.infer<typeof housePaymentSchema>

export const houseFileSchema = houseRowSchema.extend({
  version: z.int(),
  ownUnit: z.boolean(),
  deleted: z.boolean(),
  communeName: z.string(),
  areaM2: z.number().nullable(),
  outsideProvince: z.boolean(),
  startedOn: z.string().nullable(),
  acceptedOn: z.string().nullable(),
  before: housingPartsSchema,
  after: housingPartsSchema,
  housingBefore: z.enum(['unstable', 'solid', 'partly', 'unknown']),
  housingAfter: z.enum(['unstable', 'solid', 'partly', 'unknown']),
  permitNote: z.string().nullable(),
  note: z.string().nullable(),
  stages: z.array(stagePlanSchema),
  payments: z.array(housePaymentSchema),
  /** Paid out so far, and all that is planned, in minor units of the house's currency. */
  paid: z.int(),
  labourDays: z.number(),
  fundings: z.array(fundingSchema),
  /** Received into the fund's books for this house, in minor units. */
  received: z.int(),
  block: houseBlockSchema.optional(),
  warnings: z.array(houseWarningSchema),
})
export type HouseFile = z.infer<typeof houseFileSchema>

export const houseFilterSchema = z.object({
  /** Words of the person's name, village or commune. */
  search: z.string().max(200).optional(),
  stages: z.array(houseStageSchema).optional(),
  kind: houseKindSchema.optional(),
  addressId: z.string().optional(),
})
export type HouseFilter = z.infer<typeof houseFilterSchema>

export const stageStepSchema = z.object({ stage: houseStageSchema, onDay: daySchema })
export type StageStep = z.infer<typeof stageStepSchema>
