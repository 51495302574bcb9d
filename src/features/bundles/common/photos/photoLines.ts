import * as z from 'zod'
import { daySchema } from '../../../../base/common/daySchema.ts'
import { sha256HexSchema } from '../bundleHeader.ts'

/** Records whose photos go up: what was reported, and shows a person or a house. Scans of papers stay. */
export const PHOTO_TABLES = ['address', 'house'] as const
export type PhotoTable = (typeof PHOTO_TABLES)[number]

/** Sizes of a part an office may choose, in MB: what its way of sending carries. */
export const PART_SIZES = [2, 5, 10, 20] as const
export const partSizeSchema = z.literal(PART_SIZES)
export type PartSize = z.infer<typeof partSizeSchema>

const MOST_PARTS = 10_000
/** Bytes of one line's piece: in base64 it stays below the longest line. */
export const PIECE_BYTES = 2 * 1024 * 1024
export const MOST_PIECES = 16

const part = z.int().min(1).max(MOST_PARTS)
const noNul = (text: string) => !text.includes('\0')

/** First line: which part of how many, of photos put together in one go. */
const partSchema = z
  .strictObject({ kind: z.literal('part'), batchId: z.uuid(), part, parts: part })
  .refine((line) => line.part <= line.parts)

/** A photo; its content follows in `pieces` lines. */
const photoSchema = z.strictObject({
  kind: z.literal('photo'),
  id: z.uuid(),
  version: z.int().min(1).max(1_000_000_000),
  createdAt: z.iso.datetime(),
  table: z.enum(PHOTO_TABLES),
  rowId: z.uuid(),
  title: z.string().max(300).refine(noNul).nullable(),
  takenOn: daySchema.nullable(),
  label: z.string().max(64).refine(noNul).nullable(),
  main: z.union([z.literal(0), z.literal(1)]),
  /** Of the content. */
  sha256: sha256HexSchema,
  bytes: z
    .int()
    .min(1)
    .max(PIECE_BYTES * MOST_PIECES),
  pieces: z.int().min(1).max(MOST_PIECES),
})
export type PhotoLine = z.infer<typeof photoSchema>

export const pieceSchema = z.strictObject({
  kind: z.literal('piece'),
  id: z.uuid(),
  piece: z.int().min(1).max(MOST_PIECES),
  data: z.base64().max(Math.ceil(PIECE_BYTES / 3) * 4),
})

/** A photo sent before that may no longer be kept: deleted, or the consent was taken back. */
const photoGoneSchema = z.strictObject({ kind: z.literal('photoGone'), id: z.uuid() })

export const photoBundleLineSchema = z.discriminatedUnion('kind', [
  partSchema,
  photoSchema,
  pieceSchema,
  photoGoneSchema,
])
export type PhotoBundleLine = z.infer<typeof photoBundleLineSchema>

/** What becomes of each column of `attachment`; one that is not listed fails a test. */
export const PHOTO_COLUMNS = {
  id: 'sent',
  owner_unit: 'derived',
  version: 'sent',
  change_seq: 'derived',
  created_at: 'sent',
  deleted_at: 'withheld',
  table_name: 'sent',
  row_id: 'sent',
  kind: 'derived',
  title: 'sent',
  // The clerk's own name of the file often names the person, and says nothing about the photo.
  file_name: 'withheld',
  type: 'derived',
  bytes: 'sent',
  content: 'derived',
  thumbnail: 'withheld',
  width: 'derived',
  height: 'derived',
  taken_on: 'sent',
  label: 'sent',
  main: 'sent',
} as const satisfies Record<string, 'sent' | 'withheld' | 'derived'>
