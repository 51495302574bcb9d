import * as z from 'zod'
import { monthSchema } from '../../../base/common/daySchema.ts'
import { moneyAmountSchema } from '../../../base/common/moneySchema.ts'

export const ADDRESS_STATES = [
  'proposed',
  'surveyed',
  'verified',
  'approved',
  'announced',
  'paired',
  'active',
  'suspended',
  'ended',
  'refused',
] as const
export const addressStateSchema = z.enum(ADDRESS_STATES)
export type AddressState = z.infer<typeof addressStateSchema>

export const ADDRESS_KINDS = ['person', 'household', 'collective'] as const

/** What narrows a list of addresses; empty = all that are not deleted. */
export const addressFilterSchema = z.object({
  /** Words as typed, marks optional. */
  search: z.string().max(200).optional(),
  states: z.array(addressStateSchema).optional(),
  communeId: z.string().optional(),
  villageId: z.string().optional(),
  category: z.string().optional(),
  /** Only addresses without an active or intended pairing. */
  withoutDonor: z.boolean().optional(),
  sex: z.enum(['M', 'F', 'unknown']).optional(),
  /** Who looks after the file, word for word. */
  responsible: z.string().max(200).optional(),
  /** A code of the vocabulary `helpForm`: addresses that have an open need of it. */
  openNeed: z.string().max(64).optional(),
  /** States are asked as they were on this day; addresses proposed later are left out. */
  asOf: z.iso.date().optional(),
  importId: z.string().optional(),
  /** With or without a point on the map. */
  hasPoint: z.boolean().optional(),
})
export type AddressFilter = z.infer<typeof addressFilterSchema>

/** `closest`: what was searched for as it was typed, marks and all, before what only sounds like it; then by name. */
export const ADDRESS_SORTS = ['name', 'closest', 'village', 'state', 'stateSince', 'monthlyNeed'] as const
export const addressPageInputSchema = z.object({
  filter: addressFilterSchema.default({}),
  sort: z.enum(ADDRESS_SORTS).default('name'),
  descending: z.boolean().default(false),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(500).default(50),
})
export type AddressPageInput = z.infer<typeof addressPageInputSchema>

/** One line of the list: enough to recognise the person and see where things stand. */
export const addressRowSchema = z.object({
  id: z.string(),
  version: z.int(),
  displayName: z.string(),
  kind: z.enum(ADDRESS_KINDS),
  sex: z.enum(['M', 'F']).nullable(),
  birthDay: z.string().nullable(),
  villageName: z.string().nullable(),
  communeName: z.string(),
  mainCategory: z.string(),
  state: addressStateSchema,
  stateSince: z.string(),
  /** Active or intended sponsors, by name. */
  donors: z.array(z.string()),
  /** Sum of what active sponsors give per month, in dong. */
  monthlySupport: z.number(),
  monthlyNeed: z.number().nullable(),
  responsible: z.string().nullable(),
  /** Where it stood on the day asked for by `asOf`; otherwise null. */
  stateThen: addressStateSchema.nullable(),
})
export type AddressRow = z.infer<typeof addressRowSchema>

/** Degrees, WGS 84. */
export const pointSchema = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
})

/** Fields a clerk fills in; only name, village and category are required, the rest is added later. */
export const addressFieldsSchema = z.object({
  kind: z.enum(ADDRESS_KINDS).default('person'),
  name: z.string().trim().min(1).max(200),
  otherName: z.string().max(200).nullable().default(null),
  sex: z.enum(['M', 'F']).nullable().default(null),
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  birthDay: z
    .string()
    .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/)
    .nullable()
    .default(null),
  ethnicity: z.string().max(100).nullable().default(null),
  idNumber: z.string().max(30).nullable().default(null),
  /** Of an old card (CMND) that the present one replaced. */
  formerIdNumber: z.string().max(30).nullable().default(null),
  phone: z.string().max(40).nullable().default(null),
  guardianName: z.string().max(200).nullable().default(null),
  guardianPhone: z.string().max(40).nullable().default(null),
  guardianRelation: z.string().max(100).nullable().default(null),
  villageId: z.string(),
  addressLine: z.string().max(300).nullable().default(null),
  formerAddress: z.string().max(300).nullable().default(null),
  /** Where it stands on the map. */
  point: pointSchema.nullable().default(null),
  /** Who looks after the file: an officer, a volunteer of the village. */
  responsible: z.string().max(200).nullable().default(null),
  mainCategory: z.string(),
  otherCategories: z.array(z.string()).default([]),
  situation: z.string().max(4000).nullable().default(null),
  needs: z.string().max(2000).nullable().default(null),
  wish: z.string().max(2000).nullable().default(null),
  /** Dong per month. */
  monthlyNeed: moneyAmountSchema.nullable().default(null),
  /** The period help is asked for: its first month and how many months; no number = as long as needed. */
  needFrom: monthSchema.nullable().default(null),
  needMonths: z.int().min(1).max(600).nullable().default(null),
  nextVisitOn: z.iso.date().nullable().default(null),
  note: z.string().max(4000).nullable().default(null),
})
export type AddressFields = z.infer<typeof addressFieldsSchema>

/** Someone of the same household who is not an address of their own. */
export const householdMemberSchema = z.object({
  personId: z.string(),
  name: z.string(),
  sex: z.enum(['M', 'F']).nullable(),
  birthDay: z.string().nullable(),
  /** A code of the vocabulary `householdRelation`: how they are related to this address. */
  relation: z.string().nullable(),
  /** Head of the household. */
  head: z.boolean(),
})

export const addressStepSchema = z.object({
  id: z.string(),
  state: addressStateSchema,
  onDay: z.string(),
  byName: z.string().nullable(),
  reason: z.string().nullable(),
  /** A code of the vocabulary `endReason`. */
  endReason: z.string().nullable(),
  /** The paper behind the step. */
  decision: z.object({ title: z.string(), number: z.string().nullable(), onDay: z.string().nullable() }).nullable(),
})

/** The whole file of one address. */
export const addressFileSchema = z.object({
  id: z.string(),
  /** Of the file as a whole: grows when the address or the person behind it changes. */
  version: z.int(),
  ownUnit: z.boolean(),
  state: addressStateSchema,
  stateSince: z.string(),
  deleted: z.boolean(),
  /** The address that goes on, when this one was merged into it. */
  mergedInto: z.string().nullable(),
  communeId: z.string(),
  communeName: z.string(),
  villageName: z.string().nullable(),
  fields: addressFieldsSchema.extend({ villageId: z.string().nullable() }),
  steps: z.array(addressStepSchema),
  members: z.array(householdMemberSchema),
  /** The person of this address is the head of the household, or nobody else is. */
  isHead: z.boolean(),
  /** A code of the vocabulary `endReason`, of an address that has ended. */
  endReason: z.string().nullable(),
  /** From this day nothing may be done with the data but keep them. */
  restrictedOn: z.string().nullable(),
  anonymisedOn: z.string().nullable(),
  /** Active or intended sponsors, by name. */
  donors: z.array(z.string()),
  /** What active sponsors give per month, in dong. */
  monthlySupport: z.number(),
  /** What is still to be filled in, as field names; shown, never nagged about. */
  missing: z.array(z.string()),
  /** Doubts about the ID number (codes of base/common/identityNumber), never blocking. */
  warnings: z.array(z.string()),
})
export type AddressFile = z.infer<typeof addressFileSchema>

/** What may be written into many files at once; what is not told stays. */
export const bulkChangesSchema = z
  .object({
    mainCategory: z.string(),
    addCategory: z.string(),
    removeCategory: z.string(),
    villageId: z.string(),
    /** Null takes the name out. */
    responsible: z.string().max(200).nullable(),
    nextVisitOn: z.iso.date().nullable(),
  })
  .partial()
export type BulkChanges = z.infer<typeof bulkChangesSchema>
