import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Month } from '../base/common/day.ts'

/** Dong per month of a row of `pairing`, whatever its rhythm; a single gift and other currencies count as none. */
export function monthlyAmount() {
  return sql<number>`case when pairing.currency <> 'VND' then 0
    when pairing.frequency = 'monthly' then pairing.amount
    when pairing.frequency = 'quarterly' then pairing.amount / 3
    when pairing.frequency = 'halfYearly' then pairing.amount / 6
    when pairing.frequency = 'yearly' then pairing.amount / 12
    else 0 end`
}

/** The agreed period of a row of `pairing` is not over in this month; a single gift without an end lasts its own month. */
export function isRunningIn(month: Month | RawBuilder<Month>) {
  return sql<SqlBool>`(case when pairing.last_month is not null then pairing.last_month >= ${month}
    when pairing.frequency = 'once' then pairing.first_month >= ${month} else 1 = 1 end)`
}
