import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { failures } from '../../../../base/common/declareFailures.ts'
import { command, query } from '../../../../base/common/procedure.ts'
import { ADDRESS_STATES } from '../../../addresses/common/addressSchemas.ts'
import { pairingTermsSchema } from '../../../pairings/common/pairingSchemas.ts'
import { unitNamesSchema } from '../bundleSchemas.ts'
import { decisionLineSchema, decisionPaperSchema } from './decisionLines.ts'

/** A line on either side; `state` is what the unit below did with it. */
const decisionSchema = z.object({
  id: z.string(),
  from: unitNamesSchema,
  to: unitNamesSchema,
  line: decisionLineSchema,
  /** Name of the address it is about, as this office may read it; empty when it has none of that id. */
  address: z.string(),
  donor: z.string(),
  decidedAt: z.string(),
  decidedBy: z.string().nullable(),
  /** Whether it went out in a file. */
  sent: z.boolean(),
  state: z.enum(['waiting', 'applied', 'declined']),
  answeredOn: z.string().nullable(),
  reason: z.string().nullable(),
})
export type Decision = z.infer<typeof decisionSchema>

const candidateSchema = z.object({
  id: z.string(),
  name: z.string(),
  category: z.string(),
  state: z.enum(ADDRESS_STATES),
  since: z.string(),
  /** Stands where a verdict can be given. */
  mayDecide: z.boolean(),
})

const failureSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** Decisions an office sends down (approvals, sponsors, money) and what a unit does with them. */
export const decisionContract = {
  /** What was decided for units below, newest first. */
  listOut: query('records.read')
    .input(z.object({ toUnit: z.string().optional() }))
    .output(z.object({ decisions: z.array(decisionSchema) })),

  /** Addresses of a unit, as its reports tell them, that a verdict or a sponsor can be decided for. */
  candidates: query('records.read')
    .input(z.object({ unitId: z.string() }))
    .output(z.object({ addresses: z.array(candidateSchema) })),

  /** Approves or refuses proposed addresses of one unit by one paper. */
  decideAddresses: command('records.approve')
    .input(
      z.object({
        unitId: z.string(),
        addressIds: z.array(z.string()).min(1).max(2000),
        verdict: z.enum(['approved', 'refused']),
        paper: decisionPaperSchema,
        reason: z.string().trim().max(1000).nullable().default(null),
      }),
    )
    .output(z.object({ decided: z.int() }))
    .errors(failures('bundles.notItsAddress', 'bundles.decidedBefore', 'bundles.verdictReasonNeeded')),

  /** Gives an address of a unit one of this office's sponsors. */
  giveSponsor: command('records.write')
    .input(z.object({ unitId: z.string(), addressId: z.string(), donorId: z.string(), terms: pairingTermsSchema }))
    .output(z.object({ id: z.string() }))
    .errors(failures('bundles.notItsAddress', 'bundles.notOurDonor', 'bundles.decidedBefore')),

  /** Takes back a line that has not gone out yet. */
  takeBack: command('records.approve')
    .input(z.object({ id: z.string() }))
    .output(z.object({ id: z.string() }))
    .errors(failures('common.notFound', 'bundles.decisionSent')),

  /** The file of everything decided for a unit and not answered yet; payments to it that it was not told of go along. */
  makeFile: command('bundles.send')
    .input(z.object({ toUnit: z.string() }))
    .output(z.object({ ticket: z.string(), name: z.string(), lines: z.int(), bytes: z.int() }))
    .errors(failures('bundles.senderNotEnrolled', 'bundles.nothingDecided', 'bundles.tooLarge')),

  /** What offices above decided for this one. */
  listIn: query('records.read').output(z.object({ decisions: z.array(decisionSchema) })),

  /**
   * Carries lines out by this office's own commands and rules; each on its own, so that one that is refused keeps no other out.
   * Whoever applies a line needs the right of the command behind it.
   */
  apply: command('bundles.open')
    .input(
      z.object({
        ids: z.array(z.string()).min(1).max(2000),
        /** Day on which money arrived; that of the payment unless told. */
        onDay: daySchema.nullable().default(null),
        /** Together with the other sponsors more than the address asks for: meant so. */
        evenAboveNeed: z.boolean().default(false),
      }),
    )
    .output(z.object({ results: z.array(z.object({ id: z.string(), failure: failureSchema.nullable() })) })),

  /** Leaves a line undone; the reason goes up with the next report. */
  decline: command('bundles.open')
    .input(z.object({ id: z.string(), reason: z.string().trim().min(1).max(2000) }))
    .output(z.object({ id: z.string() }))
    .errors(failures('common.notFound', 'bundles.decisionAnswered')),
}
