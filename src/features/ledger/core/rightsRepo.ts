import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import type { Tables } from '../../../db/tables.ts'
import { failingOf, type RightsScore, type ThreeRight } from '../common/threeRights.ts'
import { personShown, placeShown, timeShown } from './threeRightsSql.ts'

type DeliveryQuery = SelectQueryBuilder<Tables, 'delivery', object>

/** Of the deliveries of a round, or of an office narrowed down: how many stand, and how many show each right. */
export async function readRightsScore(
  db: ReadDb,
  scope: { roundId: string } | { unitId: string; narrow: (query: DeliveryQuery) => DeliveryQuery },
): Promise<RightsScore> {
  // Safe: the joins add no row; only the sums below are read.
  const all = db
    .selectFrom('delivery')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .leftJoin('round_line', 'round_line.id', 'delivery.round_line_id')
    .leftJoin('round', 'round.id', 'round_line.round_id') as unknown as DeliveryQuery
  const scoped =
    'roundId' in scope
      ? all.where(sql<SqlBool>`round.id = ${scope.roundId} and delivery.owner_unit = round.owner_unit`)
      : scope.narrow(all.where('delivery.owner_unit', '=', scope.unitId))
  const row = await standing(scoped)
    .select([
      sql<number>`count(*)`.as('deliveries'),
      sql<number | null>`sum(${placeShown})`.as('place'),
      sql<number | null>`sum(${personShown})`.as('person'),
      sql<number | null>`sum(${timeShown})`.as('time'),
    ])
    .executeTakeFirstOrThrow()
  return {
    deliveries: Number(row.deliveries),
    place: Number(row.place ?? 0),
    person: Number(row.person ?? 0),
    time: Number(row.time ?? 0),
  }
}

/** Which rights the deliveries of each line of a round leave out. */
export async function readFailingOfLines(db: ReadDb, roundId: string): Promise<Map<string, ThreeRight[]>> {
  const rows = await db
    .selectFrom('round_line')
    .innerJoin('round', 'round.id', 'round_line.round_id')
    .innerJoin('delivery', 'delivery.round_line_id', 'round_line.id')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .select([
      'round_line.id',
      sql<number>`min(${placeShown})`.as('placeShown'),
      sql<number>`min(${personShown})`.as('personShown'),
      sql<number>`min(${timeShown})`.as('timeShown'),
    ])
    .where('round_line.round_id', '=', roundId)
    .whereRef('delivery.owner_unit', '=', 'round_line.owner_unit')
    .where('delivery.deleted_at', 'is', null)
    .where('delivery.reverses', 'is', null)
    .where(NOT_TAKEN_BACK)
    .groupBy('round_line.id')
    .execute()
  return new Map(rows.map((row) => [row.id, failingOf(row)]))
}

const NOT_TAKEN_BACK = sql<SqlBool>`not exists (select 1 from delivery as reversal where reversal.reverses = delivery.id)`

function standing(query: DeliveryQuery): DeliveryQuery {
  return query.where('delivery.deleted_at', 'is', null).where('delivery.reverses', 'is', null).where(NOT_TAKEN_BACK)
}
