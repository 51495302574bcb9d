import * as z from 'zod'
import { moneySchema } from '../../../base/common/moneySchema.ts'
import { BUNDLE_KINDS } from './bundleManifest.ts'
import { inspectedBundleSchema, openedBundleSchema, unitNamesSchema } from './bundleSchemas.ts'

/** What a sentence about a file is filled with; sums keep their currency. */
export const factsSchema = z.record(z.string(), z.union([z.string(), z.number(), moneySchema]))
export type FileFacts = z.infer<typeof factsSchema>

/**
 * A file that is no report, in words every kind shares. Its sentences are `bundles:opening.<kind>.told` before and `.done` after
 * opening, filled with `facts`; what a person reads one by one before saying yes stands in `lines`, each a sentence
 * `bundles:opening.<kind>.lines.<code>`.
 */
const shortFileSchema = z.object({
  kind: z.enum(BUNDLE_KINDS).exclude(['report']),
  from: unitNamesSchema,
  seq: z.int(),
  madeAt: z.string(),
  bytes: z.int(),
  /** When it was opened before; nothing was written then. */
  alreadyOpened: z.string().nullable(),
  facts: factsSchema,
  lines: z.array(z.object({ code: z.string(), facts: factsSchema })),
})
export type ShortFile = z.infer<typeof shortFileSchema>

/** What a picked file is and what opening it would change, whatever its kind. */
export const inspectedFileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('report'), report: inspectedBundleSchema }),
  shortFileSchema,
])
export type InspectedFile = z.infer<typeof inspectedFileSchema>

/** What became of an opened file. */
export const openedFileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('report'), report: openedBundleSchema }),
  shortFileSchema,
])
export type OpenedFile = z.infer<typeof openedFileSchema>
