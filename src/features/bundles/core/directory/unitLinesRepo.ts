import { foldForSearch } from '../../../../base/common/foldForSearch.ts'
import { textSortKey } from '../../../../base/common/nameSortKey.ts'
import { sharedRecordId } from '../../../../base/common/recordId.ts'
import type { ReadDb, WriteDb } from '../../../../db/database.ts'
import type { UnitNameTable, UnitTable } from '../../../../db/tables/unitTables.ts'
import type { LineOf } from '../../common/directory/directoryLines.ts'

type UnitLine = LineOf<'unit'>
type NameLine = UnitLine['names'][number]
type SuccessorLine = LineOf<'successor'>

/** The day of the list of units every program is shipped with: what is later was learnt since. */
const SHIPPED_DAY = '2025-07-01'
const IDS_AT_ONCE = 500

/** Units whose names, place or end are of a later day than the list every office has. */
export async function listChangedUnits(db: ReadDb): Promise<string[]> {
  const named = await db
    .selectFrom('unit_name')
    .select('unit_id')
    .where((is) => is.or([is('valid_from', '>', SHIPPED_DAY), is('valid_to', '>=', SHIPPED_DAY)]))
    .execute()
  const ended = await db
    .selectFrom('unit')
    .select('id')
    .where((is) => is.or([is('valid_from', '>', SHIPPED_DAY), is('valid_to', '>=', SHIPPED_DAY)]))
    .execute()
  return [...new Set([...named.map((row) => row.unit_id), ...ended.map((row) => row.id)])]
}

/** Units as lines, by code; an id unknown here is left out. */
export async function readUnitLines(db: ReadDb | WriteDb, ids: readonly string[]): Promise<UnitLine[]> {
  const lines: UnitLine[] = []
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const some = ids.slice(start, start + IDS_AT_ONCE)
    const units = await (db as ReadDb).selectFrom('unit').selectAll().where('id', 'in', some).execute()
    const names = await (db as ReadDb)
      .selectFrom('unit_name')
      .leftJoin('unit as parent', 'parent.id', 'unit_name.parent_id')
      .selectAll('unit_name')
      .select('parent.code as parentCode')
      .where('unit_name.unit_id', 'in', some)
      .orderBy('unit_name.valid_from')
      .execute()
    const namesOf = Map.groupBy(names, (name) => name.unit_id)
    lines.push(...units.map((unit) => unitLine(unit, (namesOf.get(unit.id) ?? []).map(nameLine))))
  }
  return lines.sort((one, other) => (one.code < other.code ? -1 : 1))
}

function unitLine({ code, country, level, valid_from, valid_to }: UnitTable, names: NameLine[]): UnitLine {
  return { kind: 'unit', code, country, level, validFrom: valid_from, validTo: valid_to, names }
}

function nameLine(row: UnitNameTable & { parentCode: string | null }): NameLine {
  return {
    // Safe: only the shipped list, a directory and a recorded reorganisation write it, from the same types.
    type: row.type as NameLine['type'],
    vi: row.name,
    en: row.name_en,
    lo: row.name_lo,
    parentCode: row.parentCode,
    formerPlace: row.former_place,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }
}

/** Who took over from whom since the shipped list. */
export async function readSuccessorLines(db: ReadDb): Promise<SuccessorLine[]> {
  const rows = await db
    .selectFrom('unit_successor')
    .innerJoin('unit as before', 'before.id', 'unit_successor.from_unit')
    .innerJoin('unit as after', 'after.id', 'unit_successor.to_unit')
    .select(['before.code as fromCode', 'after.code as toCode'])
    .select(['unit_successor.kind as change', 'unit_successor.on_day as onDay'])
    .where('unit_successor.on_day', '>', SHIPPED_DAY)
    .orderBy('before.code')
    .orderBy('after.code')
    .execute()
  return rows.map((row) => ({ kind: 'successor', ...row }))
}

export function unitIdOf(code: string): string {
  return sharedRecordId('unit', code)
}

/** Writes a unit as its line says. Names of days the line does not tell are ended by it: the directory knows the unit's whole story. */
export async function writeUnit(db: WriteDb, line: UnitLine): Promise<void> {
  const id = unitIdOf(line.code)
  const { country, level, validFrom: valid_from, validTo: valid_to } = line
  const values = { country, level, valid_from, valid_to }
  await db
    .insertInto('unit')
    .values({ id, code: line.code, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute()
  await db
    .deleteFrom('unit_name')
    .where('unit_id', '=', id)
    .where(
      'valid_from',
      'not in',
      line.names.map((name) => name.validFrom),
    )
    .execute()
  for (const name of line.names) await writeName(db, { unitId: id, code: line.code, name })
}

async function writeName(
  db: WriteDb,
  { unitId, code, name }: { unitId: string; code: string; name: NameLine },
): Promise<void> {
  const known = await (db as unknown as ReadDb)
    .selectFrom('unit_name')
    .select('id')
    .where('unit_id', '=', unitId)
    .where('valid_from', '=', name.validFrom)
    .executeTakeFirst()
  const words = [name.vi, name.en, name.lo, name.formerPlace].filter((word) => word !== null)
  const values = {
    type: name.type,
    name: name.vi,
    name_en: name.en,
    name_lo: name.lo,
    parent_id: name.parentCode === null ? null : unitIdOf(name.parentCode),
    former_place: name.formerPlace,
    valid_to: name.validTo,
    search: foldForSearch(words.join(' ')),
    sort_key: textSortKey(name.vi),
  }
  if (known !== undefined) {
    await db.updateTable('unit_name').set(values).where('id', '=', known.id).execute()
    return
  }
  const id = sharedRecordId('unitName', `${code}:${name.validFrom}`)
  await db
    .insertInto('unit_name')
    .values({ id, unit_id: unitId, valid_from: name.validFrom, ...values })
    .execute()
}

export async function writeSuccessor(db: WriteDb, line: SuccessorLine): Promise<void> {
  const [from_unit, to_unit] = [unitIdOf(line.fromCode), unitIdOf(line.toCode)]
  const values = { kind: line.change, on_day: line.onDay }
  await db
    .insertInto('unit_successor')
    .values({ from_unit, to_unit, ...values })
    .onConflict((conflict) => conflict.columns(['from_unit', 'to_unit']).doUpdateSet(values))
    .execute()
}

/** Codes no unit here has. */
export async function unknownUnits(db: ReadDb, codes: readonly string[]): Promise<string[]> {
  const known = new Set<string>()
  for (let start = 0; start < codes.length; start += IDS_AT_ONCE) {
    const some = codes.slice(start, start + IDS_AT_ONCE)
    const rows = await db.selectFrom('unit').select('code').where('code', 'in', some).execute()
    for (const row of rows) known.add(row.code)
  }
  return codes.filter((code) => !known.has(code))
}
