import * as z from 'zod'
import { unitNamesSchema } from '../bundleSchemas.ts'
import { factsSchema } from '../fileSchemas.ts'

/** A change in words: a sentence `bundles:opening.directory.lines.<code>` filled with `facts`. */
const changeSchema = z.object({ code: z.string(), facts: factsSchema })
export type DirectoryChange = z.infer<typeof changeSchema>

export const plannedDirectorySchema = z.object({
  version: z.int(),
  /** Lines of each kind it will carry. */
  counts: z.record(z.string(), z.int()),
  /** At most 300 of what is other than in the last one, and how many there are. */
  changes: z.array(changeSchema),
  total: z.int(),
})

export const directoryStatusSchema = z.object({
  /** Whether this office makes the directories. */
  isCentre: z.boolean(),
  /** Whose directories are believed; null = nobody's yet. */
  signer: z
    .object({
      fingerprint: z.string(),
      /** The office above whose key file named it; null when its digits were typed here. */
      vouchedBy: unitNamesSchema.nullable(),
      enrolledAt: z.string(),
    })
    .nullable(),
  newest: z
    .object({
      version: z.int(),
      issuedOn: z.string(),
      openedAt: z.string(),
      from: unitNamesSchema,
      fingerprint: z.string(),
      bytes: z.int(),
      note: z.string(),
      /** Whether this PC still has the file, to pass it on. */
      kept: z.boolean(),
      /** At most 300 of what it changed here. */
      changes: z.array(changeSchema),
      total: z.int(),
    })
    .nullable(),
})
export type DirectoryStatus = z.infer<typeof directoryStatusSchema>
