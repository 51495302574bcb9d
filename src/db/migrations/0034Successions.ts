import type { Kysely } from 'kysely'
import { createIndex } from './columns.ts'

/** Migration 0034: what happened to units since the reform is found without reading the ten thousand rows of the reform itself. */
export async function findSuccessions(db: Kysely<unknown>): Promise<void> {
  await createIndex(db, 'unit_successor', { columns: ['on_day'] })
}
