import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command } from '../../../base/common/procedure.ts'

/** A file handed over the contract: its name and bytes, never a path of somebody's disk. */
const fileSchema = z.file()

/** Files on their way in and out. The page holds one-use tickets; only these two procedures move bytes. */
export const fileContract = {
  /** Hands a picked file to the core; other procedures then name its ticket. */
  put: command('signedIn')
    .input(z.object({ file: fileSchema }))
    .output(z.object({ ticket: z.string() }))
    .errors(failures('files.tooLarge')),
  /** Takes a made file (paper, spreadsheet, bundle). `keep` looks at it without using the ticket up: a preview. */
  take: command('signedIn')
    .input(z.object({ ticket: z.string(), keep: z.boolean().default(false) }))
    .output(z.object({ file: fileSchema }))
    .errors(failures('files.ticketUsed')),
}
