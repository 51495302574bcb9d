import { implement } from '@orpc/server'
import { refuse, valueOrRefuse } from '../../../base/common/failures.ts'
import { ownRowOrRefuse, setDeleted } from '../../../db/recordWriter.ts'
import { type DoorContext, type OfficeContext, requireRight } from '../../../db/requireRight.ts'
import { type Attachment, THUMBNAIL_SIDE } from '../common/attachmentSchemas.ts'
import { attachmentContract } from '../common/contract.ts'
import {
  findAttachment,
  insertAttachment,
  listAttachedTo,
  listAttachments,
  listContentNames,
  saveAttachment,
  setMainPhoto,
} from './attachmentRepo.ts'
import { putAttachment, readAttachment, verifyAttachmentFiles } from './attachmentStore.ts'
import { type AttachmentContent, readContent } from './readContent.ts'

const os = implement(attachmentContract).$context<DoorContext>().use(requireRight)

export const attachmentHandlers = {
  list: os.list.handler(async ({ input, context }) => {
    const rows = await listAttachments(context.db, input.of)
    return { attachments: await Promise.all(rows.map((row) => withThumbnail(context, row))) }
  }),

  add: os.add.handler(async ({ input, context }) => {
    const { tickets } = context.services
    const given = tickets.take(input.ticket)
    if (given === undefined) refuse('files.ticketUsed')
    const file = valueOrRefuse(readContent(given.bytes, input.kind))
    // Asked before the file is written: nothing is stored for a record of somebody else.
    await context.write((db, writer) => ownRowOrRefuse(db, writer, input.of))
    const content = await putAttachment(context.office, file.bytes)
    const thumbnail = await storeThumbnail(context, input.thumbnailTicket)
    const { of, kind, fields } = input
    const id = await context.write((db, writer) =>
      insertAttachment(db, writer, { of, kind, fields, fileName: given.name, file, content, thumbnail }),
    )
    const row = await findAttachment(context.db, id)
    if (row === undefined) refuse('common.notFound')
    return withThumbnail(context, row)
  }),

  addToMany: os.addToMany.handler(async ({ input: { to, kind, ticket, fields }, context }) => {
    const given = context.services.tickets.take(ticket)
    if (given === undefined) refuse('files.ticketUsed')
    const file = valueOrRefuse(readContent(given.bytes, kind))
    const content = await putAttachment(context.office, file.bytes)
    await context.write(async (db, writer) => {
      for (const of of to) {
        const added = { of, kind, fields, fileName: given.name, file, content, thumbnail: null }
        await insertAttachment(db, writer, added)
      }
    })
    return { added: to.length }
  }),

  update: os.update.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await saveAttachment(db, writer, input)
      return {}
    }),
  ),

  setMain: os.setMain.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await setMainPhoto(db, writer, input.id)
      return {}
    }),
  ),

  open: os.open.handler(async ({ input, context }) => {
    const row = await findAttachment(context.db, input.id)
    if (row === undefined) refuse('attachments.notFound')
    const bytes = await readAttachment(context.office, row.content)
    if (bytes === undefined) refuse('attachments.fileDamaged')
    const name = row.fileName ?? row.title ?? row.kind
    return { ticket: context.services.tickets.put({ name, type: row.type, bytes }) }
  }),

  remove: os.remove.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await setDeleted(db, writer, { table: 'attachment', id: input.id, deleted: true })
      return {}
    }),
  ),

  restore: os.restore.handler(({ input, context }) =>
    context.write(async (db, writer) => {
      await setDeleted(db, writer, { table: 'attachment', id: input.id, deleted: false })
      return {}
    }),
  ),

  verify: os.verify.handler(async ({ context }) => {
    const expected = await listContentNames(context.db)
    const check = await verifyAttachmentFiles(context.office, expected)
    const missing = await listAttachedTo(context.db, [...check.missing, ...check.damaged])
    return { files: check.files, bytes: check.bytes, damaged: check.damaged.length, missing }
  }),
}

type Listed = NonNullable<Awaited<ReturnType<typeof findAttachment>>>

async function withThumbnail({ office }: Pick<OfficeContext, 'office'>, row: Listed): Promise<Attachment> {
  const { content: _content, thumbnailName, ...attachment } = row
  const bytes = thumbnailName === null ? undefined : await readAttachment(office, thumbnailName)
  const thumbnail = bytes === undefined ? null : dataAddress(bytes)
  return { ...attachment, thumbnail }
}

/** Ours are JPEG; drawn ones of the practice branch are PNG. */
function dataAddress(bytes: Uint8Array): string {
  const type = bytes[0] === 0x89 ? 'image/png' : 'image/jpeg'
  return `data:${type};base64,${Buffer.from(bytes).toString('base64')}`
}

/** A small picture that is not one is left out: the photo itself can still be opened. */
async function storeThumbnail(context: OfficeContext, ticket: string | undefined): Promise<string | null> {
  const given = ticket === undefined ? undefined : context.services.tickets.take(ticket)
  if (given === undefined) return null
  const small = readContent(given.bytes, 'photo')
  return small.ok && isSmall(small.value) ? putAttachment(context.office, small.value.bytes) : null
}

function isSmall({ type, width, height }: AttachmentContent): boolean {
  return type === 'image/jpeg' && Math.max(width ?? 0, height ?? 0) <= THUMBNAIL_SIDE
}
