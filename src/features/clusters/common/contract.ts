import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  clusterInput,
  clusterSchema,
  codeSchema,
  formInput,
  formSchema,
  formTableInput,
  formTableSchema,
  indicatorInput,
  indicatorSchema,
  standingInput,
  standingSchema,
  targetSchema,
  targetsInput,
} from './clusterSchemas.ts'

const codeInput = z.object({ code: codeSchema })
const fileOut = z.object({ ticket: z.string(), name: z.string() })
const notOwn = failures('common.notFound')
const inLanguage = { language: languageSchema.default('vi') }

/** Emulation clusters: units against their targets; and report forms made of indicators. */
export const clusterContract = {
  list: query('records.read').output(z.object({ clusters: z.array(clusterSchema) })),
  save: command('office.settings')
    .input(clusterInput)
    .output(z.object({ id: z.string() }))
    .errors(failures('common.notFound', 'clusters.membersClash', 'clusters.unknownUnit')),
  /** Only a cluster of the office's own. */
  remove: command('office.settings')
    .input(z.object({ id: z.string() }))
    .output(z.object({}))
    .errors(notOwn),

  /** Members of a cluster on the last day of a quarter, against their targets of the year. */
  standing: query('money.read').input(standingInput).output(standingSchema).errors(failures('common.notFound')),
  standingXlsx: query('data.export')
    .input(standingInput.extend(inLanguage))
    .output(fileOut)
    .errors(failures('common.notFound')),

  indicators: {
    list: query('records.read').output(z.object({ indicators: z.array(indicatorSchema) })),
    /** Adds one, or words the directory's anew for this office. Counts and dong in one sum are refused. */
    save: command('office.settings').input(indicatorInput).output(codeInput).errors(failures('clusters.mixedFigures')),
    /** Takes back the office's own; the directory's, if any, counts again. */
    remove: command('office.settings').input(codeInput).output(z.object({})).errors(notOwn),
  },

  targets: {
    /** Those in force: the office's own before the directory's. */
    list: query('records.read')
      .input(z.object({ year: z.int() }))
      .output(z.object({ targets: z.array(targetSchema) })),
    save: command('office.settings')
      .input(targetsInput)
      .output(z.object({ saved: z.int() }))
      .errors(failures('clusters.unknownUnit', 'clusters.unknownIndicator')),
  },

  forms: {
    list: query('records.read').output(z.object({ forms: z.array(formSchema) })),
    save: command('office.settings').input(formInput).output(codeInput).errors(failures('clusters.unknownIndicator')),
    remove: command('office.settings').input(codeInput).output(z.object({})).errors(notOwn),
    /** Every unit's values from 1 January to the end of the quarter, and their sum. */
    table: query('money.read').input(formTableInput).output(formTableSchema).errors(failures('common.notFound')),
    xlsx: query('data.export')
      .input(formTableInput.extend(inLanguage))
      .output(fileOut)
      .errors(failures('common.notFound')),
  },
}
