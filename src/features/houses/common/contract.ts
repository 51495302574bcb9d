import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  fundingFieldsSchema,
  houseFieldsSchema,
  houseFileSchema,
  houseFilterSchema,
  houseRowSchema,
  houseStageSchema,
  paymentFieldsSchema,
  stageStepSchema,
} from './houseSchemas.ts'

const idInput = z.object({ id: z.string() })
const seenInput = idInput.extend({ version: z.int() })

/** Red Cross houses: what is built for whom, how far it is, and who pays. */
export const houseContract = {
  list: query('records.read')
    .input(
      z.object({
        filter: houseFilterSchema.default({}),
        sort: z.enum(['name', 'stage', 'budget', 'newest']).default('newest'),
        descending: z.boolean().default(false),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(50),
      }),
    )
    .output(z.object({ rows: z.array(houseRowSchema) })),

  /** How many houses fit, how many stand at each stage, and what they cost and have, by currency. */
  count: query('records.read')
    .input(z.object({ filter: houseFilterSchema.default({}) }))
    .output(
      z.object({
        total: z.int(),
        byStage: z.record(z.string(), z.int()),
        sums: z.array(z.object({ currency: currencySchema, budget: z.int(), funded: z.int() })),
      }),
    ),

  get: query('records.read').input(idInput).output(houseFileSchema).errors(failures('houses.notFound')),

  add: command('records.write')
    .input(z.object({ fields: houseFieldsSchema }))
    .output(idInput)
    .errors(failures('houses.unknownAddress')),

  /** The address and, once funders are written, the currency stay as they are. */
  update: command('records.write')
    .input(seenInput.extend({ fields: houseFieldsSchema }))
    .output(z.object({}))
    .errors(failures('houses.notFound', 'houses.currencyFixed')),

  /** Puts the house at a stage on a day; days of started, accepted and handed over are kept. */
  setStage: command('records.write')
    .input(seenInput.extend(stageStepSchema.shape))
    .output(z.object({}))
    .errors(failures('houses.notFound', 'houses.acceptanceFirst', 'houses.stageNotReached', 'houses.dayAhead')),

  /** The days a stage is planned for; the day it is reached comes with `setStage`. */
  planStages: command('records.write')
    .input(
      idInput.extend({
        plans: z.array(z.object({ stage: houseStageSchema, plannedOn: daySchema.nullable() })).max(11),
      }),
    )
    .output(z.object({}))
    .errors(failures('houses.notFound', 'houses.planBackwards')),

  /** A part of the money, tied to a stage; with an id it is changed. Paid only when its stage is reached. */
  savePayment: command('money.write')
    .input(
      z.object({
        houseId: z.string(),
        id: z.string().optional(),
        version: z.int().optional(),
        fields: paymentFieldsSchema,
      }),
    )
    .output(idInput)
    .errors(failures('houses.notFound', 'houses.paidBeforeStage', 'houses.dayAhead', 'houses.paidFromFund')),
  removePayment: command('money.write').input(idInput).output(z.object({})).errors(failures('houses.paidFromFund')),

  addFunding: command('money.write')
    .input(z.object({ houseId: z.string(), fields: fundingFieldsSchema }))
    .output(idInput)
    .errors(failures('houses.notFound', 'houses.unknownDonor')),

  updateFunding: command('money.write')
    .input(seenInput.extend({ fields: fundingFieldsSchema }))
    .output(z.object({}))
    .errors(failures('houses.unknownDonor')),

  removeFunding: command('money.write').input(idInput).output(z.object({})),
}
