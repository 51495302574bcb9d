import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { dataRequestSchema, REQUEST_STEPS, requestFieldsSchema } from './requestSchemas.ts'

const idInput = z.object({ id: z.string() })

/** What people ask of their own data, with the days the law gives. */
export const requestContract = {
  /** Open ones first, by the day they are due. */
  list: query('records.read')
    .input(z.object({ addressId: z.string().optional(), openOnly: z.boolean().default(false) }).prefault({}))
    .output(z.object({ requests: z.array(dataRequestSchema) })),

  add: command('records.write')
    .input(z.object({ addressId: z.string(), fields: requestFieldsSchema }))
    .output(idInput)
    .errors(failures('addresses.notFound', 'addresses.dayAhead')),

  /**
   * Writes what was done: answered, extended once, done or refused (with the reason in the note). A restriction done takes
   * effect; an erasure is done by anonymising first.
   */
  step: command('records.write')
    .input(
      idInput.extend({
        version: z.int(),
        step: z.enum(REQUEST_STEPS),
        onDay: daySchema,
        note: z.string().trim().max(2000).nullable().default(null),
      }),
    )
    .output(z.object({}))
    .errors(failures('addresses.dayAhead', 'addresses.requestClosed', 'addresses.extendedAlready'))
    .errors(failures('addresses.reasonNeeded', 'addresses.anonymiseFirst')),
}

export const privacyContract = {
  /** Everything kept about one person, as a spreadsheet to hand over. */
  exportPerson: command('data.export')
    .input(idInput.extend({ language: languageSchema.default('vi') }))
    .output(z.object({ ticket: z.string() }))
    .errors(failures('addresses.notFound')),

  /** From a day on nothing may be done with the data but keep them; null lifts it. */
  restrict: command('records.approve')
    .input(idInput.extend({ on: daySchema.nullable() }))
    .output(z.object({}))
    .errors(failures('addresses.notFound')),

  /**
   * Makes a file nobody can be told from, for good: names, numbers, texts, photos and what the journal kept of them are
   * erased; category, place, sex, birth year, states and everything counted stay. Books of money keep what the law of
   * accounting wants kept.
   */
  anonymise: command('records.approve')
    .input(idInput.extend({ reason: z.string().trim().min(1).max(1000) }))
    .output(z.object({}))
    .errors(failures('addresses.notFound', 'addresses.hasActivePairing', 'addresses.onOpenRound'))
    .errors(failures('addresses.anonymisedAlready')),
}
