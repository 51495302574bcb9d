import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'

/** Tables the template brings rows of. Rows added to them are taken out again; altered ones are not put right. */
const SEEDED = ['unit', 'unit_name', 'unit_successor', 'shared_word', 'kysely_migration', 'kysely_migration_lock']

/**
 * Takes out every row written since the template was copied. The server itself counts what was changed in each table.
 * @param copiedAt the number of a transaction: rows of later ones go
 * @returns False when rows of the template were altered: then only a new copy will do.
 */
export async function clearTestPostgres(client: pg.Client, copiedAt: bigint): Promise<boolean> {
  await untilAlone(client)
  const { rows } = await client.query<{ relname: string; altered: boolean }>(
    `select relname, n_tup_upd + n_tup_del > 0 as altered from pg_stat_user_tables
     where n_tup_ins + n_tup_upd + n_tup_del > 0`,
  )
  if (rows.some(({ relname, altered }) => altered && SEEDED.includes(relname))) return false
  const deletes = rows.map(({ relname }) => `delete from "${relname}" where xmin::text::bigint > ${copiedAt}`)
  // Without the checks between tables, so in any order.
  await client.query(['set session_replication_role = replica', ...deletes, 'select pg_stat_reset()'].join(';\n'))
  return true
}

/** A connection that ends tells its counts last of all, so all others have to be gone. */
async function untilAlone(client: pg.Client): Promise<void> {
  const others = `select count(*)::int as others from pg_stat_activity
                  where datname = current_database() and pid <> pg_backend_pid()`
  for (;;) {
    const { rows } = await client.query<{ others: number }>(others)
    if (rows[0]?.others === 0) return
    await wait(5)
  }
}
