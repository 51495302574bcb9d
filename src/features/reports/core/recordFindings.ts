import { sql } from 'kysely'
import { lastDayOfMonth } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { ask, type Finding } from '../common/plausibility/finding.ts'
import type { FigureFinding } from '../common/plausibility/judgeFigures.ts'
import type { PlausibilitySettings } from '../common/plausibility/plausibilitySettings.ts'
import { judgeAppeal, judgeDay, judgeDoubleHelp } from '../common/plausibility/recordRules.ts'
import { judgeUnitValue } from '../common/plausibility/valueRules.ts'
import { deliveryRows, type Scope } from './quarterQueries.ts'

interface RecordFinding extends FigureFinding {
  unitId: string
}

/**
 * What the rows behind the figures say: values by what was given (R1, R2), days before an agreement (R12), one person helped twice
 * (R14), an appeal past its days (R18). All are questions: a signed table is never held up by them.
 */
export async function readRecordFindings(
  db: ReadDb,
  scope: Scope,
  settings: PlausibilitySettings,
): Promise<RecordFinding[]> {
  if (scope.unitIds.length === 0) return []
  return [
    ...(await unitValues(db, scope, settings)),
    ...(await daysBefore(db, scope)),
    ...(await doubleHelp(db, scope)),
    ...(await appeals(db, scope, settings)),
  ]
}

function asked(unitId: string, figure: FigureFinding['figure'], findings: readonly Finding[]): RecordFinding[] {
  return findings.map((finding) => ({ ...finding, weight: 'ask', figure, unitId }))
}

/** Houses handed over in the quarter by kind, and what the monthly pairings in force promise. */
async function unitValues(db: ReadDb, scope: Scope, { bands }: PlausibilitySettings): Promise<RecordFinding[]> {
  const houses = await db
    .selectFrom('house')
    .select(['owner_unit as unitId', 'kind', sql<number>`count(*)`.as('count'), sql<number>`sum(budget)`.as('value')])
    .where('owner_unit', 'in', [...scope.unitIds])
    .where('deleted_at', 'is', null)
    .where('currency', '=', 'VND')
    .where('handed_over_on', '>=', scope.from)
    .where('handed_over_on', '<=', scope.to)
    .groupBy(['owner_unit', 'kind'])
    .execute()
  const monthly = await monthlyPairings(db, scope)
    .where('currency', '=', 'VND')
    .select(['owner_unit as unitId', sql<number>`count(*)`.as('count'), sql<number>`sum(amount)`.as('value')])
    .groupBy('owner_unit')
    .execute()
  const judged = [
    ...houses.map((row) => ({ ...row, band: row.kind === 'new' ? bands.houseNew : bands.houseRepair })),
    ...monthly.map((row) => ({ ...row, band: bands.monthlyAid })),
  ]
  return judged.flatMap(({ unitId, count, value, band }) =>
    asked(unitId, 'delivered', judgeUnitValue({ count: Number(count), value: Number(value) }, band)),
  )
}

function monthlyPairings(db: ReadDb, { unitIds, from, to }: Scope) {
  return db
    .selectFrom('pairing')
    .where('pairing.owner_unit', 'in', [...unitIds])
    .where('pairing.deleted_at', 'is', null)
    .where('pairing.frequency', '=', 'monthly')
    .where('pairing.state', '=', 'active')
    .where('pairing.first_month', '<=', to.slice(0, 7))
    .where((is) => is.or([is('pairing.last_month', 'is', null), is('pairing.last_month', '>=', from.slice(0, 7))]))
}

/** Deliveries of a pairing dated before its first month. */
async function daysBefore(db: ReadDb, scope: Scope): Promise<RecordFinding[]> {
  const rows = await deliveryRows(db, scope)
    .innerJoin('pairing', 'pairing.id', 'delivery.pairing_id')
    .where('delivery.reverses', 'is', null)
    .whereRef(sql`substr(delivery.on_day, 1, 7)`, '<', 'pairing.first_month')
    .select(['delivery.owner_unit as unitId', 'delivery.on_day as day', 'pairing.first_month as month'])
    .orderBy('delivery.on_day')
    .execute()
  return [...Map.groupBy(rows, (row) => row.unitId)].flatMap(([unitId, list]) => {
    const found = list.flatMap(({ day, month }) => {
      return judgeDay(day, { from: scope.from, to: lastDayOfMonth(scope.to.slice(0, 7)), agreedOn: `${month}-01` })
    })
    return asked(
      unitId,
      'times',
      found.slice(0, 1).map((finding) => ({ ...finding, params: { ...finding.params, count: found.length } })),
    )
  })
}

/** People with two monthly pairings in force at once, and addresses with a second house within ten years. */
async function doubleHelp(db: ReadDb, scope: Scope): Promise<RecordFinding[]> {
  const pairs = await monthlyPairings(db, scope)
    .innerJoin('address', 'address.id', 'pairing.address_id')
    .select(['pairing.owner_unit as unitId', sql<number>`count(*)`.as('count')])
    .groupBy(['pairing.owner_unit', sql`coalesce(address.person_id, address.household_id, address.id)`])
    .having(sql<number>`count(*)`, '>', 1)
    .execute()
  const houses = await db
    .selectFrom('house')
    .select(['owner_unit as unitId', 'address_id as addressId', 'handed_over_on as day'])
    .where('owner_unit', 'in', [...scope.unitIds])
    .where('deleted_at', 'is', null)
    .where('handed_over_on', '<=', scope.to)
    .where('kind', '=', 'new')
    .execute()
  const people = pairs.flatMap(({ unitId, count }) =>
    judgeDoubleHelp({ monthlyPairings: Number(count), houseYears: [] }).map(() => unitId),
  )
  const families = [...Map.groupBy(houses, (row) => row.addressId).values()].flatMap((list) => {
    const houseYears = list.flatMap(({ day }) => (day === null ? [] : [Number(day.slice(0, 4))]))
    return judgeDoubleHelp({ monthlyPairings: 0, houseYears }).map(() => list[0]?.unitId ?? '')
  })
  return [...Map.groupBy([...people, ...families], (unitId) => unitId)].flatMap(([unitId, list]) =>
    asked(unitId, 'regular', [ask('R14', { people: list.length })]),
  )
}

/** Appeals of this office: their money is known by its purpose, which no report carries. */
async function appeals(db: ReadDb, scope: Scope, settings: PlausibilitySettings): Promise<RecordFinding[]> {
  const found: RecordFinding[] = []
  for (const { purpose, openedOn, closedOn } of settings.appeals) {
    const appeal = { openedOn, ...(closedOn === null ? {} : { closedOn }) }
    const received = await lastDay(db, { table: 'receipt', purpose, scope })
    const handedOut = await lastDay(db, { table: 'delivery', purpose, scope })
    const findings = judgeAppeal({
      ...appeal,
      ...(received === undefined ? {} : { receivedOn: received }),
      ...(handedOut === undefined ? {} : { handedOutOn: handedOut }),
    })
    const named = findings.map((finding) => ({ ...finding, params: { ...finding.params, appeal: purpose } }))
    found.push(...asked(scope.officeId, received === undefined ? 'delivered' : 'receivedOwn', named))
  }
  return found
}

async function lastDay(
  db: ReadDb,
  { table, purpose, scope }: { table: 'receipt' | 'delivery'; purpose: string; scope: Scope },
): Promise<string | undefined> {
  const row = await db
    .selectFrom(table)
    .select((expression) => expression.fn.max('on_day').as('day'))
    .where('owner_unit', '=', scope.officeId)
    .where('purpose', '=', purpose)
    .where('reverses', 'is', null)
    .where('deleted_at', 'is', null)
    .where('on_day', '>=', scope.from)
    .where('on_day', '<=', scope.to)
    .executeTakeFirst()
  return row?.day ?? undefined
}
