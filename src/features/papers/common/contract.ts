import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { languageSchema } from '../../../base/common/languageSchema.ts'
import { command, query } from '../../../base/common/procedure.ts'
import { letterheadSchema } from './letterheadSchemas.ts'
import { paperKindSchema, paperRequestSchema } from './paperKinds.ts'
import { paperTemplateSchema } from './paperTemplate.ts'

const madeSchema = z.object({
  /** Of the PDF; the very file that is printed or saved. */
  ticket: z.string(),
  /** Name of the file. */
  name: z.string(),
  /** Which copy this would be: from 2 on a receipt says so. */
  copy: z.int(),
})
export type MadePaper = z.infer<typeof madeSchema>

const printRowSchema = z.object({
  id: z.string(),
  kind: paperKindSchema,
  label: z.string(),
  language: languageSchema,
  copy: z.int(),
  printedAt: z.string(),
  userName: z.string(),
})
export type PrintRow = z.infer<typeof printRowSchema>

const templateKey = z.object({ kind: paperKindSchema, language: languageSchema })

const letterhead = {
  /** What the office wrote, and what stands where it wrote nothing. */
  get: query('paper.print')
    .input(z.object({}))
    .output(
      z.object({
        letterhead: letterheadSchema,
        /** 0 = nothing written yet. */
        version: z.int(),
        /** The office's own names by language, used where a line is empty. */
        defaults: letterheadSchema.shape.texts,
      }),
    ),

  save: command('office.settings')
    .input(z.object({ letterhead: letterheadSchema, version: z.int() }))
    .output(z.object({ version: z.int() }))
    .errors(failures('papers.accountIncomplete')),
}

const templates = {
  /** Which papers the office words itself, by language. */
  list: query('paper.print')
    .input(z.object({}))
    .output(z.object({ own: z.array(templateKey) })),

  /** The wording in use: the office's own, or the shipped one. */
  get: query('paper.print')
    .input(templateKey)
    .output(z.object({ template: paperTemplateSchema, own: z.boolean(), version: z.int() })),

  /** Keeps the office's wording beside the shipped one. A name in braces the paper does not have is refused. */
  save: command('office.settings')
    .input(templateKey.extend({ template: paperTemplateSchema, version: z.int() }))
    .output(z.object({ version: z.int() }))
    .errors(failures('papers.unknownField')),

  /** Back to the shipped wording; the office's own stays in the journal. */
  reset: command('office.settings').input(templateKey).output(z.object({})),

  /** A paper of this wording, with the names of the fields for values: nothing is logged. */
  preview: query('paper.print')
    .input(templateKey.extend({ template: paperTemplateSchema }))
    .output(madeSchema)
    .errors(failures('papers.unknownField', 'papers.noPrinter')),
}

/** Every paper of the office: made from its template, looked at, printed, logged. */
export const paperContract = {
  /** Makes the PDF to look at. Nothing is counted: what is only looked at is not a print. */
  make: query('paper.print')
    .input(paperRequestSchema)
    .output(madeSchema)
    .errors(
      failures(
        'papers.noPrinter',
        'papers.subjectNeeded',
        'papers.nothingToPrint',
        'papers.periodBackwards',
        'papers.dataRestricted',
      ),
    ),

  /**
   * The made paper goes to the printer or into a file: it is logged with who, when and which copy. The same file printed again
   * stays the same copy. Must be called before the file leaves the program.
   */
  printed: command('paper.print')
    .input(z.object({ ticket: z.string() }))
    .output(z.object({ copy: z.int() }))
    .errors(failures('papers.previewGone', 'papers.printedMeanwhile')),

  /** What was printed, newest first. */
  prints: query('paper.print')
    .input(
      z.object({
        kind: paperKindSchema.optional(),
        offset: z.int().min(0).default(0),
        limit: z.int().min(1).max(500).default(50),
      }),
    )
    .output(z.object({ rows: z.array(printRowSchema), total: z.int() })),

  letterhead,
  templates,
}
