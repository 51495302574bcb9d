import * as z from 'zod'
import { daySchema } from '../../../base/common/daySchema.ts'

/** Records that may carry photos and papers. */
export const ATTACHMENT_TABLES = [
  'address',
  'visit',
  'house',
  'consent',
  'certificate',
  'decision',
  'data_request',
] as const
export const attachmentTableSchema = z.enum(ATTACHMENT_TABLES)
export type AttachmentTableName = z.infer<typeof attachmentTableSchema>

export const attachedToSchema = z.object({ table: attachmentTableSchema, id: z.string() })
export type AttachedTo = z.infer<typeof attachedToSchema>

export const ATTACHMENT_KINDS = ['photo', 'document'] as const
export const attachmentKindSchema = z.enum(ATTACHMENT_KINDS)
export type AttachmentKind = z.infer<typeof attachmentKindSchema>

export const attachmentFieldsSchema = z.object({
  title: z.string().trim().max(300).nullable().default(null),
  takenOn: daySchema.nullable().default(null),
  /** What it shows, by the record's own code: a stage of a house. */
  label: z.string().max(64).nullable().default(null),
})
export type AttachmentFields = z.infer<typeof attachmentFieldsSchema>

export const attachmentSchema = attachmentFieldsSchema.extend({
  id: z.string(),
  version: z.int(),
  of: attachedToSchema,
  kind: attachmentKindSchema,
  /** MIME type, as the content shows it. */
  type: z.string(),
  fileName: z.string().nullable(),
  bytes: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** The portrait of an address. */
  main: z.boolean(),
  addedAt: z.string(),
  /** A small picture as `data:` address; null for papers and for photos handed over without one. */
  thumbnail: z.string().nullable(),
})
export type Attachment = z.infer<typeof attachmentSchema>

/** Bytes of one file on its way in. */
export const LARGEST_ATTACHMENT = 20 * 1024 * 1024
/** Pixels of the longer side: a photo is looked at, a scanned paper has to be read. */
export const LONGEST_SIDE: Record<AttachmentKind, number> = { photo: 1600, document: 2400 }
export const THUMBNAIL_SIDE = 240
