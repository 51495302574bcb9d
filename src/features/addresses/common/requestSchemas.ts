import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'

/** What a person may ask of their own data; withdrawing a consent has its own place. */
export const REQUEST_KINDS = ['access', 'correct', 'restrict', 'object', 'erase'] as const
export const requestKindSchema = z.enum(REQUEST_KINDS)
export type RequestKind = z.infer<typeof requestKindSchema>

export const requestFieldsSchema = z.object({
  kind: requestKindSchema,
  /** Who asks: the person, a guardian, somebody they authorised. */
  requester: z.string().trim().min(1).max(200),
  receivedOn: daySchema,
  /** Others were given the data too. */
  thirdParties: z.boolean().default(false),
  note: z.string().trim().max(2000).nullable().default(null),
})
export type RequestFields = z.infer<typeof requestFieldsSchema>

export const dataRequestSchema = requestFieldsSchema.extend({
  id: z.string(),
  version: z.int(),
  addressId: z.string(),
  displayName: z.string(),
  /** Empty once the file was anonymised. */
  requester: z.string(),
  answerBy: z.string(),
  doBy: z.string(),
  extendedOn: z.string().nullable(),
  answeredOn: z.string().nullable(),
  doneOn: z.string().nullable(),
  outcome: z.enum(['done', 'refused']).nullable(),
  /** What is late today: the answer, or the work. */
  late: z.enum(['answer', 'action']).nullable(),
})
export type DataRequest = z.infer<typeof dataRequestSchema>

export const REQUEST_STEPS = ['answer', 'extend', 'done', 'refuse'] as const
export type RequestStep = (typeof REQUEST_STEPS)[number]
