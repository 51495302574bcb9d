import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { ReadDb } from '../../../db/database.ts'
import type { Tables } from '../../../db/tables.ts'
import { personShown, placeShown, timeShown } from '../../../db/threeRightsSql.ts'
import { failingOf, type RightsScore, type ThreeRight } from '../common/threeRights.ts'

export type DeliveryQuery = SelectQueryBuilder<Tables, 'delivery', object>

/** Deliveries beside what their rights are read from. */
export function fromDeliveries(db: ReadDb): DeliveryQuery {
  // Safe: the joins add no row, and only columns of `delivery` and the three rights are read on.
  return db
    .selectFrom('delivery')
    .leftJoin('instalment', 'instalment.id', 'delivery.instalment_id')
    .leftJoin('round_line', 'round_line.id', 'delivery.round_line_id')
    .leftJoin('round', 'round.id', 'round_line.round_id') as unknown as DeliveryQuery
}

/** Of the deliveries of a round. */
export function readRightsOfRound(db: ReadDb, roundId: string): Promise<RightsScore> {
  return readRightsScore(
    fromDeliveries(db).where(sql<SqlBool>`round.id = ${roundId} and delivery.owner_unit = round.owner_unit`),
  )
}

/** How many of the deliveries of a query over `fromDeliveries` stand, and how many show each right. */
export async function readRightsScore(query: DeliveryQuery): Promise<RightsScore> {
  const row = await standing(query)
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

const NOT_TAKEN_BACK = sql<SqlBool>`not exists (select 1 from delivery as reversal where reversal.reverses = delivery.id and reversal.deleted_at is null)`

function standing(query: DeliveryQuery): DeliveryQuery {
  return query.where('delivery.deleted_at', 'is', null).where('delivery.reverses', 'is', null).where(NOT_TAKEN_BACK)
}
