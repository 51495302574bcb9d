import { eventIterator } from '@orpc/contract'
import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  comparisonSchema,
  duplicateKindSchema,
  knownBySchema,
  mergeEntrySchema,
  mergeInputSchema,
  pairSchema,
  scanProgressSchema,
  scanResultSchema,
  undoneMergeSchema,
} from './duplicateSchemas.ts'

const kindInput = z.object({ kind: duplicateKindSchema.default('address') })
const pairInput = kindInput.extend({ firstId: z.string(), secondId: z.string() })
const pageInput = kindInput.extend({
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(200).default(20),
})

/** People and sponsors who stand in the book twice: looking for them, saying that they are two, making them one, and back. */
export const duplicateContract = {
  /** Looks through the whole book, off the core's thread; what was found before is replaced. A cancel changes nothing. */
  scan: command('records.write').input(kindInput).output(eventIterator(scanProgressSchema, scanResultSchema)),

  /** Pairs of the last scan that still stand, the likeliest first; those called different or merged since are gone. */
  list: query('records.read')
    .input(pageInput)
    .output(z.object({ pairs: z.array(pairSchema), total: z.int(), scannedAt: z.string().nullable() })),

  /** Two files side by side. */
  compare: query('records.read')
    .input(pairInput)
    .output(comparisonSchema)
    .errors(failures('duplicates.notFound', 'duplicates.sameFile')),

  /** "These are two": the pairs of `id` with the others never come back. */
  dismiss: command('records.write')
    .input(kindInput.extend({ id: z.string(), otherIds: z.array(z.string()).min(1).max(100) }))
    .output(z.object({ dismissed: z.int() }))
    .errors(failures('duplicates.notFound', 'duplicates.sameFile')),

  /** Pairs called different, the latest first; namesakes are told apart by birth and place. */
  dismissed: query('records.read')
    .input(pageInput)
    .output(
      z.object({
        rows: z.array(
          z.object({
            id: z.string(),
            firstId: z.string(),
            first: z.string(),
            firstKnownBy: knownBySchema,
            secondId: z.string(),
            second: z.string(),
            secondKnownBy: knownBySchema,
          }),
        ),
        total: z.int(),
      }),
    ),

  /** Takes "these are two" back. */
  reconsider: command('records.write')
    .input(z.object({ id: z.string() }))
    .output(z.object({})),

  /**
   * Makes two files one: the other becomes an alias of the survivor. Money and what happened stay where they were written
   * and are read with the survivor; what is still going on (pairings, houses, consents …) moves.
   */
  merge: command('records.write')
    .input(mergeInputSchema)
    .output(z.object({ mergeId: z.string(), moved: z.int() }))
    .errors(failures('duplicates.notFound', 'duplicates.sameFile', 'duplicates.otherUnit', 'duplicates.saidDifferent'))
    .errors(failures('duplicates.approvedNeedsRight', 'duplicates.bothOnRound', 'duplicates.kindsDiffer'))
    .errors(failures('duplicates.restricted', 'duplicates.inTransfer')),

  /** Merges that can still be undone, the latest first. */
  merges: query('records.read')
    .input(z.object({}))
    .output(z.object({ merges: z.array(mergeEntrySchema) })),

  /** Within 30 days: the two files stand apart again; later changes of the survivor stay. */
  undoMerge: command('records.write')
    .input(z.object({ mergeId: z.string() }))
    .output(undoneMergeSchema)
    .errors(
      failures(
        'duplicates.notMerged',
        'duplicates.undoTooLate',
        'duplicates.approvedNeedsRight',
        'duplicates.restricted',
      ),
    ),
}
