import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { unitNamesSchema } from './bundleSchemas.ts'
import { partSizeSchema } from './photos/photoLines.ts'

const toInput = z.object({ toUnit: z.string() })
const partInput = z.object({ batchId: z.string(), part: z.int() })

const sentPartSchema = z.object({
  batchId: z.string(),
  part: z.int(),
  parts: z.int(),
  to: unitNamesSchema,
  photos: z.int(),
  bytes: z.int(),
  /** Null: planned, the file was not made yet. */
  madeAt: z.string().nullable(),
})
const receivedBatchSchema = z.object({
  batchId: z.string(),
  from: unitNamesSchema,
  parts: z.int(),
  photos: z.int(),
  missing: z.array(z.int()),
  lastAt: z.string(),
})

/** Photos of what was reported, in parts under a size the office chooses, apart from the report. */
export const photosContract = {
  /** How many photos would go, how large, in how many parts, and what stays; writes nothing. */
  preview: query('bundles.send')
    .input(toInput)
    .output(
      z.object({
        megabytes: partSizeSchema,
        photos: z.int(),
        /** Of the files to come, at most. */
        bytes: z.int(),
        parts: z.int(),
        withoutConsent: z.int(),
        notReported: z.int(),
        tooLarge: z.int(),
        /** Photos sent before that will be taken back. */
        gone: z.int(),
      }),
    )
    .errors(failures('bundles.receiverNotEnrolled')),

  setPartSize: command('bundles.send')
    .input(z.object({ megabytes: partSizeSchema }))
    .output(z.object({})),

  /** Settles which photos go in which part. The files are made one by one, in any order, today or another day. */
  plan: command('bundles.send')
    .input(toInput)
    .output(z.object({ batchId: z.string(), parts: z.int() }))
    .errors(failures('bundles.receiverNotEnrolled', 'bundles.nothingToSend')),

  /** The file of one part, made now or before. A photo whose consent was taken back in between is left out. */
  make: command('bundles.send')
    .input(partInput)
    .output(z.object({ ticket: z.string(), name: z.string(), bytes: z.int(), photos: z.int() }))
    .errors(failures('common.notFound', 'bundles.receiverNotEnrolled', 'bundles.tooLarge')),

  /** Parts made here, and what came from below with the parts that are missing. */
  list: query('signedIn').output(z.object({ sent: z.array(sentPartSchema), received: z.array(receivedBatchSchema) })),
}
