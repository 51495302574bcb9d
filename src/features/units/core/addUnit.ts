import type { Day } from '../../../base/common/day.ts'
import type { ReadDb, WriteDb } from '../../../db/database.ts'
import type { AddedUnit } from '../common/addedUnit.ts'
import { seed, unitIdOf } from './seedUnits.ts'

interface Added extends AddedUnit {
  code: string
  /** The unit above it. */
  parentCode: string
  onDay: Day
}

/** Writes a unit that no list knew; a unit that is known stays as it is. What a directory says of it later takes its place. */
export async function addUnit(db: WriteDb, { code, type, name, parentCode, onDay }: Added): Promise<void> {
  const read = db as unknown as ReadDb
  const known = await read.selectFrom('unit').select('id').where('id', '=', unitIdOf(code)).executeTakeFirst()
  if (known !== undefined) return
  const level = type === 'province' || type === 'city' ? 'province' : 'commune'
  const rows = seed({ code, country: 'VN', level, type, name, parentCode, validFrom: onDay })
  await db.insertInto('unit').values(rows.unit).execute()
  await db.insertInto('unit_name').values(rows.name).execute()
}
