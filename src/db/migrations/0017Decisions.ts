import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned } from './columns.ts'

/** Migration 0017: what an office above decides for a unit, line by line, and what the unit did with each line. */
export async function createDecisions(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'decision_line',
    columns: {
      id: 'id!',
      direction: 'text!',
      from_unit: 'id!',
      to_unit: 'id!',
      kind: 'text!',
      donor_id: 'id',
      payout_id: 'id',
      content: 'json!',
      decided_at: 'moment!',
      decided_by: 'text',
      bundle_id: 'id',
    },
    primaryKey: ['id'],
    constraints: [
      `check (direction in ('out', 'in'))`,
      `check (kind in ('verdict', 'sponsor', 'moneySent'))`,
      `check ((direction = 'in') = (decided_by is null))`,
    ],
  })
  await createIndex(db, 'decision_line', { columns: ['donor_id'], where: 'donor_id is not null' })
  await createTable(db, dialect, {
    name: 'decision_answer',
    columns: {
      ...owned,
      line_id: 'id!',
      decided_by_unit: 'id!',
      outcome: 'text!',
      on_day: 'day!',
      reason: 'text',
      made_id: 'id',
    },
    primaryKey: ['id'],
    constraints: [`check (outcome in ('applied', 'declined'))`],
  })
  await createIndex(db, 'decision_answer', { columns: ['line_id'] })
}
