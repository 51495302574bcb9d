import type { Quarter } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import type { UnitFigures } from '../../../db/office.ts'
import { type Figures, figuresSchema, type QuarterRow, type QuarterTable } from '../common/quarterSchemas.ts'
import { completeFigures, isInternalTransfer, noFigures } from '../common/rules.ts'
import type { ToldQuarter, ToldUnit } from '../common/toldFigures.ts'
import { receiptRows } from './quarterQueries.ts'
import { readTableScope, type WholeScope } from './quarterScope.ts'
import { readQuarterTable } from './quarterTable.ts'
import { oneMoment } from './readOnce.ts'
import { listSignedReports } from './signedReportRepo.ts'
import { readYearFigures } from './yearFigures.ts'

type Through = Quarter & { officeId: string }

/**
 * What this office tells the office above of the units below it: every quarter of the year up to this one and, in its first half, of
 * the year before, since that is when late reports come. Nothing when no unit reports here.
 */
export async function readToldQuarters(book: ReadDb, { officeId, year, quarter }: Through): Promise<ToldQuarter[]> {
  const db = oneMoment(book)
  const before = quarter <= 2 ? ([1, 2, 3, 4] as const).map((each) => ({ year: year - 1, quarter: each })) : []
  const quarters = ([1, 2, 3, 4] as const).filter((each) => each <= quarter).map((each) => ({ year, quarter: each }))
  const told: ToldQuarter[] = []
  for (const each of [...before, ...quarters]) {
    const units = await toldUnits(db, { ...each, officeId })
    if (units.length > 0) told.push({ ...each, units })
  }
  return told
}

async function toldUnits(db: ReadDb, { officeId, ...quarter }: Through): Promise<ToldUnit[]> {
  const table = await readQuarterTable(db, { ...quarter, officeId })
  const below = table.rows.filter((row) => row.status !== 'own')
  if (below.length === 0) return []
  const soFar = new Map((await readYearFigures(db, { ...quarter, officeId })).map((each) => [each.unit.id, each]))
  const signed = (await listSignedReports(db, quarter))[0]?.table
  const outside = await readOutside(db, await readTableScope(db, { ...quarter, officeId }))
  return below.map((row) => toldUnit(row, { soFar: soFar.get(row.unit.id), signed, outside: outside.get(row.unit.id) }))
}

interface Facts {
  soFar: UnitFigures | undefined
  signed: QuarterTable | undefined
  outside: ToldUnit['outside'] | undefined
}

function toldUnit({ unit, status, sentTo, figures, otherCurrencies }: QuarterRow, facts: Facts): ToldUnit {
  const { id, code, vi: name } = unit
  const year = facts.soFar?.figures ?? null
  const soFar = year === null ? null : completeFigures(figuresSchema.parse(year))
  return {
    id,
    code,
    name,
    // Safe: the office's own row was left out.
    status: status as ToldUnit['status'],
    sentTo,
    figures,
    soFar,
    signed: signedOtherwise(facts.signed?.rows.find((row) => row.unit.id === id)?.figures ?? null, figures),
    outside: figures === null ? [] : (facts.outside ?? []),
    otherCurrencies,
  }
}

function signedOtherwise(signed: Figures | null, now: Figures | null): Figures | null {
  if (signed === null) return null
  const current = now ?? noFigures()
  return Object.entries(signed).some(([figure, value]) => current[figure as keyof Figures] !== value) ? signed : null
}

/** What each unit received in dong from named units that are not in the table, in the quarter and since 1 January. */
async function readOutside(db: ReadDb, scope: WholeScope): Promise<Map<string, ToldUnit['outside']>> {
  const found = new Map<string, ToldUnit['outside']>()
  const add = (unitId: string, line: ToldUnit['outside'][number]) => {
    const lines = found.get(unitId) ?? []
    found.set(unitId, lines)
    const known = lines.find((each) => each.unit === line.unit)
    if (known === undefined) lines.push({ ...line })
    else Object.assign(known, { amount: known.amount + line.amount, soFar: known.soFar + line.soFar })
  }
  const table = { officeId: scope.officeId, unitIds: scope.inside }
  for (const row of await receivedFrom(db, { ...scope, from: `${scope.from.slice(0, 4)}-01-01` })) {
    if (row.source === 'own' || row.counterpart === null || isInternalTransfer(row, table)) continue
    const { counterpart: unit, amount, unitId } = row
    if (unit !== unitId) add(unitId, { unit, amount: row.onDay >= scope.from ? amount : 0, soFar: amount })
  }
  for (const [teller, { units }] of scope.told) {
    const lines = units.flatMap((unit) => unit.outside).filter((each) => !scope.inside.has(each.unit))
    for (const line of lines) add(teller, line)
  }
  return found
}

async function receivedFrom(db: ReadDb, scope: WholeScope) {
  const rows = await receiptRows(db, scope)
    .where('receipt.currency', '=', 'VND')
    .where('receipt.counterpart_unit', 'is not', null)
    .select(['receipt.owner_unit as unitId', 'receipt.source', 'receipt.counterpart_unit as counterpart'])
    .select(['receipt.amount', 'receipt.on_day as onDay'])
    .execute()
  return rows.map((row) => ({ ...row, amount: Number(row.amount) }))
}
