import { type Day, type Quarter, quarterWindow } from '../../../base/common/day.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import type { ReadDb } from '../../../db/database.ts'
import { type UnitType, unitFullName } from '../../units/common/unitNames.ts'
import type { Figures, QuarterRow, QuarterTable } from '../common/quarterSchemas.ts'
import { addFigures, noFigures } from '../common/rules.ts'
import { readPaperReturns } from './paperReturnRepo.ts'
import { readFigures, readOtherCurrencies } from './quarterFigures.ts'
import { listReportingUnits, type ReportingUnit } from './reportingUnits.ts'
import { listSuccessions } from './unitsThen.ts'

/** The quarterly table of this office: its own row first, then every unit that reports to it, by name. */
export async function readQuarterTable(
  db: ReadDb,
  { officeId, ...quarter }: Quarter & { officeId: string },
): Promise<QuarterTable> {
  const window = quarterWindow(quarter)
  const paper = await readPaperReturns(db, quarter)
  const units = await listReportingUnits(db, { officeId, window, onPaper: new Set(paper.keys()) })
  const moved = (await listSuccessions(db)).length > 0
  const scope = { ...window, officeId, unitIds: countedUnits(units), moved }
  const figures = await readFigures(db, scope)
  const others = await readOtherCurrencies(db, scope)
  const names = await readNames(db, { ids: units.map((unit) => unit.id), day: window.to })
  const rows = units.map(({ id, status, sentTo }) => ({
    unit: names.get(id) ?? { id, code: '?', vi: '?', en: '?', lo: '?' },
    status,
    sentTo,
    figures: figures.get(id) ?? paper.get(id)?.figures ?? null,
    otherCurrencies: others
      .filter((other) => other.unitId === id)
      .map(({ amount, currency }) => ({ amount, currency })),
  }))
  const [own, ...below] = rows
  const sorted = below.sort((a, b) => (textSortKey(a.unit.vi) < textSortKey(b.unit.vi) ? -1 : 1))
  return {
    window,
    office: own?.unit ?? { id: officeId, code: '?', vi: '?', en: '?', lo: '?' },
    rows: own === undefined ? sorted : [own, ...sorted],
    total: rowsTotal([...(own === undefined ? [] : [own]), ...sorted]),
  }
}

function rowsTotal(rows: readonly QuarterRow[]): Figures {
  return rows.reduce((total, row) => (row.figures === null ? total : addFigures(total, row.figures)), noFigures())
}

/** Units with rows behind their figures: neither those that sent nothing for the quarter nor those on paper. */
export async function listCountedUnits(
  db: ReadDb,
  { officeId, ...quarter }: Quarter & { officeId: string },
): Promise<string[]> {
  const onPaper = new Set((await readPaperReturns(db, quarter)).keys())
  return countedUnits(await listReportingUnits(db, { officeId, window: quarterWindow(quarter), onPaper }))
}

function countedUnits(units: readonly ReportingUnit[]): string[] {
  return units.flatMap(({ id, status }) => (status === 'notSent' || status === 'paper' ? [] : [id]))
}

/** Units by the names they had on a day: a table of then is printed with the names of then. */
async function readNames(
  db: ReadDb,
  { ids, day }: { ids: readonly string[]; day: Day },
): Promise<Map<string, QuarterRow['unit']>> {
  const rows = await db
    .selectFrom('unit')
    .innerJoin('unit_name', 'unit_name.unit_id', 'unit.id')
    .select(['unit.id', 'unit.code', 'unit_name.type', 'unit_name.name', 'unit_name.name_en', 'unit_name.name_lo'])
    .select('unit_name.valid_from')
    .where('unit.id', 'in', [...ids])
    .orderBy('unit_name.valid_from')
    .execute()
  const firsts = new Set([...Map.groupBy(rows, (row) => row.id).values()].map(([first]) => first))
  const then = rows.filter((row) => row.valid_from <= day || firsts.has(row))
  return new Map(
    then.map((row) => {
      const named = {
        // Safe: seedUnits writes only unit types.
        type: row.type as UnitType,
        name: row.name,
        nameEn: row.name_en ?? undefined,
        nameLo: row.name_lo ?? undefined,
      }
      // A country has no word for its type: its bare name is its full one.
      const full = (language: 'vi' | 'en' | 'lo') => (row.type === 'country' ? row.name : unitFullName(named, language))
      return [
        row.id,
        {
          id: row.id,
          code: row.code,
          vi: full('vi'),
          en: full('en'),
          lo: full('lo'),
        },
      ]
    }),
  )
}
