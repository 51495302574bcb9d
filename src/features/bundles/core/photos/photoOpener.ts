import { refuse } from '../../../../base/common/failures.ts'
import type { WriteDb } from '../../../../db/database.ts'
import { reserveChangeSeq } from '../../../../db/recordWriter.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { PhotoLine } from '../../common/photos/photoLines.ts'
import { missingParts } from '../../common/photos/planParts.ts'
import { receiveNewest } from '../open/readLines.ts'
import { shortOpener } from '../open/shortOpener.ts'
import { listPartsFrom } from './photoRepo.ts'
import { type ReadPart, readPhotoPart } from './readPhotoPart.ts'

const ROLES = ['sender'] as const

/** One part of a unit's photos: any order, and again changes nothing. */
export const photoOpener = shortOpener({
  kind: 'photos',
  roles: ROLES,
  look: async (context, read) => {
    const { part, parts, batchId, photos } = readPhotoPart(read)
    const have = await listPartsFrom(context.db, { unitId: read.manifest.unit, batchId })
    const missing = missingParts(parts, [part, ...have.map((row) => row.part)])
    const lines = missing.length === 0 ? [] : [{ code: 'missing', facts: { missing: missing.slice(0, 50).join(', ') } }]
    return { facts: { part, parts, photos: photos.length }, lines }
  },
  take: async (context, { read, bytes }) => {
    const file = readPhotoPart(read)
    const stored = await storeContents(context, file)
    const from = read.manifest.unit
    const freed = await context.write(async (db, { now }) => {
      if (!(await receiveNewest(db, { read, roles: ROLES, now, bytes: bytes.length }))) return []
      for (const photo of file.photos)
        await takePhoto(db, { photo: photo.line, stored: stored.get(photo.line.id), from })
      const names: string[] = []
      for (const id of file.gone) names.push(...(await dropPhoto(db, { id, from, now })))
      await notePart(db, { file, from, bundleId: read.manifest.bundleId, bytes: bytes.length, now })
      return names
    })
    await eraseUnnamed(context, freed)
  },
})

interface Stored {
  name: string
  type: string
  width: number | null
  height: number | null
  bytes: number
}

/** Written before the rows, as everywhere: what no row comes to name is swept away some day. */
async function storeContents({ office, services }: OfficeContext, { photos }: ReadPart): Promise<Map<string, Stored>> {
  const stored = new Map<string, Stored>()
  for (const { line, content } of photos) {
    const photo = services.attachments.readFile(content, 'photo')
    if (photo === undefined) refuse('bundles.malformed', { part: 'record' })
    const name = await services.attachments.put(office, photo.bytes)
    const { type, width, height } = photo
    stored.set(line.id, { name, type, width, height, bytes: photo.bytes.length })
  }
  return stored
}

interface Taken {
  photo: PhotoLine
  stored: Stored | undefined
  from: string
}

async function takePhoto(db: WriteDb, { photo, stored, from }: Taken): Promise<void> {
  if (stored === undefined) throw new Error('the content was not stored')
  const owner = await ownerOf(db, photo)
  if (owner === undefined) refuse('bundles.photosBeforeReport')
  if (owner !== from) {
    // A case that moved on meanwhile takes its photos from its new office.
    if (await isMoved(db, { rowId: photo.rowId, from })) return
    refuse('bundles.foreignRecord', { kind: 'photo' })
  }
  const known = await db.selectFrom('attachment').selectAll().where('id', '=', photo.id).executeTakeFirst()
  if (known !== undefined && known.owner_unit !== from) refuse('bundles.foreignRecord', { kind: 'photo' })
  const row = {
    owner_unit: from,
    version: photo.version,
    change_seq: await reserveChangeSeq(db, 1),
    created_at: photo.createdAt,
    deleted_at: null,
    table_name: photo.table,
    row_id: photo.rowId,
    kind: 'photo' as const,
    title: photo.title,
    file_name: null,
    type: stored.type,
    bytes: stored.bytes,
    content: stored.name,
    thumbnail: null,
    width: stored.width,
    height: stored.height,
    taken_on: photo.takenOn,
    label: photo.label,
    main: photo.main,
  }
  await db
    .insertInto('attachment')
    .values({ id: photo.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

async function ownerOf(db: WriteDb, { table, rowId }: PhotoLine): Promise<string | undefined> {
  const row = await db.selectFrom(table).select('owner_unit').where('id', '=', rowId).executeTakeFirst()
  return row?.owner_unit
}

async function isMoved(db: WriteDb, { rowId, from }: { rowId: string; from: string }): Promise<boolean> {
  const row = await db
    .selectFrom('row_moved')
    .select('row_id')
    .where('row_id', '=', rowId)
    .where('from_unit', '=', from)
    .executeTakeFirst()
  return row !== undefined
}

/** Empties a photo of that unit; gives the files it named. What is another's, or unknown here, is left alone. */
async function dropPhoto(db: WriteDb, { id, from, now }: { id: string; from: string; now: string }): Promise<string[]> {
  const row = await db
    .selectFrom('attachment')
    .select(['content', 'thumbnail'])
    .where('id', '=', id)
    .where('owner_unit', '=', from)
    .executeTakeFirst()
  if (row === undefined) return []
  await db
    .updateTable('attachment')
    .set({ deleted_at: now, content: '', thumbnail: null, title: null, bytes: 0, main: 0 })
    .where('id', '=', id)
    .execute()
  return [row.content, row.thumbnail ?? ''].filter((name) => name !== '')
}

interface Noted {
  file: ReadPart
  from: string
  bundleId: string
  bytes: number
  now: string
}

async function notePart(db: WriteDb, { file, from, bundleId, bytes, now }: Noted): Promise<void> {
  const { batchId, part, parts, photos } = file
  const [other] = await listPartsFrom(db, { unitId: from, batchId })
  if (other !== undefined && other.parts !== parts) refuse('bundles.malformed', { part: 'record', line: 2 })
  const made = { bundle_id: bundleId, photos: photos.length, bytes, at: now }
  await db
    .insertInto('photo_part')
    .values({ unit_id: from, direction: 'in', batch_id: batchId, part, parts, ...made })
    .onConflict((conflict) => conflict.columns(['unit_id', 'direction', 'batch_id', 'part']).doUpdateSet(made))
    .execute()
}

/** The same content may stand under another row: then its file stays. */
async function eraseUnnamed({ db, office, services }: OfficeContext, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const kept = new Set(await services.attachments.listNames(db))
  await services.attachments.eraseFiles(
    office.dir,
    names.filter((name) => !kept.has(name)),
  )
}
