import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../base/common/day.ts'
import type { ReadDb } from '../../../db/database.ts'
import { REFORM_DAY } from '../../units/common/reformDay.ts'
import { readOnce } from './readOnce.ts'

/** The tables a figure looks at, with the columns figures are made of. */
const COLUMNS = {
  delivery: [
    'id',
    'address_id',
    'pairing_id',
    'donor_id',
    'on_day',
    'channel',
    'source',
    'amount',
    'currency',
    'goods_value',
    'reverses',
    'deleted_at',
  ],
  receipt: [
    'id',
    'series',
    'year',
    'number',
    'on_day',
    'donor_id',
    'payer_name',
    'amount',
    'currency',
    'method',
    'source',
    'counterpart_unit',
    'reverses',
    'deleted_at',
  ],
  payout: [
    'id',
    'kind',
    'series',
    'year',
    'number',
    'on_day',
    'donor_id',
    'payee_name',
    'amount',
    'currency',
    'reverses',
    'deleted_at',
  ],
  address: ['id', 'display_name', 'sort_key', 'village_id', 'person_id', 'household_id', 'merged_into', 'deleted_at'],
} as const

/**
 * A table whose `owner_unit` is the unit a row counts for at the end of a window: the one that had it then, if the row has moved
 * with a whole book since; the one that took over by then, if an office that was merged away still sends under its old name.
 */
export function rowsThen(
  table: keyof typeof COLUMNS,
  { to, officeId }: { to: Day; officeId: string },
): RawBuilder<unknown> {
  const row = (column: string) => sql.ref(`own.${column}`)
  const columns = sql.join(COLUMNS[table].map((column) => sql`${row(column)} as ${sql.ref(column)}`))
  return sql`(select ${columns}, coalesce(
    (select moved.from_unit from row_moved as moved where moved.row_id = ${row('id')} and moved.on_day > ${to}
      order by moved.on_day limit 1),
    (select next.to_unit from unit_successor as next where next.from_unit = ${row('owner_unit')}
      and next.kind = 'merge' and next.on_day <= ${to} and next.from_unit <> ${officeId}),
    ${row('owner_unit')}) as owner_unit
    from ${sql.table(table)} as own)`
}

export interface Succession {
  from: string
  to: string
  onDay: Day
  kind: string
}

/** Units that took over from others since the program's lists were made. */
export function listSuccessions(db: ReadDb): Promise<Succession[]> {
  return readOnce(db, 'successions', () =>
    db
      .selectFrom('unit_successor')
      .select(['from_unit as from', 'to_unit as to', 'on_day as onDay', 'kind'])
      .where('on_day', '>', REFORM_DAY)
      .orderBy('on_day')
      .execute(),
  )
}
