import type { Day } from '../../../../base/common/day.ts'
import type { ReadDb } from '../../../../db/database.ts'
import type { AttachmentTable } from '../../../../db/tables/addressFileTables.ts'
import { PHOTO_TABLES } from '../../common/photos/photoLines.ts'
import { readFullConsent } from '../seal/fullConsent.ts'

export interface SendablePhotos {
  /** May go today and are not there yet. */
  fresh: AttachmentTable[]
  /** May go or stay there today. */
  allowed: ReadonlyMap<string, AttachmentTable>
  withoutConsent: number
  /** Of records the receiver has not been told of yet. */
  notReported: number
  /** Sent before, and may not stay there: deleted, restricted, or the consent was taken back. */
  gone: string[]
}

/**
 * The office's photos of people and houses, as they may go to one receiver today: with the consent to be sent up in full, of
 * records that stood in a report to it.
 */
export async function readSendablePhotos(
  db: ReadDb,
  { unitId, toUnit, today }: { unitId: string; toUnit: string; today: Day },
): Promise<SendablePhotos> {
  const photos = await listPhotos(db, unitId)
  const consent = await readFullConsent(db, { unitId, today })
  const mayGo = ({ table_name, row_id }: AttachmentTable) =>
    (table_name === 'house' ? consent.house : consent.address).has(row_id)
  const reported = await readReported(db, { unitId, toUnit })
  const told = photos.filter(mayGo).filter(({ row_id }) => reported.has(row_id))
  const allowed = new Map(told.map((photo) => [photo.id, photo]))
  const sent = await db.selectFrom('photo_sent').selectAll().where('to_unit', '=', toUnit).execute()
  const there = new Set(sent.filter((row) => row.withdrawn_at === null).map((row) => row.attachment_id))
  return {
    fresh: told.filter((photo) => !there.has(photo.id)),
    allowed,
    withoutConsent: photos.length - photos.filter(mayGo).length,
    notReported: photos.filter(mayGo).length - told.length,
    gone: [...there].filter((id) => !allowed.has(id)).sort(),
  }
}

async function listPhotos(db: ReadDb, unitId: string): Promise<AttachmentTable[]> {
  return db
    .selectFrom('attachment')
    .selectAll()
    .where('owner_unit', '=', unitId)
    .where('kind', '=', 'photo')
    .where('table_name', 'in', [...PHOTO_TABLES])
    .where('content', '<>', '')
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
}

/** Addresses and houses that were in the book when the last report to this receiver was made. */
async function readReported(
  db: ReadDb,
  { unitId, toUnit }: { unitId: string; toUnit: string },
): Promise<ReadonlySet<string>> {
  const last = await db
    .selectFrom('bundle_sent')
    .select((sent) => sent.fn.max('made_at').as('at'))
    .where('to_unit', '=', toUnit)
    .where('kind', '=', 'report')
    .executeTakeFirst()
  if (last?.at === null || last?.at === undefined) return new Set()
  const ids: string[] = []
  for (const table of PHOTO_TABLES) {
    const rows = await db
      .selectFrom(table)
      .select('id')
      .where('owner_unit', '=', unitId)
      .where('deleted_at', 'is', null)
      .where('created_at', '<=', last.at)
      .execute()
    ids.push(...rows.map((row) => row.id))
  }
  return new Set(ids)
}
