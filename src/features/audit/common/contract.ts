import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'

export const auditKindSchema = z.enum(['change', 'read', 'search', 'export', 'print', 'bundle', 'session', 'chain'])
export type AuditKind = z.infer<typeof auditKindSchema>

const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** How far the log reaches: number of entries and the hash of the last; `text` is how both stand on paper. */
export const auditHeadSchema = z.object({ epoch: z.string(), seq: z.int(), hash: z.string(), text: z.string() })

/** What one person did in a month, by kind; the number of entries, and how many records went out in files. */
export const auditPersonSchema = z.object({
  userId: z.string(),
  /** Null for the program itself and for people no longer on file. */
  name: z.string().nullable(),
  kinds: z.record(auditKindSchema, z.int()),
  /** Different records looked at. */
  recordsSeen: z.int(),
  recordsTaken: z.int(),
})
export type AuditPerson = z.infer<typeof auditPersonSchema>

/** One entry as the page shows it. */
export const auditLineSchema = z.object({
  epoch: z.string(),
  seq: z.int(),
  at: z.string(),
  userId: z.string(),
  userName: z.string().nullable(),
  kind: auditKindSchema,
  procedure: z.string(),
  count: z.int(),
  /** Records it speaks of, with their names of today. */
  records: z.array(z.object({ id: z.string(), name: z.string(), path: z.string() })),
  /** What was asked for, while it is kept: search words and filters by their names in the contract. */
  asked: z.array(z.object({ name: z.string(), value: z.string() })),
  fileName: z.string().nullable(),
  sha256: z.string().nullable(),
})
export type AuditLine = z.infer<typeof auditLineSchema>

export const AUDIT_PROBLEMS = ['altered', 'gap', 'broken', 'detail', 'journal', 'cut', 'anchor'] as const
export const auditProblemSchema = z.object({
  kind: z.enum(AUDIT_PROBLEMS),
  epoch: z.string(),
  seq: z.int(),
  /** Which backup, bundle or paper tells otherwise. */
  reference: z.string().nullable(),
})
export type AuditProblem = z.infer<typeof auditProblemSchema>

/** What the check of the whole log found. */
export const auditReportSchema = z.object({
  entries: z.int(),
  head: auditHeadSchema.nullable(),
  /** Heads kept elsewhere that the log was compared with, and the last of them. */
  anchors: z.int(),
  lastAnchor: z.object({ at: z.string(), place: z.string(), seq: z.int() }).nullable(),
  /** Entries after the last anchor: whoever holds the file's key could have rewritten these without a trace. */
  sinceAnchor: z.int(),
  problems: z.array(auditProblemSchema),
  /** There are more problems than are listed. */
  problemCount: z.int(),
})
export type AuditReport = z.infer<typeof auditReportSchema>

/** Who looked at what: read by another pair of eyes once a month, and checked against what left the office. */
export const auditContract = {
  /** Who did how much of what in a month (Viet Nam time). */
  month: query('audit.read')
    .input(z.object({ month: monthSchema }))
    .output(z.object({ people: z.array(auditPersonSchema), head: auditHeadSchema.nullable() })),

  /** Entries of a month, newest first; `before` is the last line of the page before. */
  list: query('audit.read')
    .input(
      z.object({
        month: monthSchema,
        userId: z.string().optional(),
        kinds: z.array(auditKindSchema).optional(),
        before: z.object({ at: z.string(), epoch: z.string(), seq: z.int() }).optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(z.object({ lines: z.array(auditLineSchema), more: z.boolean() })),

  /**
   * Reads the whole log again: every hash, every commitment to a change, and every head that is known from backups, bundles and
   * papers. `anchor` is one read from a paper or another office: how many entries, and the beginning of the hash.
   */
  verify: query('audit.read')
    .input(
      z
        .object({ anchor: z.object({ seq: z.int().min(1), hash: z.string().regex(/^[0-9a-f ]{16,79}$/) }).optional() })
        .prefault({}),
    )
    .output(auditReportSchema),

  /** The head is being printed: noted, so that the next check compares with the paper. */
  putOnPaper: command('audit.read')
    .input(z.object({ reference: z.string().max(100) }))
    .output(auditHeadSchema)
    .errors(failures('audit.nothingYet')),
}
