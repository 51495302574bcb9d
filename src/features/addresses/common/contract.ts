import * as z from 'zod'
import { failures } from '../../../base/common/failures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  addressFieldsSchema,
  addressFileSchema,
  addressFilterSchema,
  addressPageInputSchema,
  addressRowSchema,
  addressStateSchema,
} from './addressSchemas.ts'

const idInput = z.object({ id: z.string() })

/** Humanitarian addresses: the register of people and households in lasting hardship. */
export const addressContract = {
  /** One page of the register; the count comes apart, so the page never waits for it. */
  list: query('records.read')
    .input(addressPageInputSchema)
    .output(z.object({ rows: z.array(addressRowSchema) })),

  /** How many addresses match, what their sponsors give per month, and how many stand in each state. */
  count: query('records.read')
    .input(z.object({ filter: addressFilterSchema.default({}) }))
    .output(z.object({ total: z.int(), monthlySupport: z.number(), byState: z.record(z.string(), z.int()) })),

  get: query('records.read').input(idInput).output(addressFileSchema).errors(failures('addresses.notFound')),

  /** People already on file who may be the same: same folded name and birth year within one, or the same ID number. */
  findSimilar: query('records.read')
    .input(z.object({ name: z.string(), birthDay: z.string().nullable(), idNumber: z.string().nullable() }))
    .output(z.object({ rows: z.array(addressRowSchema) })),

  add: command('records.write')
    .input(z.object({ fields: addressFieldsSchema }))
    .output(idInput)
    .errors(failures('addresses.unknownVillage', 'addresses.unknownCategory')),

  /** Saves the form; `version` is the one the user saw. */
  update: command('records.write')
    .input(idInput.extend({ version: z.int(), fields: addressFieldsSchema }))
    .output(z.object({ version: z.int() }))
    .errors(failures('addresses.notFound', 'addresses.unknownVillage', 'addresses.unknownCategory')),

  /** Takes a step of the file: surveyed, verified, announced, suspended, ended, refused … Approval goes by paper. */
  takeStep: command('records.write')
    .input(
      z.object({
        ids: z.array(z.string()).min(1).max(2000),
        state: addressStateSchema,
        onDay: z.iso.date(),
        byName: z.string().max(200).nullable().default(null),
        reason: z.string().max(1000).nullable().default(null),
      }),
    )
    .output(z.object({ changed: z.int() }))
    .errors(failures('addresses.stepNotAllowed', 'addresses.reasonNeeded', 'addresses.approvalNeedsPaper')),

  /** One paper approves many: number, day, signer may be blank when the paper has none, never faked. */
  approve: command('records.approve')
    .input(
      z.object({
        ids: z.array(z.string()).min(1).max(2000),
        paper: z.object({
          title: z.string().trim().min(1).max(300),
          number: z.string().max(100).nullable().default(null),
          onDay: z.iso.date().nullable().default(null),
          signer: z.string().max(200).nullable().default(null),
        }),
      }),
    )
    .output(z.object({ changed: z.int(), decisionId: z.string() }))
    .errors(failures('addresses.stepNotAllowed')),

  /** Tombstone; the toast offers to show it again. Refused while a sponsor is active. */
  remove: command('records.write').input(idInput).output(z.object({})).errors(failures('addresses.hasActivePairing')),
  restore: command('records.write').input(idInput).output(z.object({})),
}
