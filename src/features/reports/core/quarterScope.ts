import { type Quarter, quarterWindow } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { readPaperReturns } from './paperReturnRepo.ts'
import type { Scope } from './quarterQueries.ts'
import { readOnce } from './readOnce.ts'
import { listReportingUnits, type ReportingUnit } from './reportingUnits.ts'
import { insidersOf, readTold, type Told } from './toldRepo.ts'
import { listSuccessions } from './unitsThen.ts'

/** What the figures of a table are made of: whose rows, and what is told of the units below them. */
export interface WholeScope extends Scope {
  inside: ReadonlySet<string>
  told: ReadonlyMap<string, Told>
}

export function readTableScope(db: ReadDb, asked: Quarter & { officeId: string }): Promise<WholeScope> {
  return readOnce(db, `scope ${asked.year} ${asked.quarter}`, () => findTableScope(db, asked))
}

async function findTableScope(
  db: ReadDb,
  { officeId, ...quarter }: Quarter & { officeId: string },
): Promise<WholeScope> {
  const onPaper = new Set((await readPaperReturns(db, quarter)).keys())
  const units = await listReportingUnits(db, { officeId, window: quarterWindow(quarter), onPaper })
  return tableScope(db, { officeId, quarter, units })
}

interface ScopeOf {
  officeId: string
  quarter: Quarter
  units: readonly ReportingUnit[]
}

export async function tableScope(db: ReadDb, { officeId, quarter, units }: ScopeOf): Promise<WholeScope> {
  const unitIds = countedUnits(units)
  const direct = new Set(units.flatMap(({ id, status }) => (status === 'notSent' ? [] : [id])))
  const told = await readTold(db, quarter, { officeId, counted: new Set(unitIds), direct })
  const moved = (await listSuccessions(db)).length > 0
  return { ...quarterWindow(quarter), officeId, unitIds, moved, told, inside: insidersOf(unitIds, told) }
}

/** Units with rows behind their figures: neither those that sent nothing for the quarter nor those on paper. */
export function listCountedUnits(db: ReadDb, asked: Quarter & { officeId: string }): Promise<string[]> {
  return readOnce(db, `counted ${asked.year} ${asked.quarter}`, () => findCountedUnits(db, asked))
}

async function findCountedUnits(
  db: ReadDb,
  { officeId, ...quarter }: Quarter & { officeId: string },
): Promise<string[]> {
  const onPaper = new Set((await readPaperReturns(db, quarter)).keys())
  return countedUnits(await listReportingUnits(db, { officeId, window: quarterWindow(quarter), onPaper }))
}

function countedUnits(units: readonly ReportingUnit[]): string[] {
  return units.flatMap(({ id, status }) => (status === 'notSent' || status === 'paper' ? [] : [id]))
}
