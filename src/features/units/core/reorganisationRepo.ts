import type { Day } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Reorganisation } from '../common/reorganiseContract.ts'
import { type UnitType, unitFullName } from '../common/unitNames.ts'

/** Every reorganisation this office wrote down, the newest first; units that went carry the name they had the day before. */
export async function listReorganisations(db: ReadDb): Promise<Reorganisation[]> {
  const rows = await db
    .selectFrom('reorganisation')
    .selectAll()
    .orderBy('on_day', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const sides = await db
    .selectFrom('reorganisation_unit')
    .innerJoin('unit', 'unit.id', 'reorganisation_unit.unit_id')
    .innerJoin('unit_name', 'unit_name.unit_id', 'unit.id')
    .select(['reorganisation_unit.reorganisation_id as of', 'reorganisation_unit.side', 'unit.id', 'unit.code'])
    .select(['unit_name.type', 'unit_name.name', 'unit_name.name_en', 'unit_name.name_lo', 'unit_name.valid_from'])
    .orderBy('unit.code')
    .orderBy('unit_name.valid_from')
    .execute()
  return rows.map((row) => {
    const namesOf = (side: 'from' | 'to') => {
      const own = sides.filter((each) => each.of === row.id && each.side === side)
      return [...Map.groupBy(own, (each) => each.id).values()].flatMap((names) =>
        namedAt(names, { onDay: row.on_day, side }),
      )
    }
    return {
      id: row.id,
      kind: row.kind,
      onDay: row.on_day,
      paper: row.paper,
      note: row.note,
      recordedBy: row.recorded_by,
      recordedAt: row.recorded_at,
      cancelled:
        row.cancelled_at === null
          ? null
          : { by: row.cancelled_by ?? '', at: row.cancelled_at, reason: row.cancel_reason ?? '' },
      from: namesOf('from'),
      to: namesOf('to'),
    }
  })
}

interface Named {
  id: string
  code: string
  type: string
  name: string
  name_en: string | null
  name_lo: string | null
  valid_from: string
}

function namedAt(names: readonly Named[], { onDay, side }: { onDay: Day; side: 'from' | 'to' }) {
  const then = names.filter((each) => (side === 'from' ? each.valid_from < onDay : each.valid_from <= onDay))
  const row = then.at(-1) ?? names[0]
  if (row === undefined) return []
  const named = {
    // Safe: only seedUnits and reorganisations write the types of units.
    type: row.type as UnitType,
    name: row.name,
    nameEn: row.name_en ?? undefined,
    nameLo: row.name_lo ?? undefined,
  }
  const full = (language: 'vi' | 'en' | 'lo') => (row.type === 'country' ? row.name : unitFullName(named, language))
  return [{ id: row.id, code: row.code, vi: full('vi'), en: full('en'), lo: full('lo') }]
}
