import * as z from 'zod'
import { currencySchema } from '../../../base/common/moneySchema.ts'
import { RECORD_TABLES } from './recordFields.ts'

export const recordTableSchema = z.enum(RECORD_TABLES)

/** A value as kept, with its words where it is a code of the vocabulary or stands for another record. */
export const changedValueSchema = z.object({
  raw: z.union([z.string(), z.number()]),
  words: z.object({ vi: z.string(), en: z.string().nullable(), lo: z.string().nullable() }).optional(),
})
export type ChangedValue = z.infer<typeof changedValueSchema>

export const fieldChangeSchema = z.object({
  /** The column; its words are `fields.<column>` of this feature. */
  field: z.string(),
  kind: z.enum(['text', 'day', 'month', 'moment', 'money', 'number', 'flag', 'code', 'words']),
  before: changedValueSchema.nullable(),
  after: changedValueSchema.nullable(),
})
export type FieldChange = z.infer<typeof fieldChangeSchema>

export const CHANGE_OPS = ['insert', 'update', 'delete', 'restore'] as const
export type ChangeOp = (typeof CHANGE_OPS)[number]

/** What happened to one record. */
export const recordChangeSchema = z.object({
  table: recordTableSchema,
  rowId: z.string(),
  /** What the record is called; null where it has no name of its own. */
  name: z.string().nullable(),
  op: z.enum(CHANGE_OPS),
  currency: currencySchema,
  changes: z.array(fieldChangeSchema),
})
export type RecordChange = z.infer<typeof recordChangeSchema>

/** Everything one command changed, as far as it concerns the record asked about. */
export const historyEntrySchema = z.object({
  /** Any journal row of the command: what `undo` takes. */
  journalId: z.string(),
  at: z.string(),
  /** Null for a user who is no longer on file. */
  userName: z.string().nullable(),
  reason: z.string().nullable(),
  records: z.array(recordChangeSchema),
  /** How many changes the whole command made, also to other records: they are undone together. */
  size: z.int(),
  /** What the command did: work of its own, taking back another, or doing again what was taken back. */
  act: z.enum(['work', 'undo', 'redo']),
  undone: z.boolean(),
  undoable: z.boolean(),
})
export type HistoryEntry = z.infer<typeof historyEntrySchema>

/** What was undone or done again, for one sentence. */
export const undoneSchema = z.object({
  journalId: z.string(),
  table: recordTableSchema,
  op: z.enum(CHANGE_OPS),
  name: z.string().nullable(),
  size: z.int(),
})
export type Undone = z.infer<typeof undoneSchema>
