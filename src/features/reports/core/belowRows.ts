import type { ReadDb } from '../../../db/database.ts'
import type { BelowRow, Drill, Figure, QuarterRow } from '../common/quarterSchemas.ts'
import { addFigures, noFigures } from '../common/rules.ts'
import type { ToldUnit } from '../common/toldFigures.ts'
import { readNamesThen } from './namesThen.ts'
import type { WholeScope } from './quarterScope.ts'
import { figuresTold, sumTold, type Told } from './toldRepo.ts'

export function unitsTold(told: ReadonlyMap<string, Told>): ToldUnit[] {
  return [...told.values()].flatMap(({ units, elsewhere }) => [...units, ...elsewhere])
}

type UnitName = QuarterRow['unit']

/** By the list of units, else as its office calls it. */
function nameOfTold({ id, code, name }: ToldUnit, names: ReadonlyMap<string, UnitName>): UnitName {
  return names.get(id) ?? { id, code, vi: name, en: name, lo: name }
}

/** A row with what is told of the units below it: own + all below, less what passed between units that are all counted. */
export function withBelow(
  own: Omit<QuarterRow, 'own' | 'below' | 'elsewhere'>,
  {
    told,
    inside,
    names,
  }: { told: Told | undefined; inside: WholeScope['inside']; names: ReadonlyMap<string, UnitName> },
): QuarterRow {
  if (told === undefined) return { ...own, own: null, below: [], elsewhere: [] }
  const below = told.units.map(
    (unit): BelowRow => ({
      unit: nameOfTold(unit, names),
      status: unit.status,
      sentTo: unit.sentTo,
      figures: figuresTold(unit, { of: 'figures', inside }),
      signed: unit.signed,
      otherCurrencies: unit.otherCurrencies,
    }),
  )
  const figures = addFigures(own.figures ?? noFigures(), sumTold(told, { of: 'figures', inside }))
  const otherCurrencies = sumCurrencies([own, ...below])
  return {
    ...own,
    figures,
    otherCurrencies,
    own: own.figures,
    below,
    elsewhere: told.elsewhere.map((unit) => nameOfTold(unit, names)),
  }
}

function sumCurrencies(rows: readonly Pick<QuarterRow, 'otherCurrencies'>[]): QuarterRow['otherCurrencies'] {
  const sums = Map.groupBy(
    rows.flatMap((row) => row.otherCurrencies),
    (each) => each.currency,
  )
  return [...sums].map(([currency, each]) => ({ currency, amount: each.reduce((sum, { amount }) => sum + amount, 0) }))
}

/** What the units below those asked for add to a figure; `unitId` may name one of them. */
export async function drillParts(
  db: ReadDb,
  { figure, unitId, table }: { figure: Figure; unitId: string | null; table: WholeScope },
): Promise<Drill['parts']> {
  const asked = [...table.told].flatMap(([teller, { units }]) =>
    units.filter((unit) => unitId === null || unitId === teller || unitId === unit.id),
  )
  const ids = asked.map((unit) => unit.id)
  const names = await readNamesThen(db, { ids, day: table.to })
  return asked.flatMap((unit) => {
    const value = figuresTold(unit, { of: 'figures', inside: table.inside })?.[figure] ?? 0
    return value === 0 ? [] : [{ unit: nameOfTold(unit, names), value }]
  })
}
