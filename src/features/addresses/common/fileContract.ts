import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  certificateFieldsSchema,
  certificateSchema,
  needFieldsSchema,
  needSchema,
  prioritySchema,
  priorityWeightsSchema,
  surveyFieldsSchema,
  surveySchema,
} from './fileSchemas.ts'

const idInput = z.object({ id: z.string() })
const addressInput = z.object({ addressId: z.string() })
/** With an id the record is changed, without one it is new. */
const saved = z.object({ addressId: z.string(), id: z.string().optional(), version: z.int().optional() })

/** Surveys of an address: each one stays, the newest says how things are. */
export const surveyContract = {
  list: query('records.read')
    .input(addressInput)
    .output(z.object({ surveys: z.array(surveySchema) })),
  save: command('records.write')
    .input(saved.extend({ fields: surveyFieldsSchema }))
    .output(idInput)
    .errors(failures('addresses.notFound', 'addresses.dayAhead')),
  remove: command('records.write').input(idInput).output(z.object({})),
}

/** Certificates with number, day and expiry. */
export const certificateContract = {
  list: query('records.read')
    .input(addressInput)
    .output(z.object({ certificates: z.array(certificateSchema) })),
  save: command('records.write')
    .input(saved.extend({ fields: certificateFieldsSchema }))
    .output(idInput)
    .errors(failures('addresses.notFound', 'addresses.unknownWord', 'addresses.expiresBeforeIssued')),
  remove: command('records.write').input(idInput).output(z.object({})),
}

/** What an address needs: each thing open or met. */
export const needContract = {
  list: query('records.read')
    .input(addressInput)
    .output(z.object({ needs: z.array(needSchema) })),
  save: command('records.write')
    .input(saved.extend({ fields: needFieldsSchema }))
    .output(idInput)
    .errors(failures('addresses.notFound', 'addresses.unknownWord', 'addresses.dayAhead')),
  /** Met by hand, for help that stands in no book here. */
  meet: command('records.write')
    .input(idInput.extend({ version: z.int(), metOn: daySchema }))
    .output(z.object({}))
    .errors(failures('addresses.dayAhead')),
  /** Open again what was met by hand. */
  reopen: command('records.write')
    .input(idInput.extend({ version: z.int() }))
    .output(z.object({})),
  remove: command('records.write').input(idInput).output(z.object({})),
}

/** How urgent a case is, with the reasons; the points are the office's. */
export const priorityContract = {
  get: query('records.read').input(addressInput).output(prioritySchema).errors(failures('addresses.notFound')),
  weights: query('records.read').output(priorityWeightsSchema),
  setWeights: command('office.settings').input(priorityWeightsSchema).output(z.object({})),
}
