import { refuse } from '../../../base/common/failures.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { ReorganisationTable } from '../../../db/tables/reorganiseTables.ts'

export interface Sides {
  from: string[]
  to: string[]
}

type Reorganised = Sides & { row: ReorganisationTable; ownUnit: string }

/** Refuses to take back what other things rest on, and says which: a book on its way, a unit in use, a later paper, a directory. */
export async function refuseDependants(db: ReadDb, reorganised: Reorganised): Promise<void> {
  await refuseBooks(db, reorganised)
  await refuseUsedUnits(db, reorganised)
  await refuseLaterPapers(db, reorganised)
  await refuseTold(db, reorganised)
}

async function refuseBooks(db: ReadDb, { from, to }: Reorganised): Promise<void> {
  if (from.length === 0 || to.length === 0) return
  const book = await db
    .selectFrom('book_move')
    .select('from_unit')
    .where('from_unit', 'in', from)
    .where('to_unit', 'in', to)
    .executeTakeFirst()
  if (book !== undefined) refuse('units.cancelHasBook', { unit: await nameOf(db, book.from_unit) })
}

/** A unit the paper made may not have keys, files, typed totals, records or people yet, nor be this office's own. */
async function refuseUsedUnits(db: ReadDb, { from, to, row, ownUnit }: Reorganised): Promise<void> {
  for (const unitId of to.filter((id) => !from.includes(id))) {
    const made = await db
      .selectFrom('unit')
      .select('id')
      .where('id', '=', unitId)
      .where('valid_from', '=', row.on_day)
      .executeTakeFirst()
    if (made === undefined) continue
    if (unitId === ownUnit || (await isUsed(db, unitId))) {
      refuse('units.cancelUnitInUse', { unit: await nameOf(db, unitId) })
    }
  }
}

async function isUsed(db: ReadDb, unitId: string): Promise<boolean> {
  const uses: readonly (object | undefined)[] = await Promise.all([
    db.selectFrom('unit_key').select('id').where('unit_id', '=', unitId).limit(1).executeTakeFirst(),
    db.selectFrom('bundle_received').select('id').where('from_unit', '=', unitId).limit(1).executeTakeFirst(),
    db.selectFrom('address').select('id').where('commune_id', '=', unitId).limit(1).executeTakeFirst(),
    db.selectFrom('address').select('id').where('owner_unit', '=', unitId).limit(1).executeTakeFirst(),
    db.selectFrom('village').select('id').where('commune_id', '=', unitId).limit(1).executeTakeFirst(),
    db.selectFrom('paper_return').select('unit_id as id').where('unit_id', '=', unitId).limit(1).executeTakeFirst(),
    db.selectFrom('cluster_member').select('unit_id as id').where('unit_id', '=', unitId).limit(1).executeTakeFirst(),
    db.selectFrom('receipt').select('id').where('counterpart_unit', '=', unitId).limit(1).executeTakeFirst(),
    db.selectFrom('payout').select('id').where('counterpart_unit', '=', unitId).limit(1).executeTakeFirst(),
  ])
  return uses.some((use) => use !== undefined)
}

async function refuseLaterPapers(db: ReadDb, { from, to, row }: Reorganised): Promise<void> {
  const later = await db
    .selectFrom('reorganisation')
    .innerJoin('reorganisation_unit', 'reorganisation_unit.reorganisation_id', 'reorganisation.id')
    .select('reorganisation.paper')
    .where('reorganisation_unit.unit_id', 'in', [...from, ...to])
    .where('reorganisation.id', '>', row.id)
    .where('reorganisation.cancelled_at', 'is', null)
    .executeTakeFirst()
  if (later !== undefined) refuse('units.cancelHasLater', { paper: later.paper })
}

/** What the centre has told everybody is taken back by the next directory, not by forgetting it. */
async function refuseTold(db: ReadDb, { row }: Reorganised): Promise<void> {
  const told = await db
    .selectFrom('bundle_sent')
    .select('seq')
    .where('kind', '=', 'directory')
    .where('made_at', '>=', row.recorded_at)
    .executeTakeFirst()
  if (told !== undefined) refuse('units.cancelWasTold', { version: told.seq })
}

async function nameOf(db: ReadDb, unitId: string): Promise<string> {
  const row = await db
    .selectFrom('unit_name')
    .select('name')
    .where('unit_id', '=', unitId)
    .orderBy('valid_from', 'desc')
    .executeTakeFirst()
  return row?.name ?? '?'
}
