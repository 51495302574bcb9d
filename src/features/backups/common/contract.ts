import * as z from 'zod'
import { failures } from '../../../base/common/failures.ts'
import { command, query } from '../../../base/common/procedure.ts'

/** One verified copy of the whole book. `id` is its folder's name; a copy that was not verified is never listed. */
export const backupSchema = z.object({
  id: z.string(),
  madeAt: z.string(),
  bytes: z.int(),
  rows: z.int(),
  addresses: z.int(),
})
export type Backup = z.infer<typeof backupSchema>

const copyFailures = failures('backups.onlyForFiles', 'backups.notFound', 'backups.damaged', 'backups.totalsDiffer')

/** Copies of the book: made, re-opened and compared before they count; restored from inside the app. */
export const backupContract = {
  /** Newest first. */
  list: query('records.read').output(z.object({ backups: z.array(backupSchema) })),
  /** Copies the open book, opens the copy with the key, checks it and compares totals; nothing unverified counts. */
  make: command('backups.manage').output(backupSchema).errors(copyFailures),
  /** Reads a copy again from the disk: hash, integrity, totals. */
  verify: command('backups.manage')
    .input(z.object({ id: z.string() }))
    .output(backupSchema)
    .errors(copyFailures),
  /**
   * Puts a copy in place of the open book. The book of before is kept aside, the key file of today stays, everyone is
   * signed out, and bundles start a new epoch, so that the province sees that an old state came back.
   */
  restore: command('backups.manage')
    .input(z.object({ id: z.string() }))
    .output(z.object({ keptAside: z.string() }))
    .errors(copyFailures)
    .errors(failures('common.alreadyRunning', 'common.newerDatabase')),
}
