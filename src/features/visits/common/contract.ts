import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  dueVisitFilterSchema,
  dueVisitSchema,
  visitFieldsSchema,
  visitIntervalsSchema,
  visitSchema,
} from './visitSchemas.ts'

const idInput = z.object({ id: z.string() })

/** Follow-up visits: what is due, what was found, when to go again. */
export const visitContract = {
  /** Addresses of this office whose next visit is due, the longest overdue first. */
  due: query('records.read')
    .input(
      z.object({
        filter: dueVisitFilterSchema.prefault({}),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(50),
      }),
    )
    .output(z.object({ rows: z.array(dueVisitSchema) })),

  countDue: query('records.read')
    .input(z.object({ filter: dueVisitFilterSchema.prefault({}) }))
    .output(z.object({ total: z.int(), overdue: z.int() })),

  /** Visits of one address, newest first. */
  forAddress: query('records.read')
    .input(z.object({ addressId: z.string() }))
    .output(z.object({ visits: z.array(visitSchema), nextVisitOn: z.string().nullable() })),

  /**
   * Writes down a visit and plans the next one: on `nextOn`, on no day (null), or, when not told, after the interval of the
   * main category. An address that has ended gets no next day.
   */
  record: command('records.write')
    .input(
      z.object({
        addressId: z.string(),
        houseId: z.string().optional(),
        fields: visitFieldsSchema,
        nextOn: daySchema.nullable().optional(),
      }),
    )
    .output(z.object({ id: z.string(), nextVisitOn: z.string().nullable() }))
    .errors(failures('visits.unknownAddress', 'visits.dayAhead', 'visits.unknownResult', 'visits.nextBeforeVisit')),

  update: command('records.write')
    .input(idInput.extend({ version: z.int(), fields: visitFieldsSchema }))
    .output(z.object({}))
    .errors(failures('visits.dayAhead', 'visits.unknownResult')),

  remove: command('records.write').input(idInput).output(z.object({})),
  restore: command('records.write').input(idInput).output(z.object({})),

  /** Sets the next visit of many: on one day, or after each one's own interval from their last visit or from today. */
  plan: command('records.write')
    .input(z.object({ ids: z.array(z.string()).min(1).max(2000), on: daySchema.optional() }))
    .output(z.object({ changed: z.int() }))
    .errors(failures('visits.unknownAddress')),

  intervals: query('records.read').output(visitIntervalsSchema),
  setIntervals: command('office.settings').input(visitIntervalsSchema).output(z.object({})),
}
