import { addDays, type Day } from '../../../base/common/day.ts'
import { refuse } from '../../../base/common/failures.ts'
import { foldForSearch, normaliseText } from '../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import { newRecordId, sharedRecordId } from '../../../base/common/recordId.ts'
import type { WriteDb } from '../../../db/database.ts'
import { refreshAddressSearchOf } from '../../../db/refreshAddressSearch.ts'
import type { UnitNameTable, UnitSuccessorTable, UnitTable } from '../../../db/tables/unitTables.ts'
import type { NewUnit, ReorganisationKind } from '../common/reorganiseContract.ts'
import { unitIdOf } from './seedUnits.ts'

interface Reorganising {
  kind: ReorganisationKind
  onDay: Day
  paper: string
  note: string
  fromCodes: readonly string[]
  to: readonly NewUnit[]
}

interface Written {
  by: string
  now: string
  today: Day
}

/** How many units each kind needs on either side. */
const FITS: Record<ReorganisationKind, (from: number, to: number) => boolean> = {
  merge: (from, to) => from >= 1 && to === 1,
  split: (from, to) => from === 1 && to >= 2,
  rename: (from, to) => from === 1 && to === 1,
  retype: (from, to) => from === 1 && to === 1,
  abolish: (from, to) => from >= 1 && to === 0,
}

/**
 * Writes a reorganisation down: units that end, units that begin, dated names, successors. Nothing of the past is changed: a
 * unit keeps its last name, and what was written under it is read under the name of its time.
 */
export async function recordReorganisation(db: WriteDb, wish: Reorganising, written: Written): Promise<string> {
  if (wish.onDay > written.today) refuse('units.reorganiseInFuture')
  if (!FITS[wish.kind](wish.fromCodes.length, wish.to.length)) refuse('units.unitsUnfit')
  const from = await Promise.all(wish.fromCodes.map((code) => getLivingUnit(db, code)))
  refuseUnfit(wish, from)
  const id = newRecordId()
  const { kind, onDay, paper, note } = wish
  await db
    .insertInto('reorganisation')
    .values({
      ...{ id, kind, on_day: onDay, paper, note, recorded_by: written.by, recorded_at: written.now },
      ...{ cancelled_at: null, cancelled_by: null, cancel_reason: null },
    })
    .execute()
  const to: string[] = []
  for (const unit of wish.to) to.push(await writeNewUnit(db, unit, { like: from[0], onDay }))
  for (const unit of from) if (!to.includes(unit.id)) await endUnit(db, unit, onDay)
  if (kind === 'abolish') await raiseChildren(db, from, onDay)
  await insertSides(db, id, { from: from.map((unit) => unit.id), to })
  await insertSuccessors(db, { kind, from, to, onDay })
  return id
}

type Unit = UnitTable

async function getLivingUnit(db: WriteDb, code: string): Promise<Unit> {
  const unit = await db.selectFrom('unit').selectAll().where('code', '=', code).executeTakeFirst()
  if (unit === undefined) refuse('units.unknownUnitCode', { code })
  if (unit.valid_to !== null) refuse('units.unitHasEnded', { code })
  return unit
}

function refuseUnfit({ kind, to, onDay }: Reorganising, from: readonly Unit[]): void {
  const isItself = to[0]?.code === from[0]?.code
  if ((kind === 'rename' || kind === 'retype') && !isItself) refuse('units.unitsUnfit')
  // One unit that becomes another under a new code is a merge of one; into itself it would be nothing.
  if (kind === 'merge' && from.length === 1 && isItself) refuse('units.unitsUnfit')
  if (kind === 'split' && to.some(({ code }) => code === from[0]?.code)) refuse('units.splitKeepsCode')
  if (new Set(from.map((unit) => unit.id)).size < from.length) refuse('units.unitsUnfit')
  if (new Set(to.map((unit) => unit.code)).size < to.length) refuse('units.unitsUnfit')
  for (const { code, valid_from } of from) if (valid_from >= onDay) refuse('units.alreadyReorganised', { code })
}

/** The unit of a code with the name it has from the day on: a new unit, or one that goes on. */
async function writeNewUnit(
  db: WriteDb,
  unit: NewUnit,
  { like, onDay }: { like: Unit | undefined; onDay: Day },
): Promise<string> {
  const id = unitIdOf(unit.code)
  const known = await db.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirst()
  // A code is never given out again (Decision 19/2025/QĐ-TTg). A unit that ended later still took over on the day.
  if (known !== undefined && known.valid_to !== null && known.valid_to < onDay)
    refuse('units.codeOfEndedUnit', { code: unit.code })
  const parentId = await parentOf(db, known?.id ?? like?.id)
  if (known === undefined) {
    const level = like?.level ?? 'commune'
    const country = like?.country ?? 'VN'
    const row = { id, code: unit.code, country, level, valid_from: onDay, valid_to: null }
    await db.insertInto('unit').values(row).execute()
  }
  await writeName(db, { id, unit, parentId, onDay })
  return id
}

interface Named {
  id: string
  unit: NewUnit
  parentId: string | null
  onDay: Day
}

/** A name from a day on closes the one before it; the same name and type again changes nothing. */
async function writeName(db: WriteDb, { id, unit, parentId, onDay }: Named): Promise<void> {
  const present = await presentName(db, id)
  const name = normaliseText(unit.name)
  if (present?.name === name && present.type === unit.type && present.parent_id === parentId) return
  if (present !== undefined && present.valid_from >= onDay) refuse('units.alreadyReorganised', { code: unit.code })
  const nameEn = unit.nameEn === '' ? null : unit.nameEn
  const nameLo = unit.nameLo === '' ? null : unit.nameLo
  await insertName(db, present, {
    id: sharedRecordId('unitName', `${unit.code}:${onDay}`),
    unit_id: id,
    type: unit.type,
    name,
    name_en: nameEn,
    name_lo: nameLo,
    parent_id: parentId,
    former_place: null,
    valid_from: onDay,
    valid_to: null,
    search: foldForSearch([name, nameEn, nameLo, present?.name].filter(Boolean).join(' ')),
    sort_key: textSortKey(name),
  })
  await refreshAddressSearchOf(db, { communeId: id })
}

async function insertName(db: WriteDb, before: UnitNameTable | undefined, row: UnitNameTable): Promise<void> {
  if (before !== undefined) {
    const valid_to = addDays(row.valid_from, -1)
    await db.updateTable('unit_name').set({ valid_to }).where('id', '=', before.id).execute()
  }
  await db.insertInto('unit_name').values(row).execute()
}

function presentName(db: WriteDb, unitId: string): Promise<UnitNameTable | undefined> {
  return db
    .selectFrom('unit_name')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
}

async function parentOf(db: WriteDb, unitId: string | undefined): Promise<string | null> {
  return unitId === undefined ? null : ((await presentName(db, unitId))?.parent_id ?? null)
}

/** The unit ends; its last name stays open, so that whatever was written under it still finds a name. */
async function endUnit(db: WriteDb, unit: Unit, onDay: Day): Promise<void> {
  const valid_to = addDays(onDay, -1)
  await db.updateTable('unit').set({ valid_to }).where('id', '=', unit.id).execute()
}

/** What stood below an abolished level belongs to the unit above it from the day on. */
async function raiseChildren(db: WriteDb, abolished: readonly Unit[], onDay: Day): Promise<void> {
  for (const unit of abolished) {
    const above = await parentOf(db, unit.id)
    const children = await db
      .selectFrom('unit_name')
      .innerJoin('unit', 'unit.id', 'unit_name.unit_id')
      .selectAll('unit_name')
      .select('unit.code')
      .where('unit_name.parent_id', '=', unit.id)
      .where('unit_name.valid_to', 'is', null)
      .where('unit.valid_to', 'is', null)
      .execute()
    for (const { code, ...child } of children) {
      const id = sharedRecordId('unitName', `${code}:${onDay}`)
      // What another paper of the same day says of the child holds; only whom it belongs to is told here.
      if (child.valid_from >= onDay) await setParent(db, child.id, above)
      else await insertName(db, child, { ...child, id, parent_id: above, valid_from: onDay })
    }
  }
}

async function setParent(db: WriteDb, id: string, parent_id: string | null): Promise<void> {
  await db.updateTable('unit_name').set({ parent_id }).where('id', '=', id).execute()
}

async function insertSides(
  db: WriteDb,
  id: string,
  { from, to }: { from: readonly string[]; to: readonly string[] },
): Promise<void> {
  const rows = [
    ...from.map((unit_id) => ({ reorganisation_id: id, unit_id, side: 'from' as const })),
    ...to.map((unit_id) => ({ reorganisation_id: id, unit_id, side: 'to' as const })),
  ]
  await db.insertInto('reorganisation_unit').values(rows).execute()
}

const SUCCESSION: Record<ReorganisationKind, UnitSuccessorTable['kind'] | undefined> = {
  merge: 'merge',
  split: 'split',
  rename: undefined,
  retype: undefined,
  abolish: undefined,
}

async function insertSuccessors(
  db: WriteDb,
  { kind, from, to, onDay }: { kind: ReorganisationKind; from: readonly Unit[]; to: readonly string[]; onDay: Day },
): Promise<void> {
  const succession = SUCCESSION[kind]
  if (succession === undefined) return
  const rows = from.flatMap((unit) =>
    to
      .filter((id) => id !== unit.id)
      .map((id) => ({ from_unit: unit.id, to_unit: id, kind: succession, on_day: onDay })),
  )
  if (rows.length === 0) return
  // It may stand here already: a directory of a centre that forgot the paper lets the unit live again, and its successor stays.
  await db
    .insertInto('unit_successor')
    .values(rows)
    .onConflict((same) => same.columns(['from_unit', 'to_unit']).doUpdateSet({ kind: succession, on_day: onDay }))
    .execute()
}
