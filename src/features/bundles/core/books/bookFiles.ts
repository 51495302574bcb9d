import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { AttachmentTable } from '../../../../db/tables/addressFileTables.ts'
import type { BookPartTable } from '../../../../db/tables/reorganiseTables.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import { BOOK_FILES_KIND } from '../../common/laterKinds.ts'
import { bytesOfParts, planParts } from '../../common/photos/planParts.ts'
import { findAnyKey } from '../keys/unitKeysRepo.ts'
import { readPartSize } from '../photos/photoRepo.ts'
import { piecesOf } from '../photos/pieces.ts'
import { readKeptInForce } from '../seal/keptInForce.ts'
import { sealShort } from '../seal/sealShort.ts'
import { idsOfPart, listBookFiles, listBookParts, listBooksTo, writeBookPart } from './bookFilesRepo.ts'

/** A small picture beside the photo. */
const THUMBNAIL_ROOM = 40_000

/** Photos and papers of the books that go to a unit and stand in no part yet. */
export async function filesNotPlanned(db: ReadDb | WriteDb, { unitId, toUnit }: { unitId: string; toUnit: string }) {
  const books = await listBooksTo(db, toUnit)
  const planned = new Set((await listBookParts(db, { unitId: toUnit, direction: 'out' })).flatMap(idsOfPart))
  const files = new Map<string, AttachmentTable>()
  for (const { rows_json } of books) {
    // Safe: only makeBook writes it.
    const rowsByKind = JSON.parse(rows_json ?? '{}') as Record<string, string[]>
    for (const file of await listBookFiles(db, { unitId, rowsByKind })) files.set(file.id, file)
  }
  return { book: books[0], files: [...files.values()].filter((file) => !planned.has(file.id)) }
}

/** Settles which file goes in which part, none above the size the office chose unless one file alone is. */
export async function planBookFiles(context: OfficeContext, toUnit: string) {
  const { office } = context
  return context.write(async (db, { now: at }) => {
    const { book, files } = await filesNotPlanned(db, { unitId: office.unitId, toUnit })
    if (book === undefined || files.length === 0) refuse('bundles.nothingToSend')
    const sized = files.map(({ id, bytes, thumbnail }) => ({
      id,
      bytes: Number(bytes) + (thumbnail === null ? 0 : THUMBNAIL_ROOM),
    }))
    const { parts, tooLarge } = planParts(sized, await readPartSize(db as unknown as ReadDb))
    // Nothing stays behind: what is larger than a part goes as one of its own.
    const all = [...parts, ...tooLarge.map((file) => [file])]
    const batchId = newRecordId()
    for (const [index, part] of all.entries()) {
      await writeBookPart(db, {
        unit_id: toUnit,
        direction: 'out',
        batch_id: batchId,
        part: index + 1,
        parts: all.length,
        book_id: book.id,
        bundle_id: null,
        ids_json: JSON.stringify(part.map(({ id }) => id)),
        bytes: bytesOfParts([part]),
        at,
      })
    }
    return { batchId, parts: all.length, files: files.length }
  })
}

/** The file of one part, made now or before; as often as it is lost. */
export async function makeBookPart(context: OfficeContext, { batchId, part }: { batchId: string; part: number }) {
  const planned = await context.db
    .selectFrom('book_part')
    .selectAll()
    .where('direction', '=', 'out')
    .where('batch_id', '=', batchId)
    .where('part', '=', part)
    .executeTakeFirst()
  if (planned === undefined) refuse('common.notFound')
  const kept = planned.bundle_id === null ? undefined : await readKeptInForce(context, planned.bundle_id)
  const bytes = kept ?? (await sealPart(context, planned))
  const name = `TepKemSo-${context.office.unitCode}-${batchId.slice(-6)}-phan-${part}-cua-${planned.parts}.rcb`
  const ticket = context.services.tickets.put({ name, type: 'application/octet-stream', bytes })
  return { ticket, name, bytes: bytes.length }
}

async function sealPart(context: OfficeContext, planned: BookPartTable): Promise<Uint8Array> {
  const { unit_id: toUnit, batch_id: batchId, part, parts, book_id: bookId } = planned
  const key = await findAnyKey(context.db, toUnit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  const files = await context.db.selectFrom('attachment').selectAll().where('id', 'in', idsOfPart(planned)).execute()
  const records: BundleRecord[] = [{ kind: BOOK_FILES_KIND, batchId, part, parts, bookId }]
  for (const file of files) records.push(...(await fileLines(context, file)))
  const { id, bytes } = await sealShort(context, { kind: 'book', toUnit, recipients: [key.box_public], records })
  await context.write((db, { now: at }) => writeBookPart(db, { ...planned, bundle_id: id, bytes: bytes.length, at }))
  return bytes
}

/** A file and its content in pieces; nothing when it was emptied meanwhile or cannot be read any more. */
async function fileLines({ office, services }: OfficeContext, file: AttachmentTable): Promise<BundleRecord[]> {
  const content = file.content === '' ? undefined : await services.attachments.read(office, file.content)
  if (content === undefined) return []
  const small = file.thumbnail === null ? undefined : await services.attachments.read(office, file.thumbnail)
  const { facts, lines } = piecesOf(file.id, content)
  const line = {
    kind: 'file',
    id: file.id,
    version: file.version,
    createdAt: file.created_at,
    table: file.table_name,
    rowId: file.row_id,
    type: file.kind,
    title: file.title,
    fileName: file.file_name,
    takenOn: file.taken_on,
    label: file.label,
    main: file.main,
    thumbnail: small === undefined ? null : Buffer.from(small).toString('base64'),
    ...facts,
  }
  return [line, ...lines]
}
