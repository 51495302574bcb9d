import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  donorFieldsSchema,
  donorFileSchema,
  donorFilterSchema,
  donorPageInputSchema,
  donorRowSchema,
} from './donorSchemas.ts'

const idInput = z.object({ id: z.string() })

/** Donors (nhà hảo tâm, nhà tài trợ): people, organisations, businesses and groups that help. */
export const donorContract = {
  list: query('records.read')
    .input(donorPageInputSchema)
    .output(z.object({ rows: z.array(donorRowSchema) })),

  /** How many match, how many of them help now, and what they give per month, in dong. */
  count: query('records.read')
    .input(z.object({ filter: donorFilterSchema.default({}) }))
    .output(z.object({ total: z.int(), helping: z.int(), monthlyAmount: z.number() })),

  get: query('records.read').input(idInput).output(donorFileSchema).errors(failures('donors.notFound')),

  /** Donors already on file who may be the same: the same name but for "công ty", "ông" …, the same phone or tax code. */
  findSimilar: query('records.read')
    .input(
      z.object({
        name: z.string(),
        phone: z.string().nullable().default(null),
        taxCode: z.string().nullable().default(null),
      }),
    )
    .output(z.object({ rows: z.array(donorRowSchema) })),

  add: command('records.write')
    .input(z.object({ fields: donorFieldsSchema }))
    .output(idInput),

  /** Saves the form; `version` is the one the user saw. */
  update: command('records.write')
    .input(idInput.extend({ version: z.int(), fields: donorFieldsSchema }))
    .output(z.object({ version: z.int() }))
    .errors(failures('donors.notFound')),

  /** Tombstone; refused while a pairing has not ended. */
  remove: command('records.write')
    .input(idInput)
    .output(z.object({}))
    .errors(failures('donors.hasPairings', 'donors.hasMoney')),
  restore: command('records.write').input(idInput).output(z.object({})),
}
