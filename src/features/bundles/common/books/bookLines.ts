import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { sha256HexSchema } from '../bundleHeader.ts'
import type { BundleRecord } from '../bundleManifest.ts'
import { fieldOf } from '../bundleRecords.ts'
import { type Accepts, acceptsOf } from '../records/acceptsOf.ts'
import { BOOK_KINDS, type BookKindName } from './bookColumns.ts'
import { type BookRow, bookTotalSchema } from './bookTotals.ts'

/** First record line of a book; the book's own lines follow. */
export const bookHeadSchema = z.strictObject({
  kind: z.literal('book'),
  toUnit: z.uuid(),
  /** Day of the reorganisation, and the paper it is by. */
  onDay: daySchema,
  paper: z.string().max(400),
  /** The whole of the unit, or the part of a split that goes to `toUnit`. */
  part: z.boolean(),
  totals: z.array(bookTotalSchema).max(20_000),
  /** End of the giving office's audit chain, which stays in its file. */
  auditHead: z.strictObject({ epoch: z.string().max(64), seq: z.int().min(0), hash: sha256HexSchema }).nullable(),
  /** Photos and papers of its rows, which follow in files of their own. */
  attachments: z.int().min(0),
})
export type BookHead = z.infer<typeof bookHeadSchema>

/** The one line with which the new unit says that a book is its own now; `bookHash` is the bundle hash of that book. */
export const bookAnswerSchema = z.strictObject({
  kind: z.literal('bookAnswer'),
  bookHash: sha256HexSchema,
  rows: z.int().min(0),
})
export type BookAnswer = z.infer<typeof bookAnswerSchema>

interface Column {
  name: string
  field: string
  accepts: Accepts
}

const columnsByKind = new Map<BookKindName, Column[]>()

/** The columns of a kind in the order of the table. */
export function bookColumns(kind: BookKindName): Column[] {
  const known = columnsByKind.get(kind)
  if (known !== undefined) return known
  const columns = Object.entries(BOOK_KINDS[kind].columns).map(([name, schema]) => ({
    name,
    field: fieldOf(name),
    accepts: acceptsOf(schema),
  }))
  columnsByKind.set(kind, columns)
  return columns
}

export function bookLine(kind: BookKindName, row: BookRow): BundleRecord {
  const line: Record<string, unknown> & { kind: string } = { kind }
  for (const { name, field } of bookColumns(kind)) line[field] = row[name]
  return line
}

/** The row of a line; `undefined` when a field is missing, unknown or of the wrong shape. */
export function readBookLine(kind: BookKindName, line: BundleRecord): Record<string, unknown> | undefined {
  const columns = bookColumns(kind)
  if (Object.keys(line).length !== columns.length + 1) return undefined
  const row: Record<string, unknown> = {}
  for (const { name, field, accepts } of columns) {
    const value = line[field]
    if (!accepts(value)) return undefined
    row[name] = value
  }
  return row
}
