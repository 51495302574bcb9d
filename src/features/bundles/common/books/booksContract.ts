import * as z from 'zod'
import { failures } from '../../../../base/common/declareFailures.ts'
import { command, query } from '../../../../base/common/procedure.ts'
import { unitNamesSchema } from '../bundleSchemas.ts'
import {
  answerInputSchema,
  appliedBookSchema,
  bookMoveSchema,
  bookPreviewSchema,
  splitPreviewSchema,
} from './bookSchemas.ts'

const fileOut = z.object({ id: z.string(), ticket: z.string(), name: z.string() })
const idInput = z.object({ id: z.string() })
const keptFileFailures = failures(
  'common.notFound',
  'bundles.fileNotKept',
  'bundles.malformed',
  'bundles.foreignRecord',
  'bundles.bookNotExpected',
  'bundles.bookOfOtherDay',
  'bundles.keyReplaced',
)

/** Whole books of offices, which move to the unit that takes over after a reorganisation. */
export const booksContract = {
  list: query('records.read').output(z.object({ books: z.array(bookMoveSchema) })),

  /** Units that take over from this office, with whether their keys are here. */
  successors: query('signedIn').output(
    z.object({
      successors: z.array(unitNamesSchema.extend({ onDay: z.string(), kind: z.string(), hasKey: z.boolean() })),
    }),
  ),

  /** Makes the file that carries this office's book, or the part of a split, to the unit that takes over. */
  make: command('bundles.send')
    .input(z.object({ toUnit: z.string() }))
    .output(fileOut.extend({ bytes: z.int(), rows: z.int() }))
    .errors(
      failures(
        'bundles.noSuccession',
        'bundles.receiverNotEnrolled',
        'bundles.nothingToHandOver',
        'bundles.bookUnanswered',
        'bundles.tooLarge',
      ),
    ),

  /** Photos and papers of books that go to a unit: those in no part yet are put into parts, each its own file. */
  planFiles: command('bundles.send')
    .input(z.object({ toUnit: z.string() }))
    .output(z.object({ batchId: z.string(), parts: z.int(), files: z.int() }))
    .errors(failures('bundles.nothingToSend')),

  /** The file of one part, made now or before, in any order. */
  makeFiles: command('bundles.send')
    .input(z.object({ batchId: z.string(), part: z.int() }))
    .output(z.object({ ticket: z.string(), name: z.string(), bytes: z.int() }))
    .errors(failures('common.notFound', 'bundles.receiverNotEnrolled', 'bundles.tooLarge')),

  /** How the book is shared out in a split; `noSuccession` when no split of this unit was written down. */
  split: query('records.read').output(splitPreviewSchema).errors(failures('bundles.noSuccession')),

  /** Decides questions of a split; what was decided is kept. */
  answerSplit: command('bundles.send')
    .input(z.object({ answers: z.array(answerInputSchema).max(5000) }))
    .output(z.object({ left: z.int() }))
    .errors(failures('bundles.noSuccession')),

  /** A book that was opened: what it holds, what stands in both, what consent says. */
  preview: query('records.read').input(idInput).output(bookPreviewSchema).errors(keptFileFailures),

  /** Decides questions of a book that came in; what was decided is kept when the page is left. */
  answer: command('bundles.open')
    .input(idInput.extend({ answers: z.array(answerInputSchema).max(5000) }))
    .output(z.object({ left: z.int() }))
    .errors({ ...keptFileFailures, ...failures('bundles.bookSettled', 'bundles.seriesNotFit') }),

  /** Takes the book in, all of it or nothing. */
  apply: command('bundles.open')
    .input(idInput)
    .output(appliedBookSchema)
    .errors({
      ...keptFileFailures,
      ...failures('bundles.bookSettled', 'bundles.bookUnanswered', 'bundles.seriesNotFit', 'bundles.seriesTaken'),
    }),

  /** The file that tells the giving office that its book was taken in. */
  accept: command('bundles.open')
    .input(idInput)
    .output(fileOut)
    .errors(failures('common.notFound', 'bundles.bookNotApplied', 'bundles.receiverNotEnrolled')),
}
