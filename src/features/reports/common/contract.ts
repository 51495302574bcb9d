import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { plausibilitySettingsSchema } from './plausibility/plausibilitySettings.ts'
import {
  drillSchema,
  figureSchema,
  findingSchema,
  paperReturnInput,
  quarterSchema,
  quarterTableSchema,
  signedReportSchema,
} from './quarterSchemas.ts'

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

  /** What is doubtful in the quarter's figures, unit by unit, by the rules of plausibility. */
  findings: query('money.read')
    .input(quarterSchema)
    .output(z.object({ findings: z.array(findingSchema) })),

  /** Totals of a unit that reports on paper only, typed and labelled as such. */
  typePaper: command('bundles.open')
    .input(paperReturnInput)
    .output(z.object({ findings: z.array(findingSchema) }))
    .errors(
      failures(
        'reports.sentByFile',
        'reports.ownUnit',
        'reports.partsDiffer',
        'reports.scaleSlip',
        'reports.contradicts',
      ),
    ),

  /** What this office holds plausible, and how many people live in each unit as far as it is written down. */
  plausibility: query('money.read').output(
    z.object({ settings: plausibilitySettingsSchema, populations: z.record(z.string(), z.int()) }),
  ),

  setPlausibility: command('office.settings').input(plausibilitySettingsSchema).output(z.object({})),

  /** Null: not known. */
  setPopulation: command('office.settings')
    .input(z.object({ unitId: z.string(), people: z.int().min(1).max(200_000_000).nullable() }))
    .output(z.object({}))
    .errors(failures('common.notFound')),

  /** Keeps the table as it stands: it never changes again, and what comes later shows as differences. */
  sign: command('records.approve')
    .input(quarterSchema)
    .output(z.object({ id: z.string() }))
    .errors(failures('reports.scaleSlip', 'reports.contradicts')),

  /** Signed tables of a quarter, newest first, each with what is another now. */
  signed: query('money.read')
    .input(quarterSchema)
    .output(z.object({ reports: z.array(signedReportSchema) })),

  /** The table as a spreadsheet with title, period and places to sign, in the language asked for. */
  quarterXlsx: query('data.export')
    .input(quarterSchema.extend({ language: languageSchema.default('vi') }))
    .output(z.object({ ticket: z.string(), name: z.string() })),
}
