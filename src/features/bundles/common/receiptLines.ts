import * as z from 'zod'
import { bundleIdSchema, sha256HexSchema } from './bundleHeader.ts'
import { chainHeadSchema } from './bundleManifest.ts'
import { isRecordKind } from './bundleRecords.ts'
import { idText } from './records/columnFate.ts'

const params = z.record(z.string().max(40), z.union([z.string().max(2000), z.number()]))
const code = z.string().regex(/^[a-zA-Z]+\.[a-zA-Z]+$/)

/**
 * `accepted`: everything up to this number of this series is in the receiver's book; `hash` is that bundle's, `auditHead` the
 * end of the sender's audit chain as that bundle said it: a second keeper of it.
 */
const acceptedSchema = z.strictObject({
  kind: z.literal('accepted'),
  epoch: z.uuid(),
  seq: z.int().min(1),
  hash: sha256HexSchema,
  auditHead: chainHeadSchema.nullable(),
})
/** A file that was refused, with the failure's code and parameters. */
const refusedSchema = z.strictObject({
  kind: z.literal('refused'),
  bundleId: bundleIdSchema,
  seq: z.int().min(1),
  hash: sha256HexSchema,
  code,
  params,
})
/** A file that waits for the numbers named. */
const waitingSchema = z.strictObject({
  kind: z.literal('waiting'),
  seq: z.int().min(1),
  missing: z.array(z.int().min(1)).max(100),
})
/** A figure the receiver asks the sender to look at again; `rule` says which rule of plausibility it broke, if any. */
export const questionLineSchema = z.strictObject({
  kind: z.literal('question'),
  id: z.uuid(),
  year: z.int().min(1990).max(2200),
  quarter: z.int().min(1).max(4),
  figure: z.string().max(40),
  value: z.int(),
  rule: z.string().max(40),
  note: z.string().max(2000),
})

/**
 * A record of a case that the sender gave to another unit, as it said itself in a report taken in here, but has forgotten with a
 * restored backup: while it says that the record is its own, none of its reports can be taken in.
 */
const movedSchema = z.strictObject({
  kind: z.literal('moved'),
  of: z.string().refine(isRecordKind),
  id: idText,
  toUnit: idText,
})

/** The record lines of a receipt. It is whole in itself: the newest says all that the ones before it said. */
export const receiptLineSchema = z.discriminatedUnion('kind', [
  acceptedSchema,
  refusedSchema,
  waitingSchema,
  questionLineSchema,
  movedSchema,
])
export type ReceiptLine = z.infer<typeof receiptLineSchema>
