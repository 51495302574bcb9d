import * as z from 'zod'
import { unitNamesSchema } from '../bundleSchemas.ts'
import { bookTotalSchema } from './bookTotals.ts'

/**
 * What a person has to decide. Of a book that comes in: `series` (numbers that stand in both books), `village` (two of one
 * name), `donor` and `person` (on file in both). Of a split: `keeper` (who keeps what belongs to no part), and where a village, an
 * address without one, a sponsor, a receipt or another paper goes.
 */
const QUESTION_KINDS = [
  'series',
  'village',
  'donor',
  'person',
  'keeper',
  'partVillage',
  'partAddress',
  'partDonor',
  'partReceipt',
  'partPayout',
] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

const bookQuestionSchema = z.object({
  kind: z.enum(QUESTION_KINDS),
  subject: z.string(),
  /** What it is about, as the book that comes in (or that is split) has it, and as this office has it. */
  theirs: z.string(),
  mine: z.string(),
  /** Answers to choose from; of a series the wording of the new one is free. */
  choices: z.array(z.string()),
  proposed: z.string(),
  answer: z.string().nullable(),
})
export type BookQuestion = z.infer<typeof bookQuestionSchema>

export const answerInputSchema = z.object({
  kind: z.enum(QUESTION_KINDS),
  subject: z.string().max(100),
  answer: z.string().trim().min(1).max(200),
})

export const bookMoveSchema = z.object({
  id: z.string(),
  direction: z.enum(['out', 'in']),
  from: unitNamesSchema,
  to: unitNamesSchema,
  onDay: z.string(),
  paper: z.string(),
  state: z.enum(['made', 'opened', 'applied', 'accepted', 'replaced']),
  madeAt: z.string(),
  settledAt: z.string().nullable(),
  rows: z.int(),
  /** Rows of a book that went out which were changed after it was made, and so are still this office's. */
  kept: z.int(),
  /** Its photos and papers: how many there are, how many stand in no part yet (out) or have come (in), and the parts. */
  files: z.object({
    all: z.int(),
    open: z.int(),
    arrived: z.int(),
    missing: z.array(z.int()),
    parts: z.array(
      z.object({
        batchId: z.string(),
        part: z.int(),
        parts: z.int(),
        files: z.int(),
        bytes: z.int(),
        /** Null: planned, the file was not made yet. */
        madeAt: z.string().nullable(),
      }),
    ),
  }),
})
export type BookMove = z.infer<typeof bookMoveSchema>

/** A book that came in, before it is applied. `sums`: one line for each currency and kind of money. */
export const bookPreviewSchema = z.object({
  book: bookMoveSchema,
  part: z.boolean(),
  counts: z.array(z.object({ kind: z.string(), rows: z.int() })),
  totals: z.array(bookTotalSchema),
  /** What the office that takes over has of the same kinds and currencies, before and after. */
  sums: z.array(z.object({ of: z.string(), currency: z.string(), mine: z.int(), theirs: z.int(), together: z.int() })),
  consents: z.object({ keep: z.int(), sendUpFull: z.int(), withdrawn: z.int(), without: z.int(), restricted: z.int() }),
  attachments: z.int(),
  questions: z.array(bookQuestionSchema),
})
export type BookPreview = z.infer<typeof bookPreviewSchema>

/** What applying a book did. */
export const appliedBookSchema = z.object({
  rows: z.int(),
  totals: z.array(bookTotalSchema),
  /** Rows that were here already and had been changed here since: they stay as they are here. */
  kept: z.int(),
  /** Pairs said to be one person: to be made one on the page of duplicates. */
  samePeople: z.int(),
})
export type AppliedBook = z.infer<typeof appliedBookSchema>

/** One part of a split, with what its purses hold and what its papers say it has in cash. */
const splitPartSchema = z.object({
  unit: unitNamesSchema,
  addresses: z.int(),
  counts: z.array(z.object({ kind: z.string(), rows: z.int() })),
  totals: z.array(bookTotalSchema),
})
export const splitPreviewSchema = z.object({
  onDay: z.string(),
  parts: z.array(splitPartSchema),
  questions: z.array(bookQuestionSchema),
})
export type SplitPreview = z.infer<typeof splitPreviewSchema>
