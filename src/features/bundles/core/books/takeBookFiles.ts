import type { Kysely } from 'kysely'
import { refuse } from '../../../../base/common/failures.ts'
import type { WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { OwnedColumns } from '../../../../db/tables/ownedColumns.ts'
import { type BookFileLine, type BookFilesLine, bookFilesLineSchema } from '../../common/books/bookFileLines.ts'
import { BOOK_FILES_KIND } from '../../common/laterKinds.ts'
import type { ReadLines } from '../open/readLinesJob.ts'
import { contentOfPieces } from '../photos/pieces.ts'
import { writeBookPart } from './bookFilesRepo.ts'
import { noteMoved } from './bookRows.ts'

interface BookFiles {
  batchId: string
  part: number
  parts: number
  bookId: string
  files: { line: BookFileLine; content: Uint8Array }[]
}

/** Reads a part: each file once, with all its pieces in order, and the content that its hash names. */
export function readBookFiles({ records }: ReadLines): BookFiles {
  const lines = records.map((record, index): BookFilesLine => {
    const line = bookFilesLineSchema.safeParse(record)
    // The manifest is line 1.
    if (!line.success) refuse('bundles.malformed', { part: 'record', line: index + 2 })
    return line.data
  })
  const [head, ...rest] = lines
  if (head?.kind !== BOOK_FILES_KIND) refuse('bundles.malformed', { part: 'record', line: 2 })
  const files: BookFiles['files'] = []
  const seen = new Set<string>()
  for (let at = 0; at < rest.length; at += 1) {
    const line = rest[at]
    if (line?.kind !== 'file' || seen.has(line.id)) refuse('bundles.malformed', { part: 'record', line: at + 3 })
    seen.add(line.id)
    const content = contentOfPieces(line, rest.slice(at + 1, at + 1 + line.pieces))
    if (content === undefined) refuse('bundles.malformed', { part: 'record', line: at + 3 })
    files.push({ line, content })
    at += line.pieces
  }
  const { batchId, part, parts, bookId } = head
  return { batchId, part, parts, bookId, files }
}

interface Stored {
  name: string
  thumbnail: string | null
  type: string
  width: number | null
  height: number | null
  bytes: number
}

/** Written before the rows, as everywhere: what no row comes to name is swept away some day. */
export async function storeBookFiles(
  { office, services }: OfficeContext,
  { files }: BookFiles,
): Promise<Map<string, Stored>> {
  const stored = new Map<string, Stored>()
  for (const { line, content } of files) {
    const file = services.attachments.readFile(content, line.type)
    if (file === undefined) refuse('bundles.malformed', { part: 'record' })
    const name = await services.attachments.put(office, file.bytes)
    const small = line.thumbnail === null ? undefined : Buffer.from(line.thumbnail, 'base64')
    const picture = small === undefined ? undefined : services.attachments.readFile(small, 'photo')
    const thumbnail = picture === undefined ? null : await services.attachments.put(office, picture.bytes)
    const { type, width, height } = file
    stored.set(line.id, { name, thumbnail, type, width, height, bytes: file.bytes.length })
  }
  return stored
}

interface Taking {
  file: BookFiles
  stored: ReadonlyMap<string, Stored>
  from: string
  to: string
  bundleId: string
  bytes: number
  now: string
}

/** The files become this office's, as the rows they belong to did. What is here already stays as it is here. */
export async function takeBookFiles(db: WriteDb, taking: Taking): Promise<void> {
  const { file, from, to, now, bundleId, bytes } = taking
  for (const { line } of file.files) await takeFile(db, line, taking)
  await noteMoved(
    db,
    file.files.map(({ line }) => line.id),
    { from, to, now, onDay: await dayOfBook(db, { from, to }) },
  )
  await writeBookPart(db, {
    unit_id: from,
    direction: 'in',
    batch_id: file.batchId,
    part: file.part,
    parts: file.parts,
    book_id: file.bookId,
    bundle_id: bundleId,
    ids_json: JSON.stringify(file.files.map(({ line }) => line.id)),
    bytes,
    at: now,
  })
}

async function takeFile(db: WriteDb, line: BookFileLine, { stored, from, to }: Taking): Promise<void> {
  const content = stored.get(line.id)
  if (content === undefined) throw new Error('the content was not stored')
  // Safe: every table that may carry files has the columns of owned rows.
  const owned = db as unknown as Kysely<{ record: OwnedColumns }>
  const of = await owned
    .selectFrom(line.table as 'record')
    .select('owner_unit')
    .where('id', '=', line.rowId)
    .executeTakeFirst()
  if (of === undefined || of.owner_unit === from) refuse('bundles.filesBeforeBook')
  const known = await db.selectFrom('attachment').select('owner_unit').where('id', '=', line.id).executeTakeFirst()
  if (known?.owner_unit === to) return
  if (known !== undefined && known.owner_unit !== from) refuse('bundles.foreignRecord', { kind: 'file' })
  const row = {
    owner_unit: to,
    version: line.version,
    change_seq: await reserveChangeSeq(db, 1),
    created_at: line.createdAt,
    deleted_at: null,
    table_name: line.table,
    row_id: line.rowId,
    kind: line.type,
    title: line.title,
    file_name: line.fileName,
    type: content.type,
    bytes: content.bytes,
    content: content.name,
    thumbnail: content.thumbnail,
    width: content.width,
    height: content.height,
    taken_on: line.takenOn,
    label: line.label,
    main: line.main,
  }
  await db
    .insertInto('attachment')
    .values({ id: line.id, ...row })
    .onConflict((same) => same.column('id').doUpdateSet(row))
    .execute()
}

async function dayOfBook(db: WriteDb, { from, to }: { from: string; to: string }): Promise<string> {
  const { on_day } = await db
    .selectFrom('unit_successor')
    .select('on_day')
    .where('from_unit', '=', from)
    .where('to_unit', '=', to)
    .executeTakeFirstOrThrow()
  return on_day
}
