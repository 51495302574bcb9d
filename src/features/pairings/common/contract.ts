import * as z from 'zod'
import { daySchema, monthSchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { donorKindSchema } from '../../donors/common/donorSchemas.ts'
import { needFilterSchema, openNeedSchema, openOfferSchema } from './matchingSchemas.ts'
import { REMAINDER_WAYS } from './moveRemainder.ts'
import {
  newPairingSchema,
  pairingFileSchema,
  pairingFilterSchema,
  pairingPageInputSchema,
  pairingRowSchema,
  pairingStateSchema,
  pairingTermsSchema,
} from './pairingSchemas.ts'
import {
  addressSupportSchema,
  endingRowSchema,
  holdSchema,
  newHoldSchema,
  replacementSchema,
  scheduleChangeSchema,
} from './supportSchemas.ts'

const idInput = z.object({ id: z.string() })
/** `version` is the one the user saw. */
const versionInput = idInput.extend({ version: z.int() })
const saved = z.object({ version: z.int() })
const termFailures = failures(
  'pairings.overlaps',
  'pairings.endsBeforeStart',
  'pairings.tooLong',
  'pairings.unknownHelpForm',
)
/** Above the need only when said so; an address kept for somebody else is not promised twice. */
const promiseFailures = failures('pairings.aboveNeed', 'pairings.heldForOther')

/** Pairings (kết nối trợ giúp): a sponsor takes on an address for a period, kỳ by kỳ. */
export const pairingContract = {
  list: query('records.read')
    .input(pairingPageInputSchema)
    .output(z.object({ rows: z.array(pairingRowSchema) })),

  /** How many match, how many stand in each state, and what the active ones give per month, in dong. */
  count: query('records.read')
    .input(z.object({ filter: pairingFilterSchema.default({}) }))
    .output(z.object({ total: z.int(), monthlyAmount: z.number(), byState: z.record(z.string(), z.int()) })),

  get: query('records.read').input(idInput).output(pairingFileSchema).errors(failures('pairings.notFound')),

  /** Adds an intended pairing, or at once an active one with its kỳ. */
  add: command('records.write')
    .input(newPairingSchema)
    .output(idInput)
    .errors({
      ...termFailures,
      ...promiseFailures,
      ...failures('pairings.unknownAddress', 'pairings.unknownDonor', 'pairings.addressNotApproved'),
    }),

  /** New terms. Of an active pairing only kỳ not yet over and not yet given are planned again, from `fromMonth` on. */
  update: command('records.write')
    .input(
      versionInput.extend({
        terms: pairingTermsSchema,
        fromMonth: monthSchema.optional(),
        evenAboveNeed: z.boolean().default(false),
      }),
    )
    .output(saved)
    .errors({
      ...termFailures,
      ...failures(
        'pairings.notFound',
        'pairings.alreadyEnded',
        'pairings.alreadyDelivered',
        'pairings.deliveredBeyondEnd',
        'pairings.hasMoney',
        'pairings.aboveNeed',
      ),
    }),

  /** An intended pairing becomes active: its kỳ are planned and the address is helped. */
  activate: command('records.write')
    .input(versionInput)
    .output(saved)
    .errors(
      failures(
        'pairings.notFound',
        'pairings.stepNotAllowed',
        'pairings.addressNotApproved',
        'pairings.heldForOther',
        'pairings.overlaps',
      ),
    ),

  /** Gia hạn: a later end, or none; kỳ are planned on from the month after the old end. */
  extend: command('records.write')
    .input(versionInput.extend({ lastMonth: monthSchema.nullable() }))
    .output(saved)
    .errors({
      ...termFailures,
      ...failures('pairings.notFound', 'pairings.stepNotAllowed', 'pairings.notLater', 'pairings.addressNotApproved'),
    }),

  /** Another sponsor carries the help on from a month, on the same terms: one unbroken line on the address. */
  replace: command('records.write')
    .input(versionInput.extend(replacementSchema.shape))
    .output(idInput)
    .errors({
      ...termFailures,
      ...failures(
        'pairings.notFound',
        'pairings.unknownDonor',
        'pairings.stepNotAllowed',
        'pairings.unknownEndReason',
        'pairings.sameDonor',
        'pairings.deliveredBeyondEnd',
        'pairings.addressNotApproved',
        'pairings.heldForOther',
      ),
    }),

  /** New amounts and due days of kỳ not settled; their sum stays what was promised. */
  editSchedule: command('money.write')
    .input(versionInput.extend(scheduleChangeSchema.shape))
    .output(saved)
    .errors(failures('pairings.notFound', 'pairings.stepNotAllowed', 'pairings.sumDiffers', 'pairings.kySettled')),

  /** What is left of a part payment moves to the next kỳ, or over all that follow; to the dong. */
  moveRemainder: command('money.write')
    .input(versionInput.extend({ instalmentId: z.string(), way: z.enum(REMAINDER_WAYS) }))
    .output(saved)
    .errors(failures('pairings.notFound', 'pairings.stepNotAllowed', 'pairings.nothingToMove')),

  /** Where a pairing stood on a day; null before it began. */
  stateOn: query('records.read')
    .input(idInput.extend({ day: daySchema }))
    .output(z.object({ state: pairingStateSchema.nullable() }))
    .errors(failures('pairings.notFound')),

  /** Who helps an address together: shares, what is missing or too much, and since when without a break. */
  support: query('records.read')
    .input(z.object({ addressId: z.string() }))
    .output(addressSupportSchema),

  /** Keeps an address for a sponsor until a day; a second hold is refused with the name of the first. */
  hold: command('records.write')
    .input(newHoldSchema)
    .output(idInput)
    .errors(
      failures(
        'pairings.alreadyHeld',
        'pairings.holdInPast',
        'pairings.holdTooLong',
        'pairings.holderNeeded',
        'pairings.unknownAddress',
        'pairings.unknownDonor',
      ),
    ),
  releaseHold: command('records.write').input(idInput).output(z.object({})),
  /** Holds that stand today, the first to run out on top. */
  holds: query('records.read')
    .input(z.object({ addressId: z.string().optional() }))
    .output(z.object({ rows: z.array(holdSchema.extend({ addressName: z.string() })) })),

  /** Endings between two days by quarter and coded reason. */
  endings: query('records.read')
    .input(z.object({ from: daySchema, to: daySchema }))
    .output(z.object({ rows: z.array(endingRowSchema), total: z.int() })),

  /** No kỳ from `fromMonth` on until it is resumed; what was due before stays due. */
  suspend: command('records.write')
    .input(versionInput.extend({ fromMonth: monthSchema, reason: z.string().trim().min(1).max(1000) }))
    .output(saved)
    .errors(failures('pairings.notFound', 'pairings.stepNotAllowed')),

  /** Kỳ are planned again from `fromMonth`; the months between stay skipped. */
  resume: command('records.write')
    .input(versionInput.extend({ fromMonth: monthSchema }))
    .output(saved)
    .errors(failures('pairings.notFound', 'pairings.stepNotAllowed', 'pairings.addressNotApproved')),

  /** Ends a pairing on a day; kỳ after it are taken back. `waiveUnpaid` also lets go of what was due before. */
  end: command('records.write')
    .input(
      versionInput.extend({
        onDay: daySchema,
        /** A code of the vocabulary `endReason`. */
        reason: z.string().min(1).max(60),
        note: z.string().max(1000).nullable().default(null),
        waiveUnpaid: z.boolean().default(false),
      }),
    )
    .output(saved)
    .errors(failures('pairings.notFound', 'pairings.stepNotAllowed', 'pairings.unknownEndReason')),

  /** Tombstone, only while intended; the toast offers to show it again. */
  remove: command('records.write')
    .input(idInput)
    .output(z.object({}))
    .errors(failures('pairings.notFound', 'pairings.onlyIntendedRemoved', 'pairings.hasMoney')),
  restore: command('records.write')
    .input(idInput)
    .output(z.object({}))
    .errors(failures('pairings.notFound', 'pairings.overlaps')),

  /** Approved addresses without enough help, the longest waiting first. */
  openNeeds: query('records.read')
    .input(z.object({ filter: needFilterSchema.default({}), limit: z.int().min(1).max(200).default(50) }))
    .output(z.object({ rows: z.array(openNeedSchema), total: z.int() })),

  /** Donors, those who fit the given address best first. */
  openOffers: query('records.read')
    .input(
      z.object({
        addressId: z.string().optional(),
        search: z.string().max(200).optional(),
        kinds: z.array(donorKindSchema).default([]),
        /** What they usually give per kỳ, in dong, at least. */
        usualFrom: z.int().min(0).optional(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ rows: z.array(openOfferSchema) })),
}
