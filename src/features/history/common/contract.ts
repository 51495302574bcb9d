import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { historyEntrySchema, recordTableSchema, undoneSchema } from './historySchemas.ts'
import { logEntrySchema, logFilterSchema, loggedChangeSchema } from './logSchemas.ts'

const undoFailures = failures(
  'history.changedSince',
  'history.useReversal',
  'history.partOfImport',
  'history.alreadyUndone',
  'history.stillUsed',
)

/** Who changed what, read from the journal, and taking it back long after the screen was left. */
export const historyContract = {
  /** Changes of a record and of what belongs to it (an address: its person, steps and consents), newest first. */
  forRecord: query('records.read')
    .input(z.object({ table: recordTableSchema, id: z.string(), limit: z.int().min(1).max(200).default(50) }))
    .output(z.object({ entries: z.array(historyEntrySchema) })),

  /** What I did last. */
  recent: query('records.read')
    .input(z.object({ limit: z.int().min(1).max(100).default(20) }).prefault({}))
    .output(z.object({ entries: z.array(historyEntrySchema) })),

  /**
   * Everything that happened in the office, the latest first: one entry a command, an import or a book that came. `before` is
   * the `next` of the page before.
   */
  log: query('audit.read')
    .input(
      z
        .object({
          filter: logFilterSchema.default({}),
          before: z.int().optional(),
          limit: z.int().min(1).max(200).default(50),
        })
        .prefault({}),
    )
    .output(z.object({ entries: z.array(logEntrySchema), next: z.int().nullable() })),

  /** All that one entry changed, the latest first. */
  logRows: query('audit.read')
    .input(
      z.object({
        journalId: z.string(),
        before: z.int().optional(),
        limit: z.int().min(1).max(500).default(50),
      }),
    )
    .output(z.object({ records: z.array(loggedChangeSchema), next: z.int().nullable() })),

  /** Who works or worked here: whom the log can be narrowed to. */
  people: query('audit.read', { quiet: true }).output(
    z.object({ people: z.array(z.object({ id: z.string(), name: z.string() })) }),
  ),

  /**
   * Takes back everything one command changed, if it all still stands as that command left it; undoing an undo does it again.
   * Written like any change: a new journal row that names the one it undoes.
   */
  undo: command('signedIn')
    .input(z.object({ journalId: z.string() }))
    .output(undoneSchema)
    .errors(undoFailures),

  /** Takes back my last command that still stands. */
  undoLast: command('signedIn')
    .input(z.object({}).prefault({}))
    .output(undoneSchema)
    .errors({ ...undoFailures, ...failures('history.nothingToUndo') }),

  /** Does again what I took back last, unless I changed something since. */
  redoLast: command('signedIn')
    .input(z.object({}).prefault({}))
    .output(undoneSchema)
    .errors({ ...undoFailures, ...failures('history.nothingToRedo') }),
}
