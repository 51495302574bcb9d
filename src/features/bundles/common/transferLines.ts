import * as z from 'zod'
import { sha256HexSchema } from './bundleHeader.ts'

/** First record line of an offered case; the case's own record lines follow. */
export const caseLineSchema = z.strictObject({
  kind: z.literal('case'),
  transferId: z.uuid(),
  addressId: z.uuid(),
  toUnit: z.uuid(),
  reason: z.string().max(2000),
})
export type CaseLine = z.infer<typeof caseLineSchema>

/** The one record line of an answer; `offerHash` is the bundle hash of the offer. */
export const answerLineSchema = z.strictObject({
  kind: z.literal('answer'),
  transferId: z.uuid(),
  accepted: z.boolean(),
  reason: z.string().max(2000),
  offerHash: sha256HexSchema,
})
export type AnswerLine = z.infer<typeof answerLineSchema>
