import { sql } from 'kysely'
import type { Database, WriteDb } from '../../src/db/database.ts'

/** Years a practice register covers; a copy lies so many years further back, so that no two share a day. */
const YEARS = 2

/** What an office of so many addresses holds after years of work: the two offices of the aims, and in proportion between. */
export function bookOf(addresses: number): { instalments: number; deliveries: number } {
  const perAddress = addresses >= 150_000 ? 1_000_000 / 150_000 : 5
  return { instalments: Math.round(addresses * 2.4), deliveries: Math.round(addresses * perAddress) }
}

/**
 * Carries a practice register on into earlier years by sets: first kỳ with what was given for them, then gifts, until the
 * book is as large as asked. Every copied row lies whole years before the one it was made from.
 */
export async function growBook(database: Database, wanted: { instalments: number; deliveries: number }): Promise<void> {
  await database.write(async (db) => {
    for (let copy = 1; (await countOf(db, 'instalment')) < wanted.instalments && copy <= 3; copy += 1) {
      await copyGivenInstalments(db, copy)
    }
    for (let copy = 4; copy <= 15; copy += 1) {
      const missing = wanted.deliveries - (await countOf(db, 'delivery'))
      if (missing <= 0) break
      await copyGifts(db, copy, missing)
    }
  })
}

async function countOf(db: WriteDb, table: 'instalment' | 'delivery'): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((expression) => expression.fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow()
  return Number(row.rows)
}

/** An id of its own for each copy: the same with another first digit. */
function copyId(column: string, copy: number) {
  return sql`${copy.toString(16)} || substr(${sql.ref(column)}, 2)`
}

function earlier(column: string, years: number) {
  return sql`cast(cast(substr(${sql.ref(column)}, 1, 4) as integer) - ${years} as integer) || substr(${sql.ref(column)}, 5)`
}

async function copyGivenInstalments(db: WriteDb, copy: number): Promise<void> {
  const years = copy * YEARS
  const given = sql`exists (select 1 from delivery where delivery.instalment_id = instalment.id)`
  await sql`insert into instalment (id, owner_unit, version, change_seq, created_at, deleted_at, pairing_id, first_month,
      last_month, due_on, amount, currency, past)
    select ${copyId('id', copy)}, owner_unit, version, change_seq, created_at, deleted_at, pairing_id,
      ${earlier('first_month', years)}, ${earlier('last_month', years)}, ${earlier('due_on', years)}, amount, currency, past
    from instalment where id like '0%' and ${given}`.execute(db)
  await copyDeliveries(db, { copy, years, instalment: copyId('instalment_id', copy), limit: 1e9 })
}

async function copyGifts(db: WriteDb, copy: number, limit: number): Promise<void> {
  await copyDeliveries(db, { copy, years: (copy % 4) + 1, instalment: sql`cast(null as text)`, limit })
}

interface Copying {
  copy: number
  years: number
  instalment: ReturnType<typeof sql>
  limit: number
}

async function copyDeliveries(db: WriteDb, { copy, years, instalment, limit }: Copying): Promise<void> {
  await sql`insert into delivery (id, owner_unit, version, change_seq, created_at, deleted_at, address_id, pairing_id,
      instalment_id, round_line_id, donor_id, on_day, channel, source, help_form, amount, currency, goods_item,
      goods_quantity, goods_unit, goods_value, purpose, receiver, proxy_name, proxy_relation, proof, note, reverses,
      reason, place)
    select ${copyId('id', copy)}, owner_unit, version, change_seq, created_at, deleted_at, address_id, pairing_id,
      ${instalment}, round_line_id, donor_id, ${earlier('on_day', years)}, channel, source, help_form, amount, currency,
      goods_item, goods_quantity, goods_unit, goods_value, purpose, receiver, proxy_name, proxy_relation, proof, note,
      null, reason, place
    from delivery where id like '0%' and reverses is null and on_day not like '%-02-29' limit ${limit}`.execute(db)
}
