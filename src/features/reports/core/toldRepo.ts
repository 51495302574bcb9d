import type { Quarter } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Figures } from '../common/quarterSchemas.ts'
import { addFigures, noFigures } from '../common/rules.ts'
import { type ToldUnit, toldQuarterSchema } from '../common/toldFigures.ts'
import { readOnce } from './readOnce.ts'

/** What an office tells of the units below it, each unit under one office only. */
export interface Told {
  units: readonly ToldUnit[]
  /** Units it tells of that are counted elsewhere: they report here themselves, or another office told of them later. */
  elsewhere: readonly ToldUnit[]
}

interface Tellers {
  officeId: string
  /** Units of the table that have rows behind their figures. */
  counted: ReadonlySet<string>
  /** Units of the table that have figures at all. */
  direct: ReadonlySet<string>
}

/** Who tells what of a quarter: the newest word about a unit counts, and a unit that reports here itself is not told of. */
export async function readTold(db: ReadDb, quarter: Quarter, tellers: Tellers): Promise<Map<string, Told>> {
  const tellings = await readOnce(db, `told ${quarter.year} ${quarter.quarter}`, () => readTellings(db, quarter))
  const taken = new Set([tellers.officeId, ...tellers.direct])
  const told = new Map<string, Told>()
  for (const { teller, units } of tellings) {
    if (!tellers.counted.has(teller)) continue
    const fresh = units.filter((unit) => unit.id !== teller && !taken.has(unit.id))
    const elsewhere = units.filter((unit) => taken.has(unit.id) && unit.figures !== null && unit.id !== teller)
    for (const unit of fresh) if (unit.figures !== null) taken.add(unit.id)
    told.set(teller, { units: fresh, elsewhere })
  }
  return told
}

/** The newest first. */
async function readTellings(db: ReadDb, quarter: Quarter): Promise<{ teller: string; units: ToldUnit[] }[]> {
  const rows = await db
    .selectFrom('told_figures')
    .selectAll()
    .where('year', '=', quarter.year)
    .where('quarter', '=', quarter.quarter)
    .orderBy('told_at', 'desc')
    .orderBy('from_unit')
    .execute()
  return rows.map(({ from_unit: teller, units_json }) => ({
    teller,
    units: toldQuarterSchema.shape.units.parse(JSON.parse(units_json)),
  }))
}

/** All whose figures a table counts: money that passes between them is counted by both sides. */
export function insidersOf(counted: Iterable<string>, told: ReadonlyMap<string, Told>): ReadonlySet<string> {
  const below = [...told.values()].flatMap(({ units }) => units.filter((unit) => unit.figures !== null))
  return new Set([...counted, ...below.map((unit) => unit.id)])
}

interface TellingOf {
  of: 'figures' | 'soFar'
  inside: ReadonlySet<string>
}

/** A unit's figures less what it received from another unit that is counted too, which the office that told them did not know. */
export function figuresTold(unit: ToldUnit, { of, inside }: TellingOf): Figures | null {
  const figures = unit[of]
  if (figures === null) return null
  const twice = unit.outside
    .filter((each) => inside.has(each.unit))
    .reduce((sum, each) => sum + (of === 'soFar' ? each.soFar : each.amount), 0)
  return { ...figures, internal: figures.internal + twice, receivedNet: figures.receivedNet - twice }
}

export function sumTold({ units }: Told, telling: TellingOf): Figures {
  return units.reduce((sum, unit) => {
    const figures = figuresTold(unit, telling)
    return figures === null ? sum : addFigures(sum, figures)
  }, noFigures())
}
