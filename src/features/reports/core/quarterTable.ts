import { type Quarter, quarterWindow } from '../../../base/common/day.ts'
import { textSortKey } from '../../../base/common/nameSortKey.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { Figures, QuarterRow, QuarterTable } from '../common/quarterSchemas.ts'
import { addFigures, noFigures } from '../common/rules.ts'
import { unitsTold, withBelow } from './belowRows.ts'
import { readNamesThen } from './namesThen.ts'
import { readPaperReturns } from './paperReturnRepo.ts'
import { readFigures, readOtherCurrencies } from './quarterFigures.ts'
import { tableScope } from './quarterScope.ts'
import { readOnce } from './readOnce.ts'
import { listReportingUnits } from './reportingUnits.ts'

/** The quarterly table of this office: its own row first, then every unit that reports to it, by name. */
export function readQuarterTable(db: ReadDb, asked: Quarter & { officeId: string }): Promise<QuarterTable> {
  return readOnce(db, `table ${asked.year} ${asked.quarter}`, () => buildQuarterTable(db, asked))
}

async function buildQuarterTable(
  db: ReadDb,
  { officeId, ...quarter }: Quarter & { officeId: string },
): Promise<QuarterTable> {
  const window = quarterWindow(quarter)
  const paper = await readPaperReturns(db, quarter)
  const units = await listReportingUnits(db, { officeId, window, onPaper: new Set(paper.keys()) })
  const scope = await tableScope(db, { officeId, quarter, units })
  const figures = await readFigures(db, scope)
  const others = await readOtherCurrencies(db, scope)
  const ids = [...units.map((unit) => unit.id), ...unitsTold(scope.told).map((unit) => unit.id)]
  const names = await readNamesThen(db, { ids, day: window.to })
  const rows = units.map(({ id, status, sentTo }) => {
    const own = {
      unit: names.get(id) ?? { id, code: '?', vi: '?', en: '?', lo: '?' },
      status,
      sentTo,
      figures: figures.get(id) ?? paper.get(id)?.figures ?? null,
      otherCurrencies: others
        .filter((other) => other.unitId === id)
        .map(({ amount, currency }) => ({ amount, currency })),
    }
    return withBelow(own, { told: scope.told.get(id), inside: scope.inside, names })
  })
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
