import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { unitNamesSchema } from './bundleSchemas.ts'
import { shareLineSchema } from './shares/shareLines.ts'

const quarterSchema = z.object({
  year: z.int().min(2000).max(2100),
  quarter: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
})
const shareInput = z.object({
  /** A Lao province. */
  toUnit: z.string(),
  /** Figures go up to this quarter, which is over. */
  through: quarterSchema,
})
export type ShareInput = z.infer<typeof shareInput>
const shareFailures = failures('bundles.notAPartner', 'bundles.quarterNotOver')
const fileSchema = z.object({ ticket: z.string(), name: z.string(), bytes: z.int() })

const receivedShareSchema = z.object({
  from: unitNamesSchema,
  seq: z.int(),
  madeAt: z.string(),
  openedAt: z.string(),
  lines: z.array(shareLineSchema),
})

/** What is told to a Lao partner, and what it tells back. */
export const shareContract = {
  /** Lao provinces, those whose keys are enrolled first. */
  partners: query('bundles.send', { quiet: true }).output(
    z.object({ partners: z.array(z.object({ unit: unitNamesSchema, enrolled: z.boolean() })) }),
  ),

  /** Everything a share would say, and what it leaves out; writes nothing. */
  preview: query('bundles.send')
    .input(shareInput)
    .output(
      z.object({
        lines: z.array(shareLineSchema),
        enrolled: z.boolean(),
        facts: z.object({
          named: z.int(),
          withoutConsent: z.int(),
          restricted: z.int(),
          heldBack: z.int(),
          smallActivities: z.int(),
          changedSince: z.int(),
        }),
      }),
    )
    .errors(shareFailures),

  /** Makes the next file for the partner's program. From now on its figures stay as told. */
  make: command('bundles.send')
    .input(shareInput)
    .output(fileSchema.extend({ seq: z.int() }))
    .errors({ ...shareFailures, ...failures('bundles.receiverNotEnrolled', 'bundles.tooLarge') }),

  /** The same content to read without the program, in Vietnamese and Lao side by side. Its figures stay as told, too. */
  copy: command('bundles.send')
    .input(shareInput.extend({ format: z.enum(['docx', 'xlsx']) }))
    .output(fileSchema)
    .errors(shareFailures),

  /** What offices across the border last shared with this one. */
  received: query('records.read').output(z.object({ shares: z.array(receivedShareSchema) })),

  /** Sends this office's own joint activities to the partner they were done with. */
  report: command('bundles.send')
    .input(z.object({ toUnit: z.string() }))
    .output(fileSchema.extend({ seq: z.int(), activities: z.int() }))
    .errors(failures('bundles.notAPartner', 'bundles.receiverNotEnrolled', 'bundles.tooLarge')),
}
