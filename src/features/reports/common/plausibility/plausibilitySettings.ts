import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { LARGEST_AMOUNT } from '../../../../base/common/money.ts'
import { USUAL_BANDS } from './valueRules.ts'

const dong = z.int().min(0).max(LARGEST_AMOUNT)
const bandSchema = z.object({ low: dong, high: dong }).refine((band) => band.low <= band.high)

export const BAND_KINDS = ['gift', 'monthlyAid', 'houseNew', 'houseRepair', 'cow', 'goat', 'kit'] as const

const appealSchema = z.object({
  /** As the receipts and payments of the appeal name it. */
  purpose: z.string().trim().min(1).max(200),
  openedOn: daySchema,
  closedOn: daySchema.nullable(),
})

/** What an office holds plausible: bands in dong for one piece of help, the least gift of the plan, its appeals. */
export const plausibilitySettingsSchema = z.object({
  bands: z.record(z.enum(BAND_KINDS), bandSchema),
  /** R17: a gift below it is asked about; null when the plan promises none. */
  planMinimum: dong.nullable(),
  appeals: z.array(appealSchema).max(50),
})
export type PlausibilitySettings = z.infer<typeof plausibilitySettingsSchema>

export const USUAL_PLAUSIBILITY: PlausibilitySettings = { bands: USUAL_BANDS, planMinimum: null, appeals: [] }
