import { sql } from 'kysely'

/** Dong per month of a row of `pairing`, whatever its rhythm; a single gift and other currencies count as none. */
export function monthlyAmount() {
  return sql<number>`case when pairing.currency <> 'VND' then 0
    when pairing.frequency = 'monthly' then pairing.amount
    when pairing.frequency = 'quarterly' then pairing.amount / 3
    when pairing.frequency = 'halfYearly' then pairing.amount / 6
    when pairing.frequency = 'yearly' then pairing.amount / 12
    else 0 end`
}
