import { addDays, type Day } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import { sharedRecordId } from '../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import { refreshAddressSearchOf } from '../../../db/refreshAddressSearch.ts'
import { refuseDependants, type Sides } from './reorganisationDependants.ts'

interface Cancelling {
  id: string
  reason: string
  by: string
  now: string
  /** The unit of this office. */
  ownUnit: string
}

/**
 * Takes back a reorganisation that was written down wrongly, as long as nothing rests on it: what it wrote goes, what it ended
 * lives again. The line itself stays, with who cancelled it and why.
 */
export async function cancelReorganisation(db: WriteDb, wish: Cancelling): Promise<void> {
  const row = await db.selectFrom('reorganisation').selectAll().where('id', '=', wish.id).executeTakeFirst()
  if (row === undefined) refuse('common.notFound')
  if (row.cancelled_at !== null) refuse('units.alreadyCancelled')
  const sides = await readSides(db, wish.id)
  await refuseDependants(db as unknown as ReadDb, { row, ...sides, ownUnit: wish.ownUnit })
  await dropSuccession(db, sides, row.on_day)
  for (const unitId of sides.to) await takeBackName(db, { unitId, onDay: row.on_day })
  if (row.kind === 'abolish') await lowerChildren(db, sides.from, row.on_day)
  await reviveUnits(db, sides, row.on_day)
  await db
    .updateTable('reorganisation')
    .set({ cancelled_at: wish.now, cancelled_by: wish.by, cancel_reason: wish.reason })
    .where('id', '=', wish.id)
    .execute()
}

async function readSides(db: WriteDb, id: string): Promise<Sides> {
  const rows = await (db as unknown as ReadDb)
    .selectFrom('reorganisation_unit')
    .select(['unit_id', 'side'])
    .where('reorganisation_id', '=', id)
    .execute()
  const of = (side: 'from' | 'to') => rows.flatMap((row) => (row.side === side ? [row.unit_id] : []))
  return { from: of('from'), to: of('to') }
}

async function dropSuccession(db: WriteDb, { from, to }: Sides, onDay: Day): Promise<void> {
  if (from.length === 0 || to.length === 0) return
  await db
    .deleteFrom('unit_successor')
    .where('from_unit', 'in', from)
    .where('to_unit', 'in', to)
    .where('on_day', '=', onDay)
    .execute()
}

/** The name from the day on goes, the one before holds again; a unit that has no other name was made by the paper and goes too. */
async function takeBackName(db: WriteDb, { unitId, onDay }: { unitId: string; onDay: Day }): Promise<void> {
  const unit = await db.selectFrom('unit').select('code').where('id', '=', unitId).executeTakeFirst()
  if (unit === undefined) return
  const nameId = sharedRecordId('unitName', `${unit.code}:${onDay}`)
  await db.deleteFrom('unit_name').where('id', '=', nameId).where('valid_from', '=', onDay).execute()
  const before = await db.selectFrom('unit_name').select('id').where('unit_id', '=', unitId).execute()
  if (before.length === 0) {
    await db.deleteFrom('unit').where('id', '=', unitId).execute()
    return
  }
  await db
    .updateTable('unit_name')
    .set({ valid_to: null })
    .where('unit_id', '=', unitId)
    .where('valid_to', '=', addDays(onDay, -1))
    .execute()
  await refreshAddressSearchOf(db, { communeId: unitId })
}

/** What was raised above an abolished unit belongs to it again. */
async function lowerChildren(db: WriteDb, abolished: readonly string[], onDay: Day): Promise<void> {
  const children = await db
    .selectFrom('unit_name')
    .select('unit_id')
    .where('parent_id', 'in', abolished)
    .where('valid_to', '=', addDays(onDay, -1))
    .execute()
  for (const { unit_id: unitId } of children) await takeBackName(db, { unitId, onDay })
}

async function reviveUnits(db: WriteDb, { from, to }: Sides, onDay: Day): Promise<void> {
  const ended = from.filter((id) => !to.includes(id))
  if (ended.length === 0) return
  await db
    .updateTable('unit')
    .set({ valid_to: null })
    .where('id', 'in', ended)
    .where('valid_to', '=', addDays(onDay, -1))
    .execute()
}
