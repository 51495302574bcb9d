import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { PhotoPartTable } from '../../../../db/tables/shareTables.ts'
import { PART_SIZES, type PartSize } from '../../common/photos/photoLines.ts'
import { missingParts } from '../../common/photos/planParts.ts'
import { getUnitNames } from '../unitNamesRepo.ts'

const SIZE_SETTING = 'bundles.photoPartMegabytes'
/** What most mail servers and Zalo carry. */
const USUAL_SIZE: PartSize = 5

export async function readPartSize(db: ReadDb): Promise<PartSize> {
  const row = await db.selectFrom('setting').select('value').where('name', '=', SIZE_SETTING).executeTakeFirst()
  return PART_SIZES.find((size) => String(size) === row?.value) ?? USUAL_SIZE
}

export async function writePartSize(db: WriteDb, size: PartSize): Promise<void> {
  const value = String(size)
  await db
    .insertInto('setting')
    .values({ name: SIZE_SETTING, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

export async function findPart(
  db: ReadDb | WriteDb,
  { direction, batchId, part }: { direction: 'out' | 'in'; batchId: string; part: number },
): Promise<PhotoPartTable | undefined> {
  return (db as ReadDb)
    .selectFrom('photo_part')
    .selectAll()
    .where('direction', '=', direction)
    .where('batch_id', '=', batchId)
    .where('part', '=', part)
    .executeTakeFirst()
}

/** Parts of one batch that came from a unit, in order. */
export async function listPartsFrom(
  db: ReadDb | WriteDb,
  { unitId, batchId }: { unitId: string; batchId: string },
): Promise<PhotoPartTable[]> {
  return (db as ReadDb)
    .selectFrom('photo_part')
    .selectAll()
    .where('direction', '=', 'in')
    .where('unit_id', '=', unitId)
    .where('batch_id', '=', batchId)
    .orderBy('part')
    .execute()
}

/** Planned and made parts, newest batch first. */
export async function listSentParts(db: ReadDb) {
  const rows = await db
    .selectFrom('photo_part')
    .selectAll()
    .where('direction', '=', 'out')
    .orderBy('batch_id', 'desc')
    .orderBy('part')
    .limit(500)
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      batchId: row.batch_id,
      part: row.part,
      parts: row.parts,
      to: await getUnitNames(db, row.unit_id),
      photos: row.photos,
      bytes: row.bytes,
      madeAt: row.bundle_id === null ? null : row.at,
    })),
  )
}

/** What came from below, batch by batch, with the parts that have not come. */
export async function listReceivedBatches(db: ReadDb) {
  const rows = await db
    .selectFrom('photo_part')
    .selectAll()
    .where('direction', '=', 'in')
    .orderBy('batch_id', 'desc')
    .orderBy('part')
    .limit(2000)
    .execute()
  const batches = Map.groupBy(rows, (row) => `${row.unit_id} ${row.batch_id}`)
  return Promise.all(
    [...batches.values()].flatMap(([first, ...rest]) => {
      if (first === undefined) return []
      const all = [first, ...rest]
      return [receivedBatch(db, first, all)]
    }),
  )
}

async function receivedBatch(db: ReadDb, first: PhotoPartTable, all: readonly PhotoPartTable[]) {
  const have = all.map((row) => row.part)
  return {
    batchId: first.batch_id,
    from: await getUnitNames(db, first.unit_id),
    parts: first.parts,
    photos: all.reduce((sum, row) => sum + row.photos, 0),
    missing: missingParts(first.parts, have),
    lastAt:
      all
        .map((row) => row.at)
        .sort()
        .at(-1) ?? first.at,
  }
}
