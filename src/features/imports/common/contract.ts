import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  appliedImportSchema,
  applyInputSchema,
  importEntrySchema,
  importProgressSchema,
  ROW_STATUSES,
  readInputSchema,
  rowCountsSchema,
  stagedImportSchema,
  stagedRowSchema,
  undoneImportSchema,
} from './importSchemas.ts'

const batchInput = z.object({ batchId: z.string() })

/** What a file can be refused for. */
const fileFailures = failures(
  'imports.notASpreadsheet',
  'imports.hasMacros',
  'imports.hasExternalLinks',
  'imports.encrypted',
  'imports.tooLarge',
  'imports.unreadable',
  'imports.legacyUnknown',
  'imports.noTable',
  'files.ticketUsed',
)

/** Taking over an office's old register: read into staging, look, then write all of it or nothing, and back in one step. */
export const importContract = {
  /** Reads a file into staging; nothing is in the book yet. Answers with progress, and at the end with what was understood. */
  read: command('data.import')
    .input(readInputSchema)
    .output(eventIterator(importProgressSchema, stagedImportSchema))
    .errors(fileFailures),

  /** Staged rows in the order of the file. */
  preview: query('data.import')
    .input(
      batchInput.extend({
        status: z.enum(ROW_STATUSES).optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(50),
      }),
    )
    .output(z.object({ rows: z.array(stagedRowSchema), total: z.int() }))
    .errors(failures('imports.batchGone')),

  /**
   * Takes or skips one row that looks like somebody known, or joins it to the person on file it looks like; without
   * `rowNumber` all of them but those that could be more than one person, which are answered one by one.
   */
  decideDuplicate: command('data.import')
    .input(
      batchInput.extend({
        rowNumber: z.int().optional(),
        take: z.boolean(),
        joinId: z.string().nullable().default(null),
      }),
    )
    .output(z.object({ counts: rowCountsSchema }))
    .errors(failures('imports.batchGone', 'imports.notALookalike')),

  /** Writes the good rows, and the duplicates taken, into the book: all of them or none. */
  apply: command('data.import')
    .input(applyInputSchema)
    .output(eventIterator(importProgressSchema, appliedImportSchema))
    .errors(failures('imports.batchGone', 'imports.nothingToApply', 'imports.alreadyApplied')),

  /** Forgets staged rows; nothing of them was in the book. */
  drop: command('data.import').input(batchInput).output(z.object({})).errors(failures('imports.batchGone')),

  /**
   * Takes back what one import wrote and nothing else; refused once money hangs on it. Who was edited, merged, approved, asked
   * for consent, visited or paired since stays, and is named with the reason.
   */
  undo: command('data.import')
    .input(batchInput)
    .output(undoneImportSchema)
    .errors(failures('imports.batchGone', 'imports.notApplied', 'imports.hasMoney')),

  /** Imports, newest first; also one that was read and not yet written. */
  list: query('data.import').output(z.object({ imports: z.array(importEntrySchema) })),

  /** The refused rows as a file that can be put right and imported again; the last column says what is wrong. */
  failedRowsXlsx: command('data.import')
    .input(batchInput.extend({ language: languageSchema.default('vi') }))
    .output(z.object({ ticket: z.string(), rows: z.int() }))
    .errors(failures('imports.batchGone')),
}
