import * as z from 'zod'
import { languageSchema } from '../../../base/common/language.ts'
import { query } from '../../../base/common/procedure.ts'
import { drillSchema, figureSchema, quarterSchema, quarterTableSchema } from './quarterSchemas.ts'

/** Papers of figures: what an office and the offices below it did in a quarter. */
export const reportContract = {
  /** One row for this office and for each unit that reports to it, and their total. */
  quarter: query('money.read').input(quarterSchema).output(quarterTableSchema),

  /** The rows behind one figure; of all units when `unitId` is null. At most 500, with the full count and sum. */
  drill: query('money.read')
    .input(
      quarterSchema.extend({
        figure: figureSchema,
        unitId: z.string().nullable(),
      }),
    )
    .output(drillSchema),

  /** The table as a spreadsheet with title, period and places to sign, in the language asked for. */
  quarterXlsx: query('data.export')
    .input(quarterSchema.extend({ language: languageSchema.default('vi') }))
    .output(z.object({ ticket: z.string(), name: z.string() })),
}
