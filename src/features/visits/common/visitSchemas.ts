import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'

/** Months between two visits: for everyone, and for categories that need it sooner or later. */
export const visitIntervalsSchema = z.object({
  months: z.int().min(1).max(60),
  byCategory: z.record(z.string(), z.int().min(1).max(60)),
})
export type VisitIntervals = z.infer<typeof visitIntervalsSchema>

export const visitFieldsSchema = z.object({
  madeOn: daySchema,
  /** Who went, as people say it: names, apart by commas. */
  byName: z.string().trim().max(300).nullable().default(null),
  /** A code of the vocabulary `visitResult`. */
  result: z.string().max(64),
  note: z.string().trim().max(4000).nullable().default(null),
})
export type VisitFields = z.infer<typeof visitFieldsSchema>

export const visitSchema = visitFieldsSchema.extend({
  id: z.string(),
  version: z.int(),
  addressId: z.string(),
  houseId: z.string().nullable(),
  /** The day it had been due. */
  dueOn: z.string().nullable(),
})
export type Visit = z.infer<typeof visitSchema>

export const dueVisitFilterSchema = z.object({
  /** Due on or before this day; today's horizon of thirty days unless told. */
  until: daySchema.optional(),
  overdueOnly: z.boolean().default(false),
  villageId: z.string().optional(),
})
export type DueVisitFilter = z.infer<typeof dueVisitFilterSchema>

export const dueVisitSchema = z.object({
  addressId: z.string(),
  displayName: z.string(),
  villageId: z.string().nullable(),
  villageName: z.string().nullable(),
  mainCategory: z.string(),
  dueOn: z.string(),
  overdue: z.boolean(),
  lastVisitOn: z.string().nullable(),
  /** A code of the vocabulary `visitResult`. */
  lastResult: z.string().nullable(),
})
export type DueVisit = z.infer<typeof dueVisitSchema>
