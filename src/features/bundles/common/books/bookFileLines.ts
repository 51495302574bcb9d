import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { ATTACHMENT_TABLES, LARGEST_ATTACHMENT } from '../../../attachments/common/attachmentSchemas.ts'
import { sha256HexSchema } from '../bundleHeader.ts'
import { BOOK_FILES_KIND } from '../laterKinds.ts'
import { MOST_PIECES, pieceSchema } from '../photos/photoLines.ts'

const MOST_PARTS = 10_000
/** A small picture in base64. */
const LONGEST_THUMBNAIL = 400_000

const part = z.int().min(1).max(MOST_PARTS)
const noNul = (text: string) => !text.includes('\0')
const flag = z.union([z.literal(0), z.literal(1)])

/** First line: which part of how many, of the files that go with the book of this bundle. */
const headSchema = z
  .strictObject({ kind: z.literal(BOOK_FILES_KIND), batchId: z.uuid(), part, parts: part, bookId: z.uuid() })
  .refine((line) => line.part <= line.parts)

/** A photo or paper of a record of the book; its content follows in `pieces` lines. Unlike a photo that goes up, all of it moves. */
const fileSchema = z.strictObject({
  kind: z.literal('file'),
  id: z.uuid(),
  version: z.int().min(1).max(1_000_000_000),
  createdAt: z.iso.datetime(),
  table: z.enum(ATTACHMENT_TABLES),
  rowId: z.uuid(),
  type: z.enum(['photo', 'document']),
  title: z.string().max(300).refine(noNul).nullable(),
  fileName: z.string().max(300).refine(noNul).nullable(),
  takenOn: daySchema.nullable(),
  label: z.string().max(64).refine(noNul).nullable(),
  main: flag,
  thumbnail: z.base64().max(LONGEST_THUMBNAIL).nullable(),
  /** Of the content. */
  sha256: sha256HexSchema,
  bytes: z.int().min(1).max(LARGEST_ATTACHMENT),
  pieces: z.int().min(1).max(MOST_PIECES),
})
export type BookFileLine = z.infer<typeof fileSchema>

export const bookFilesLineSchema = z.discriminatedUnion('kind', [headSchema, fileSchema, pieceSchema])
export type BookFilesLine = z.infer<typeof bookFilesLineSchema>

/** What becomes of each column of `attachment` when a book moves; one that is not listed fails a test. */
export const BOOK_FILE_COLUMNS = {
  id: 'sent',
  owner_unit: 'derived',
  version: 'sent',
  change_seq: 'derived',
  created_at: 'sent',
  deleted_at: 'derived',
  table_name: 'sent',
  row_id: 'sent',
  kind: 'sent',
  title: 'sent',
  file_name: 'sent',
  type: 'derived',
  bytes: 'sent',
  content: 'derived',
  thumbnail: 'sent',
  width: 'derived',
  height: 'derived',
  taken_on: 'sent',
  label: 'sent',
  main: 'sent',
} as const satisfies Record<string, 'sent' | 'derived'>
