import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned } from './columns.ts'

/** Migration 0007: files in and out: imports, keys, bundles. */
export async function createExchange(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createImportBatch(db, dialect)
  await createImportRow(db, dialect)
  await createImportMapping(db, dialect)
  await createOwnKey(db, dialect)
  await createUnitKey(db, dialect)
  await createBundleSent(db, dialect)
  await createBundleReceived(db, dialect)
  await createIndex(db, 'import_row', { columns: ['batch_id', 'status', 'row_number'] })
  await createIndex(db, 'unit_key', { columns: ['fingerprint'] })
  await createIndex(db, 'unit_key', { columns: ['unit_id'] })
  await createIndex(db, 'bundle_sent', { columns: ['to_unit', 'epoch', 'seq'], unique: true })
  await createIndex(db, 'bundle_received', { columns: ['from_unit', 'epoch', 'seq'], unique: true })
}

async function createImportBatch(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'import_batch',
    columns: {
      ...owned,
      file_name: 'text!',
      file_hash: 'text!',
      sheet: 'text!',
      mapping: 'json!',
      past: 'text!',
      decision_id: 'id',
      state: 'text!',
      rows_total: 'count!',
      rows_good: 'count!',
      rows_refused: 'count!',
      rows_duplicate: 'count!',
    },
    primaryKey: ['id'],
    constraints: [
      "check (past in ('delivered', 'unknown', 'owed'))",
      "check (state in ('staged', 'applied', 'undone', 'cancelled'))",
    ],
  })
}

async function createImportRow(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'import_row',
    columns: {
      batch_id: 'id!',
      row_number: 'count!',
      status: 'text!',
      values_json: 'json!',
      problems_json: 'json!',
      duplicates_json: 'json!',
      take: 'flag!',
    },
    primaryKey: ['batch_id', 'row_number'],
    constraints: ["check (status in ('good', 'refused', 'duplicate'))"],
  })
}

async function createImportMapping(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'import_mapping',
    columns: {
      fingerprint: 'text!',
      mapping: 'json!',
      used_at: 'moment!',
    },
    primaryKey: ['fingerprint'],
  })
}

async function createOwnKey(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'own_key',
    columns: {
      id: 'id!',
      unit_id: 'id!',
      signing_public: 'text!',
      box_public: 'text!',
      wrapped_private: 'text!',
      created_at: 'moment!',
      retired_at: 'moment',
    },
    primaryKey: ['id'],
  })
}

async function createUnitKey(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'unit_key',
    columns: {
      id: 'id!',
      unit_id: 'id!',
      signing_public: 'text!',
      box_public: 'text!',
      recovery_public: 'text',
      fingerprint: 'text!',
      role: 'text!',
      enrolled_at: 'moment!',
      revoked_from_seq: 'count',
    },
    primaryKey: ['id'],
    constraints: ["check (role in ('sender', 'receiver', 'partner'))"],
  })
}

async function createBundleSent(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'bundle_sent',
    columns: {
      id: 'id!',
      to_unit: 'id!',
      epoch: 'text!',
      seq: 'count!',
      prev_hash: 'text',
      hash: 'text!',
      made_at: 'moment!',
      from_day: 'day!',
      to_day: 'day!',
      records: 'count!',
      bytes: 'count!',
    },
    primaryKey: ['id'],
  })
}

async function createBundleReceived(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'bundle_received',
    columns: {
      id: 'id!',
      from_unit: 'id!',
      from_fingerprint: 'text!',
      epoch: 'text!',
      seq: 'count!',
      hash: 'text!',
      change_seq: 'count!',
      made_at: 'moment!',
      opened_at: 'moment!',
      from_day: 'day!',
      to_day: 'day!',
      records: 'count!',
      bytes: 'count!',
    },
    primaryKey: ['id'],
  })
}
