import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'
import { columnMappingSchema, mappingProposalSchema } from './columnMapping.ts'
import { registerCategories, registerFields } from './registerFields.ts'
import { cellProblemCodes } from './registerRow.ts'

export const PAST_ANSWERS = ['delivered', 'unknown', 'owed'] as const
export const ROW_STATUSES = ['good', 'refused', 'duplicate'] as const

export const importProgressSchema = z.object({
  phase: z.enum(['opening', 'checking', 'writing']),
  done: z.int(),
  /** 0 = not known yet. */
  total: z.int(),
})
export type ImportProgress = z.infer<typeof importProgressSchema>

export const rowCountsSchema = z.object({
  total: z.int(),
  good: z.int(),
  refused: z.int(),
  duplicate: z.int(),
  /** Duplicates a person decided to take. */
  taken: z.int(),
  /** Duplicates that fill what is blank in a file of the book. */
  joined: z.int(),
  /** Duplicates that could be more than one person on file and wait for an answer. */
  asking: z.int(),
})
export type RowCounts = z.infer<typeof rowCountsSchema>

const registerRowSchema = z.object({
  name: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  birthDay: z.string().nullable(),
  idNumber: z.string().nullable(),
  ethnicity: z.string().nullable(),
  phone: z.string().nullable(),
  householdHead: z.string().nullable(),
  guardian: z.string().nullable(),
  villageName: z.string().nullable(),
  communeName: z.string().nullable(),
  addressDetail: z.string().nullable(),
  categories: z.array(z.enum(registerCategories)),
  donorName: z.string().nullable(),
  monthly: z.number().nullable(),
  fromMonth: z.string().nullable(),
  months: z.int().nullable(),
  year: z.int().nullable(),
  note: z.string().nullable(),
})

const cellProblemSchema = z.object({
  column: z.string().nullable(),
  field: z.enum(registerFields as [(typeof registerFields)[number], ...typeof registerFields]),
  code: z.enum(cellProblemCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  severity: z.enum(['error', 'warning']),
})

/** Somebody a row may be the same as, to be compared side by side. */
const lookalikeSchema = z.object({
  /** On file; null for an earlier row of the same file. */
  addressId: z.string().nullable(),
  rowNumber: z.int().nullable(),
  name: z.string(),
  sex: z.enum(['male', 'female']).nullable(),
  birthDay: z.string().nullable(),
  idNumber: z.string().nullable(),
  villageName: z.string().nullable(),
  communeName: z.string().nullable(),
  donors: z.array(z.string()),
})
export type Lookalike = z.infer<typeof lookalikeSchema>

export const stagedRowSchema = z.object({
  /** As Excel shows it. */
  rowNumber: z.int(),
  status: z.enum(ROW_STATUSES),
  values: registerRowSchema,
  problems: z.array(cellProblemSchema),
  lookalikes: z.array(lookalikeSchema),
  take: z.boolean(),
  /** The address on file this row joins. */
  joinId: z.string().nullable(),
  /** More than one person on file it could be, and nobody said which. */
  asks: z.boolean(),
})
export type PreviewRow = z.infer<typeof stagedRowSchema>

export const sheetColumnSchema = z.object({
  letter: z.string(),
  heading: z.string(),
  samples: z.array(z.string()),
})

/** A place name of the file that is no commune of today, or more than one. */
export const openCommuneSchema = z.object({
  text: z.string(),
  rows: z.int(),
  choices: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type OpenCommune = z.infer<typeof openCommuneSchema>

/** A village the book does not have and the import would write. */
export const newVillageSchema = z.object({
  name: z.string(),
  communeName: z.string(),
  /** In another commune than the branch's own. */
  elsewhere: z.boolean(),
  rows: z.int(),
})
export type NewVillage = z.infer<typeof newVillageSchema>

/** What was understood of a file and now waits in staging. */
export const stagedImportSchema = mappingProposalSchema.extend({
  batchId: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  sheets: z.array(z.object({ name: z.string(), rows: z.int(), hasTable: z.boolean() })),
  columns: z.array(sheetColumnSchema),
  /** Where the mapping comes from: the headings of this file, an earlier import of such a file, or the person. */
  mappingFrom: z.enum(['headings', 'memory', 'person']),
  textWas: z.enum(['unicode', 'tcvn3', 'vni', 'mixed']),
  counts: rowCountsSchema,
  skipped: z.object({ totals: z.int(), groupLines: z.int(), others: z.int() }),
  openCommunes: z.array(openCommuneSchema),
  newVillages: z.array(newVillageSchema),
  /** The same file was taken in before. */
  importedBefore: z.object({ at: z.string() }).nullable(),
  preview: z.array(stagedRowSchema),
})
export type StagedImport = z.infer<typeof stagedImportSchema>

export const readInputSchema = z.object({
  ticket: z.string(),
  /** A sheet by name; without it the sheet that looks most like a register. */
  sheet: z.string().optional(),
  mapping: columnMappingSchema.optional(),
  /** Answers to `openCommunes`: the id of a commune of today by the text of the file. */
  communes: z.record(z.string(), z.string()).default({}),
})

/** The paper that approved the people of the register: what is not known stays blank, never faked. */
export const importDecisionSchema = z.object({
  title: z.string().trim().min(1).max(300),
  number: z.string().max(100).nullable().default(null),
  onDay: daySchema.nullable().default(null),
  signer: z.string().max(200).nullable().default(null),
})
export type ImportDecision = z.infer<typeof importDecisionSchema>

export const applyInputSchema = z.object({
  batchId: z.string(),
  past: z.enum(PAST_ANSWERS),
  decision: importDecisionSchema.nullable(),
})
export type ApplyInput = z.infer<typeof applyInputSchema>

export const appliedImportSchema = z.object({
  batchId: z.string(),
  addresses: z.int(),
  villages: z.int(),
  donors: z.int(),
  pairings: z.int(),
  instalments: z.int(),
  /** People on file whose blanks were filled. */
  joined: z.int(),
  /** Rows of the file that were not written. */
  refused: z.int(),
  duplicatesSkipped: z.int(),
})
export type AppliedImport = z.infer<typeof appliedImportSchema>

export const importEntrySchema = z.object({
  id: z.string(),
  fileName: z.string(),
  sheet: z.string(),
  at: z.string(),
  state: z.enum(['staged', 'applied', 'undone', 'cancelled']),
  past: z.enum(PAST_ANSWERS),
  decision: z.object({ title: z.string(), number: z.string().nullable() }).nullable(),
  counts: rowCountsSchema.omit({ taken: true, joined: true, asking: true }),
  /** Refused rows still kept, to be saved as a file. */
  refusedKept: z.int(),
})
export type ImportEntry = z.infer<typeof importEntrySchema>

/** Why an undone import left somebody in the book. */
export const KEPT_REASONS = [
  'edited',
  'merged',
  'stepped',
  'consented',
  'visited',
  'paired',
  'housed',
  'listed',
  'filed',
] as const
export const keptSinceSchema = z.object({ addressId: z.string(), name: z.string(), reason: z.enum(KEPT_REASONS) })
export type KeptSince = z.infer<typeof keptSinceSchema>

export const undoneImportSchema = z.object({
  /** Addresses taken back. */
  removed: z.int(),
  /** People on file whose filled blanks are blank again. */
  unjoined: z.int(),
  /** Who stays because somebody has worked on them since, and why. */
  kept: z.array(keptSinceSchema),
})
export type UndoneImport = z.infer<typeof undoneImportSchema>
