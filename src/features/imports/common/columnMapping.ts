import * as z from 'zod'
import { groupFields, type RegisterField, registerFields } from './registerFields.ts'

const columnLetter = z.string().regex(/^[A-Z]{1,3}$/)
const rowNumber = z.int().min(1)

/** What the reader was not sure of; the screen and the command line ask it before importing. */
const mappingQuestion = z.object({
  code: z.enum([
    'imports.askColumn',
    'imports.askDuplicateColumn',
    'imports.askUnmappedRequired',
    'imports.askGrouping',
    'imports.askAmountUnit',
    'imports.askYear',
  ]),
  column: columnLetter.nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/**
 * How one sheet is to be read, as plain JSON a person may edit.
 * Rows are numbered and columns lettered as Excel shows them. `fingerprint` recognises the same file shape next time.
 */
export const columnMappingSchema = z.object({
  sheetName: z.string(),
  headerRows: z.array(rowNumber).min(1),
  columns: z.record(columnLetter, z.enum(registerFields as [RegisterField, ...RegisterField[]])),
  /** What group lines may carry; empty = the sheet has none. */
  grouping: z.array(z.enum(groupFields)),
  /** Dong per 1 in a numeric amount cell: 1, 1000 ("nghìn đồng") or 1000000 ("triệu đồng"). */
  amountUnit: z.union([z.literal(1), z.literal(1000), z.literal(1_000_000)]),
  /** The register's own year, read from its title or its periods; null when it says none. */
  year: z.int().min(1900).max(2200).nullable(),
  fingerprint: z.string(),
})

export type ColumnMapping = z.infer<typeof columnMappingSchema>
export type MappingQuestion = z.infer<typeof mappingQuestion>

/** A mapping with what the reader thinks of it. `confidence` is 0 to 1; below 0.6 a person should look first. */
export const mappingProposalSchema = z.object({
  mapping: columnMappingSchema,
  confidence: z.number().min(0).max(1),
  questions: z.array(mappingQuestion),
})

export type MappingProposal = z.infer<typeof mappingProposalSchema>

/**
 * A mapping remembered for a file shape, set to a new file of that shape (same fingerprint): what a person decided is
 * kept, where the table stands and its year come from the new file.
 */
export function reuseMapping(saved: ColumnMapping, proposed: ColumnMapping): ColumnMapping {
  return { ...proposed, columns: saved.columns, grouping: saved.grouping, amountUnit: saved.amountUnit }
}
