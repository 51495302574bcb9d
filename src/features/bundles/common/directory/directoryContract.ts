import * as z from 'zod'
import { failures } from '../../../../base/common/declareFailures.ts'
import { command, query } from '../../../../base/common/procedure.ts'
import { keyFileInputSchema, unitNamesSchema } from '../bundleSchemas.ts'
import { directoryStatusSchema, plannedDirectorySchema } from './directorySchemas.ts'

const note = z.string().trim().max(2000).default('')

/** The centre's directory: units, keys, clusters, words, wordings, targets for all offices. Opened like any file (`openFile`). */
export const directoryContract = {
  /** Which directory this office goes by, and what it changed. */
  status: query('signedIn').output(directoryStatusSchema),

  /** What the next directory would say and what of it is new; writes nothing. Only at the centre. */
  preview: query('office.settings').output(plannedDirectorySchema).errors(failures('bundles.notTheCentre')),

  /** Makes the next directory. `version` only after the centre lost its book, to go on above what offices already have. */
  make: command('office.settings')
    .input(z.object({ note, version: z.int().min(1).max(1_000_000).optional() }))
    .output(z.object({ ticket: z.string(), name: z.string(), version: z.int(), bytes: z.int(), changes: z.int() }))
    .errors(failures('bundles.notTheCentre', 'bundles.directoryOlder', 'bundles.tooLarge')),

  /** The newest directory's own file, to pass it on unchanged. */
  save: command('bundles.send')
    .output(z.object({ ticket: z.string(), name: z.string(), version: z.int() }))
    .errors(failures('bundles.fileNotKept')),

  /**
   * Whose directories count: named in a newer answer file of the office above, which needs no digits, or the centre's own answer
   * file with the 30 digits it read out.
   */
  enrolSigner: command('keys.manage')
    .input(z.object({ file: keyFileInputSchema, digits: z.string().default('') }))
    .output(z.object({ fingerprint: z.string(), vouchedBy: unitNamesSchema.nullable() }))
    .errors(
      failures(
        'bundles.notAKeyFile',
        'bundles.wrongKeyFile',
        'bundles.ownKeyFile',
        'bundles.unknownUnit',
        'bundles.digitsDiffer',
        'bundles.practiceKeys',
        'bundles.receiverNotEnrolled',
        'bundles.noDirectoryKey',
        'files.ticketUsed',
      ),
    ),
}
