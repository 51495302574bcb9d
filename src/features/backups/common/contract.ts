import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'

/** One verified copy of the whole book. `id` is its folder's name; a copy that was not verified is never listed. */
export const backupSchema = z.object({
  id: z.string(),
  madeAt: z.string(),
  bytes: z.int(),
  rows: z.int(),
  addresses: z.int(),
  /** Where it lies: beside the book, in the second folder, or both. */
  places: z.array(z.enum(['own', 'second'])),
})
export type Backup = z.infer<typeof backupSchema>

/** The folder on a stick or another disk that every backup is copied to as well. */
export const secondFolderSchema = z.object({
  path: z.string(),
  /** `missing`: the stick is not in. */
  state: z.enum(['ready', 'missing']),
  /** On the disk of the book itself: no help when that disk dies. */
  sameDisk: z.boolean(),
})
export type SecondFolder = z.infer<typeof secondFolderSchema>

/** What is always in sight: when the book was last copied, whether that was checked, and where to. */
export const backupStatusSchema = z.object({
  ownFolder: z.string(),
  last: backupSchema.nullable(),
  second: secondFolderSchema.nullable(),
  /** Newest backup that also lies in the second folder. */
  lastSecondAt: z.string().nullable(),
  /** The newest backup was opened, migrated and compared as for a restore. */
  rehearsal: z.object({ at: z.string(), id: z.string(), good: z.boolean() }).nullable(),
  rehearsalDue: z.boolean(),
})
export type BackupStatus = z.infer<typeof backupStatusSchema>

const copyFailures = failures('backups.onlyForFiles', 'backups.notFound', 'backups.damaged', 'backups.totalsDiffer')
const folderFailures = failures(
  'backups.folderMissing',
  'backups.folderNotWritable',
  'backups.folderFull',
  'backups.folderInOffice',
)

/** Copies of the book: made, re-opened and compared before they count; restored from inside the app. */
export const backupContract = {
  /** Newest first, of both folders. */
  list: query('backups.manage', { quiet: true }).output(z.object({ backups: z.array(backupSchema) })),

  status: query('signedIn', { quiet: true }).output(backupStatusSchema),

  /**
   * Copies the open book and its attachments, opens the copy with the key, checks it and compares totals; nothing unverified
   * counts. Then copies it to the second folder, reads that copy back, and removes what is older than the rule keeps.
   */
  make: command('backups.manage').output(backupSchema).errors(copyFailures).errors(folderFailures),

  /** Reads a copy again from the disk: hash, integrity, totals, every attachment. */
  verify: command('backups.manage')
    .input(z.object({ id: z.string() }))
    .output(backupSchema)
    .errors(copyFailures),

  /** Names the second folder, or none. It must be there and take a file. */
  setFolder: command('backups.manage')
    .input(z.object({ path: z.string().trim().min(1).max(500).nullable() }))
    .output(z.object({ second: secondFolderSchema.nullable() }))
    .errors(folderFailures),

  /** Does with the newest backup all that a restore would do, in a folder of its own, and throws the result away. */
  rehearse: command('backups.manage')
    .output(z.object({ id: z.string(), at: z.string(), addresses: z.int() }))
    .errors(copyFailures)
    .errors(failures('common.newerDatabase')),

  /**
   * Puts a copy in place of the open book. The book of before is kept aside, today's people and passphrases stay, everyone is
   * signed out, and bundles start a new epoch, so that the province sees that an old state came back.
   */
  restore: command('backups.manage')
    .input(z.object({ id: z.string() }))
    .output(z.object({ keptAside: z.string() }))
    .errors(copyFailures)
    .errors(failures('common.alreadyRunning', 'common.newerDatabase')),
}
