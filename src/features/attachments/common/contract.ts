import * as z from 'zod'
import { failures } from '../../../base/common/declareFailures.ts'
import { command, query } from '../../../base/common/procedure.ts'
import {
  attachedToSchema,
  attachmentFieldsSchema,
  attachmentKindSchema,
  attachmentSchema,
} from './attachmentSchemas.ts'

const idInput = z.object({ id: z.string() })

/** Photos and papers of a record. */
export const attachmentContract = {
  /** Of one record, the portrait first, then the newest. */
  list: query('records.read')
    .input(z.object({ of: attachedToSchema }))
    .output(z.object({ attachments: z.array(attachmentSchema) })),

  /**
   * Takes over a file put by `files.put`. Photos arrive already small, with a second ticket for the small picture; camera
   * notes are dropped whatever arrives.
   */
  add: command('records.write')
    .input(
      z.object({
        of: attachedToSchema,
        kind: attachmentKindSchema,
        ticket: z.string(),
        thumbnailTicket: z.string().optional(),
        fields: attachmentFieldsSchema.prefault({}),
      }),
    )
    .output(attachmentSchema)
    .errors(
      failures('files.ticketUsed', 'attachments.tooLarge', 'attachments.kindUnknown', 'attachments.photoTooLarge'),
    )
    .errors(failures('attachments.unreadable')),

  /** The same file for many records at once: the scan of a sheet for everybody who signed on it. Kept once. */
  addToMany: command('records.write')
    .input(
      z.object({
        to: z.array(attachedToSchema).min(1).max(4000),
        kind: attachmentKindSchema,
        ticket: z.string(),
        fields: attachmentFieldsSchema.prefault({}),
      }),
    )
    .output(z.object({ added: z.int() }))
    .errors(
      failures('files.ticketUsed', 'attachments.tooLarge', 'attachments.kindUnknown', 'attachments.photoTooLarge'),
    )
    .errors(failures('attachments.unreadable')),

  update: command('records.write')
    .input(idInput.extend({ version: z.int(), fields: attachmentFieldsSchema }))
    .output(z.object({}))
    .errors(failures('attachments.notFound')),

  /** Makes a photo the portrait of its record. */
  setMain: command('records.write')
    .input(idInput)
    .output(z.object({}))
    .errors(failures('attachments.notFound', 'attachments.notAPhoto')),

  /** The whole file, as a ticket for `files.take`. */
  open: query('records.read')
    .input(idInput)
    .output(z.object({ ticket: z.string() }))
    .errors(failures('attachments.notFound', 'attachments.fileDamaged')),

  /** Hides it; the toast offers to show it again. */
  remove: command('records.write').input(idInput).output(z.object({})).errors(failures('attachments.notFound')),
  restore: command('records.write').input(idInput).output(z.object({})).errors(failures('attachments.notFound')),

  /** Opens every file and compares it with its name: what is damaged or missing, by record. */
  verify: query('backups.manage').output(
    z.object({ files: z.int(), bytes: z.int(), damaged: z.int(), missing: z.array(attachedToSchema) }),
  ),
}
