import { refuse } from '../../../base/common/failures.ts'
import { normaliseText } from '../../../base/common/foldForSearch.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { insertRecord, ownRowOrRefuse, updateRecord, type WriteContext } from '../../../db/recordWriter.ts'
import type { AttachmentTable } from '../../../db/tables/addressFileTables.ts'
import type { AttachedTo, Attachment, AttachmentFields, AttachmentKind } from '../common/attachmentSchemas.ts'
import type { AttachmentContent } from './readContent.ts'

type ListedAttachment = Omit<Attachment, 'thumbnail'> & { content: string; thumbnailName: string | null }

/** Attachments of a record, the portrait first, then the newest. */
export async function listAttachments(db: ReadDb, of: AttachedTo): Promise<ListedAttachment[]> {
  const rows = await db
    .selectFrom('attachment')
    .selectAll()
    .where('table_name', '=', of.table)
    .where('row_id', '=', of.id)
    .where('deleted_at', 'is', null)
    .orderBy('main', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(listed)
}

export async function findAttachment(db: ReadDb | WriteDb, id: string): Promise<ListedAttachment | undefined> {
  const row = await db.selectFrom('attachment').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : listed(row)
}

function listed(row: AttachmentTable): ListedAttachment {
  return {
    id: row.id,
    version: row.version,
    // Safe: only this feature writes attachments, and its contract parses the table.
    of: { table: row.table_name as AttachedTo['table'], id: row.row_id },
    kind: row.kind,
    title: row.title,
    takenOn: row.taken_on,
    label: row.label,
    type: row.type,
    fileName: row.file_name,
    bytes: row.bytes,
    width: row.width,
    height: row.height,
    main: row.main === 1,
    addedAt: row.created_at,
    content: row.content,
    thumbnailName: row.thumbnail,
  }
}

export interface NewAttachment {
  of: AttachedTo
  kind: AttachmentKind
  fields: AttachmentFields
  fileName: string
  file: AttachmentContent
  /** Names of the stored files. */
  content: string
  thumbnail: string | null
}

/** Writes the row of a stored file; the record must be one of this office. The first photo becomes the portrait. */
export async function insertAttachment(db: WriteDb, context: WriteContext, added: NewAttachment): Promise<string> {
  const { of, kind, fields, file } = added
  await ownRowOrRefuse(db, context, of)
  const others = await db
    .selectFrom('attachment')
    .select('id')
    .where('table_name', '=', of.table)
    .where('row_id', '=', of.id)
    .where('main', '=', 1)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return insertRecord(db, context, {
    table: 'attachment',
    values: {
      table_name: of.table,
      row_id: of.id,
      kind,
      title: textOrNull(fields.title),
      file_name: textOrNull(added.fileName),
      type: file.type,
      bytes: file.bytes.length,
      content: added.content,
      thumbnail: added.thumbnail,
      width: file.width,
      height: file.height,
      taken_on: fields.takenOn,
      label: fields.label,
      main: kind === 'photo' && of.table === 'address' && others === undefined ? 1 : 0,
    },
  })
}

export async function saveAttachment(
  db: WriteDb,
  context: WriteContext,
  { id, version, fields }: { id: string; version: number; fields: AttachmentFields },
): Promise<void> {
  const changes = { title: textOrNull(fields.title), taken_on: fields.takenOn, label: fields.label }
  await updateRecord(db, context, { table: 'attachment', id, version, changes })
}

/** @throws `attachments.notFound`, `attachments.notAPhoto` */
export async function setMainPhoto(db: WriteDb, context: WriteContext, id: string): Promise<void> {
  const chosen = await findAttachment(db, id)
  if (chosen === undefined) refuse('attachments.notFound')
  if (chosen.kind !== 'photo') refuse('attachments.notAPhoto')
  const before = await db
    .selectFrom('attachment')
    .select(['id', 'version'])
    .where('table_name', '=', chosen.of.table)
    .where('row_id', '=', chosen.of.id)
    .where('main', '=', 1)
    .where('id', '<>', id)
    .execute()
  for (const { id: other, version } of before) {
    await updateRecord(db, context, { table: 'attachment', id: other, version, changes: { main: 0 } })
  }
  await updateRecord(db, context, { table: 'attachment', id, version: chosen.version, changes: { main: 1 } })
}

/** Names of all files the database lists, hidden rows included: undo must find them. */
export async function listContentNames(db: ReadDb | WriteDb): Promise<string[]> {
  const rows = await db.selectFrom('attachment').select(['content', 'thumbnail']).where('content', '<>', '').execute()
  const names = rows.flatMap(({ content, thumbnail }) => (thumbnail === null ? [content] : [content, thumbnail]))
  return [...new Set(names)]
}

export async function listAttachedTo(db: ReadDb, contents: readonly string[]): Promise<AttachedTo[]> {
  if (contents.length === 0) return []
  const rows = await db
    .selectFrom('attachment')
    .select(['table_name', 'row_id'])
    .where((where) => where.or([where('content', 'in', contents), where('thumbnail', 'in', contents)]))
    .where('deleted_at', 'is', null)
    .execute()
  // Safe: as in `listed`.
  return rows.map((row) => ({ table: row.table_name as AttachedTo['table'], id: row.row_id }))
}

function textOrNull(text: string | null): string | null {
  const normal = text === null ? '' : normaliseText(text)
  return normal === '' ? null : normal
}
