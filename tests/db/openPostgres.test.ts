import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Tables } from '../../src/db/tables.ts'
import { openTestPostgres } from '../support/openTestPostgres.ts'

test('a connection that the server closed while nobody used it ends nothing: the next statement is answered', async () => {
  const { read } = await openTestPostgres()
  // Safe: a reading database is a Kysely underneath.
  const db = read as unknown as Kysely<Tables>
  const wait = sql`select pg_sleep(0.05)`
  await Promise.all([wait.execute(db), wait.execute(db)])
  const { rows } = await sql<{ closed: boolean }>`select pg_terminate_backend(pid, 2000) as closed from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(db)
  expect(rows).toEqual([{ closed: true }])
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
})
