import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { historyEntrySchema, recordChangeSchema, recordTableSchema } from './historySchemas.ts'
import { LOG_KINDS } from './logKinds.ts'
import { RECORD_GROUP_NAMES } from './recordGroups.ts'

export const logFilterSchema = z.object({
  userId: z.string().optional(),
  /** Days of Viet Nam, both included. */
  from: daySchema.optional(),
  to: daySchema.optional(),
  group: z.enum(RECORD_GROUP_NAMES).optional(),
  kind: z.enum(LOG_KINDS).optional(),
})
export type LogFilter = z.infer<typeof logFilterSchema>

/** A change with the page where its record is seen, and the family it tells of. */
export const loggedChangeSchema = recordChangeSchema.extend({
  path: z.string().nullable(),
  addressId: z.string().nullable(),
})
export type LoggedChange = z.infer<typeof loggedChangeSchema>

/** One line of the office's log: everything one command, or one import, changed at once. */
export const logEntrySchema = historyEntrySchema.omit({ undoable: true, undone: true }).extend({
  kind: z.enum(LOG_KINDS),
  /** The first few of its records that the filter lets through, what a person meant before what followed; none of a batch. */
  records: z.array(loggedChangeSchema),
  /** An import with its file, or a book that came: how much of what it wrote. */
  batch: z
    .object({
      source: z.enum(['import', 'book']),
      fileName: z.string().nullable(),
      counts: z.array(z.object({ table: recordTableSchema, count: z.int() })),
    })
    .nullable(),
})
export type LogEntry = z.infer<typeof logEntrySchema>
