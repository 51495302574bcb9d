import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect } from './columns.ts'

/** Migration 0013: the audit chain, where its heads went, and the data keys of before. */
export async function createSafety(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'audit_entry',
    columns: {
      epoch: 'id!',
      seq: 'count!',
      unit_id: 'id!',
      at: 'moment!',
      user_id: 'id!',
      kind: 'text!',
      procedure: 'text!',
      count: 'count!',
      body: 'json!',
      commitment: 'text!',
      previous_hash: 'text!',
      hash: 'text!',
    },
    primaryKey: ['epoch', 'seq'],
    constraints: ['check (seq > 0)'],
  })
  await createIndex(db, 'audit_entry', { columns: ['at'] })
  await createTable(db, dialect, {
    name: 'audit_detail',
    columns: { epoch: 'id!', seq: 'count!', salt: 'text!', detail: 'json' },
    primaryKey: ['epoch', 'seq'],
  })
  await createTable(db, dialect, {
    name: 'audit_anchor',
    columns: {
      id: 'id!',
      epoch: 'id!',
      seq: 'count!',
      hash: 'text!',
      at: 'moment!',
      place: 'text!',
      reference: 'text!',
    },
    primaryKey: ['id'],
    constraints: ["check (place in ('backup', 'bundle', 'receipt', 'paper'))"],
  })
  await createTable(db, dialect, {
    name: 'past_data_key',
    columns: { id: 'id!', wrapped: 'text!', retired_at: 'moment!' },
    primaryKey: ['id'],
  })
}
