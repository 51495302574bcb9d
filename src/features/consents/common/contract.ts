import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { consentPurposeSchema, missingFilterSchema, missingRowSchema, purposeStateSchema } from './consentSchemas.ts'

/** Signed consents: on paper first, recorded here one by one or in bulk. Nothing is ever ticked beforehand. */
export const consentContract = {
  /** Every purpose of one address, in the order of the paper, with who signed and what still blocks it. */
  listForAddress: query('records.read')
    .input(z.object({ addressId: z.string() }))
    .output(
      z.object({ purposes: z.array(purposeStateSchema), child: z.boolean(), guardianName: z.string().nullable() }),
    ),

  /**
   * Writes down what was signed, for one person or for a whole sheet. Without `signedBy` everyone signed for themselves, or
   * with `guardian` the guardian on file did. What stands already is passed over.
   */
  record: command('records.write')
    .input(
      z.object({
        ids: z.array(z.string()).min(1).max(2000),
        purposes: z.array(consentPurposeSchema).min(1),
        givenOn: daySchema,
        signedBy: z.string().trim().min(1).max(200).nullable().default(null),
        guardian: z.boolean().default(false),
        /** Where the paper is: folder, sheet number. */
        proof: z.string().trim().max(300).nullable().default(null),
      }),
    )
    .output(
      z.object({
        recorded: z.int(),
        already: z.int(),
        /** The consents written now, to attach the scanned sheet to. */
        ids: z.array(z.string()),
      }),
    )
    .errors(failures('consents.dayAhead', 'consents.guardianUnknown', 'consents.unknownAddress')),

  /** Stops a purpose from a day on; the paper of the time before stays on file. */
  withdraw: command('records.write')
    .input(z.object({ id: z.string(), on: daySchema }))
    .output(z.object({}))
    .errors(failures('consents.dayAhead', 'consents.withdrawnBeforeGiven')),

  /** People (not ended or refused) from whom a purpose is still missing, by village and name. */
  missing: query('records.read')
    .input(
      z.object({
        filter: missingFilterSchema.prefault({}),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(50),
      }),
    )
    .output(z.object({ rows: z.array(missingRowSchema) })),

  /** How many of them, by village; `villageId` of the filter does not narrow this. */
  countMissing: query('records.read')
    .input(z.object({ filter: missingFilterSchema.prefault({}) }))
    .output(
      z.object({
        total: z.int(),
        villages: z.array(z.object({ villageId: z.string().nullable(), name: z.string().nullable(), count: z.int() })),
      }),
    ),
}
