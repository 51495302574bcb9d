import { refuse } from '../../../../base/common/failures.ts'
import { newRecordId } from '../../../../base/common/recordId.ts'
import type { OfficeContext } from '../../../../db/requireRight.ts'
import type { AttachmentTable } from '../../../../db/tables/addressFileTables.ts'
import type { PhotoPartTable } from '../../../../db/tables/shareTables.ts'
import type { BundleRecord } from '../../common/bundleManifest.ts'
import type { PhotoTable } from '../../common/photos/photoLines.ts'
import { bytesOfParts, planParts } from '../../common/photos/planParts.ts'
import { findReceiver } from '../keys/unitKeysRepo.ts'
import { plainName } from '../seal/bundleFileName.ts'
import { readKeptInForce } from '../seal/keptInForce.ts'
import { sealShort } from '../seal/sealShort.ts'
import { getUnitNames } from '../unitNamesRepo.ts'
import { findPart, readPartSize } from './photoRepo.ts'
import { piecesOf } from './pieces.ts'
import { readSendablePhotos, type SendablePhotos } from './sendablePhotos.ts'

/** What would go and how large it gets, before anything is made. */
export async function previewPhotos(context: OfficeContext, toUnit: string) {
  if ((await findReceiver(context.db, toUnit)) === undefined) refuse('bundles.receiverNotEnrolled')
  const sendable = await sendableTo(context, toUnit)
  const megabytes = await readPartSize(context.db)
  const { parts, tooLarge } = planParts(sendable.fresh, megabytes)
  const planned = withGone(parts, sendable.gone)
  return {
    megabytes,
    photos: sendable.fresh.length - tooLarge.length,
    bytes: bytesOfParts(planned),
    parts: planned.length,
    withoutConsent: sendable.withoutConsent,
    notReported: sendable.notReported,
    tooLarge: tooLarge.length,
    gone: sendable.gone.length,
  }
}

function sendableTo({ db, office, services }: OfficeContext, toUnit: string): Promise<SendablePhotos> {
  return readSendablePhotos(db, { unitId: office.unitId, toUnit, today: services.clock.today() })
}

/** What is only to be taken back needs a part, too. */
function withGone<Photo>(parts: Photo[][], gone: readonly string[]): Photo[][] {
  return parts.length === 0 && gone.length > 0 ? [[]] : parts
}

/** Settles which photos go in which part; from then on they are no longer offered as new. */
export async function planPhotos(context: OfficeContext, toUnit: string) {
  if ((await findReceiver(context.db, toUnit)) === undefined) refuse('bundles.receiverNotEnrolled')
  const { fresh, gone } = await sendableTo(context, toUnit)
  const parts = withGone(planParts(fresh, await readPartSize(context.db)).parts, gone)
  if (parts.length === 0) refuse('bundles.nothingToSend')
  const batchId = newRecordId()
  await context.write(async (db, { now: at }) => {
    for (const [index, photos] of parts.entries()) {
      const part = index + 1
      const planned = { unit_id: toUnit, direction: 'out' as const, batch_id: batchId, part, parts: parts.length }
      const size = { photos: photos.length, bytes: bytesOfParts([photos]), bundle_id: null, at }
      await db
        .insertInto('photo_part')
        .values({ ...planned, ...size })
        .execute()
      for (const { id } of photos) {
        const sent = { to_unit: toUnit, attachment_id: id, batch_id: batchId, part, withdrawn_at: null }
        await db
          .insertInto('photo_sent')
          .values(sent)
          .onConflict((conflict) => conflict.columns(['to_unit', 'attachment_id']).doUpdateSet(sent))
          .execute()
      }
    }
  })
  return { batchId, parts: parts.length }
}

/**
 * The file of one part. Consent is asked when the file is made, and again before a kept one is handed out: what was taken back
 * in between is left out, and the last part says so.
 */
export async function makePhotoPart(context: OfficeContext, { batchId, part }: { batchId: string; part: number }) {
  const planned = await findPart(context.db, { direction: 'out', batchId, part })
  if (planned === undefined) refuse('common.notFound')
  const sendable = await sendableTo(context, planned.unit_id)
  const wanted = await context.db
    .selectFrom('photo_sent')
    .select('attachment_id')
    .where('to_unit', '=', planned.unit_id)
    .where('batch_id', '=', batchId)
    .where('part', '=', part)
    .orderBy('attachment_id')
    .execute()
  const photos = wanted.flatMap((row) => sendable.allowed.get(row.attachment_id) ?? [])
  const gone = part === planned.parts ? sendable.gone : []
  const kept = await keptFile(context, planned, { photos: photos.length, gone })
  const made = kept ?? (await sealPart(context, { planned, photos, gone }))
  const unit = await getUnitNames(context.db, context.office.unitId)
  const name = `Anh-${plainName(unit.vi)}-${batchId.slice(-6)}-phan-${part}-cua-${planned.parts}.rcb`
  const ticket = context.services.tickets.put({ name, type: 'application/octet-stream', bytes: made.bytes })
  return { ticket, name, bytes: made.bytes.length, photos: made.photos }
}

/** The file made before, if all of its photos may still go and nothing has to be taken back. */
async function keptFile(
  context: OfficeContext,
  planned: PhotoPartTable,
  { photos, gone }: { photos: number; gone: readonly string[] },
): Promise<{ bytes: Uint8Array; photos: number } | undefined> {
  if (planned.bundle_id === null || planned.photos !== photos || gone.length > 0) return undefined
  const bytes = await readKeptInForce(context, planned.bundle_id)
  return bytes === undefined ? undefined : { bytes, photos }
}

interface Part {
  planned: PhotoPartTable
  photos: readonly AttachmentTable[]
  gone: readonly string[]
}

async function sealPart(context: OfficeContext, { planned, photos, gone }: Part) {
  const { unit_id: toUnit, batch_id: batchId, part, parts } = planned
  const key = await findReceiver(context.db, toUnit)
  if (key === undefined) refuse('bundles.receiverNotEnrolled')
  const lines: BundleRecord[] = [{ kind: 'part', batchId, part, parts }]
  let told = 0
  for (const photo of photos) {
    const own = await photoLines(context, photo)
    told += own.length > 0 ? 1 : 0
    lines.push(...own)
  }
  lines.push(...gone.map((id) => ({ kind: 'photoGone', id })))
  const recipients = [key.box_public, key.recovery_public].filter((recipient) => recipient !== null)
  const { id, bytes } = await sealShort(context, { kind: 'photos', toUnit, recipients, records: lines })
  await context.write(async (db, { now: at }) => {
    await db
      .updateTable('photo_part')
      .set({ bundle_id: id, photos: told, bytes: bytes.length, at })
      .where('direction', '=', 'out')
      .where('batch_id', '=', batchId)
      .where('part', '=', part)
      .execute()
    for (const attachmentId of gone) {
      await db
        .updateTable('photo_sent')
        .set({ withdrawn_at: at })
        .where('to_unit', '=', toUnit)
        .where('attachment_id', '=', attachmentId)
        .execute()
    }
  })
  return { bytes, photos: told }
}

/** A photo and its content in pieces; nothing when its file cannot be read any more. */
async function photoLines({ office, services }: OfficeContext, photo: AttachmentTable): Promise<BundleRecord[]> {
  const content = await services.attachments.read(office, photo.content)
  if (content === undefined) return []
  const { facts, lines } = piecesOf(photo.id, content)
  const line = {
    kind: 'photo',
    id: photo.id,
    version: photo.version,
    createdAt: photo.created_at,
    // Safe: only photos of these tables are asked for.
    table: photo.table_name as PhotoTable,
    rowId: photo.row_id,
    title: photo.title,
    takenOn: photo.taken_on,
    label: photo.label,
    main: photo.main,
    ...facts,
  }
  return [line, ...lines]
}
