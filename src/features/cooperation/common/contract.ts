import * as z from 'zod'
import { command, query } from '../../../base/common/procedure.ts'
import { activityFieldsSchema, activitySchema, activityTotalSchema } from './activitySchemas.ts'

const idInput = z.object({ id: z.string() })

/** Work with the Red Cross across the border: joint activities, ours and beside them what the partner reported. */
export const cooperationContract = {
  /** Activities of a year, newest first, and sums of each side apart. */
  list: query('records.read')
    .input(z.object({ year: z.int().min(2000).max(2100) }))
    .output(z.object({ activities: z.array(activitySchema), totals: z.array(activityTotalSchema) })),

  /** Whom an activity may be with: Lao provinces for our offices, our provinces and communes for a Lao one. */
  units: query('records.read')
    .input(z.object({ search: z.string().max(100) }))
    .output(
      z.object({
        partners: z.array(
          z.object({ id: z.string(), code: z.string(), vi: z.string(), en: z.string(), lo: z.string() }),
        ),
      }),
    ),

  /** Provinces and districts of Laos known to the program. */
  districts: query('records.read').output(
    z.object({
      districts: z.array(
        z.object({ id: z.string(), code: z.string(), vi: z.string(), en: z.string(), lo: z.string() }),
      ),
    }),
  ),

  add: command('records.write')
    .input(z.object({ fields: activityFieldsSchema }))
    .output(idInput),

  update: command('records.write')
    .input(idInput.extend({ version: z.int(), fields: activityFieldsSchema }))
    .output(z.object({})),

  remove: command('records.write').input(idInput).output(z.object({})),
  restore: command('records.write').input(idInput).output(z.object({})),
}
