import { type RawBuilder, sql } from 'kysely'

/**
 * The three rights of a row of `delivery` as flags 0/1. They read `round_line`, `round`, `address` and `instalment` joined to
 * it (left joins where there may be none).
 */
export const placeShown = sql<number>`case when coalesce(delivery.place, '') <> '' or coalesce(round.place, '') <> ''
  or round_line.village_id is not null then 1 else 0 end`

export const personShown = sql<number>`case when delivery.proof = 'none' then 0
  when delivery.receiver = 'self' then 1
  when coalesce(delivery.proxy_name, '') <> '' and coalesce(delivery.proxy_relation, '') <> '' then 1 else 0 end`

export const timeShown = sql<number>`case
  when substr(delivery.on_day, 1, 7) <= instalment.last_month then 1
  when instalment.id is not null then case when ${monthNumber(sql`delivery.on_day`)} <= ${monthNumber(sql`instalment.last_month`)} + 1 then 1 else 0 end
  when round.id is not null then case when ${monthNumber(sql`delivery.on_day`)} <= ${monthNumber(sql`round.on_day`)} + 1 then 1 else 0 end
  else 1 end`

/** Months since year 0 of a day or month. */
function monthNumber(text: RawBuilder<unknown>) {
  return sql`(cast(substr(${text}, 1, 4) as integer) * 12 + cast(substr(${text}, 6, 2) as integer))`
}
