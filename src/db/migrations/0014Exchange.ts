import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, run } from './columns.ts'

/**
 * Migration 0014: bundles both ways. Series are counted per kind of bundle; what waits, was refused or acknowledged is kept;
 * an office above keeps its desk: typed totals, questions about figures, signed reports; directories and cases on the move.
 */
export async function createTwoWayExchange(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await widenSent(db, dialect)
  await widenReceived(db, dialect)
  await createWaiting(db, dialect)
  await createAnswers(db, dialect)
  await createDesk(db, dialect)
  await createDirectory(db, dialect)
  await createCaseTransfer(db, dialect)
}

async function addColumns(db: Kysely<unknown>, table: string, columns: readonly string[]): Promise<void> {
  for (const column of columns) await run(db, `alter table ${table} add column ${column}`)
}

async function widenSent(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text, count } = typesOf(dialect)
  await addColumns(db, 'bundle_sent', [
    `kind ${text} not null default 'report'`,
    `contents ${text} not null default 'snapshot'`,
    `base_seq ${count}`,
    `book_seq ${count} not null default 0`,
    `full_json ${text}`,
  ])
  await run(db, 'drop index bundle_sent_to_unit_epoch_seq')
  await createIndex(db, 'bundle_sent', { columns: ['to_unit', 'kind', 'epoch', 'seq'], unique: true })
}

async function widenReceived(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { text } = typesOf(dialect)
  await addColumns(db, 'bundle_received', [
    `kind ${text} not null default 'report'`,
    `contents ${text} not null default 'snapshot'`,
    `accepted_by ${text}`,
    `audit_head ${text}`,
  ])
  await run(db, 'drop index bundle_received_from_unit_epoch_seq')
  await createIndex(db, 'bundle_received', { columns: ['from_unit', 'kind', 'epoch', 'seq'], unique: true })
}

/** A dialect's types as `createTable` writes them, for columns added later. */
function typesOf(dialect: Dialect): { text: string; count: string } {
  return dialect === 'postgres' ? { text: 'text collate "C"', count: 'bigint' } : { text: 'text', count: 'integer' }
}

async function createWaiting(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'bundle_held',
    columns: {
      id: 'id!',
      from_unit: 'id!',
      epoch: 'text!',
      seq: 'count!',
      hash: 'text!',
      contents: 'text!',
      made_at: 'moment!',
      held_at: 'moment!',
      from_day: 'day!',
      to_day: 'day!',
      bytes: 'count!',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'bundle_held', { columns: ['from_unit', 'epoch', 'seq'], unique: true })
  await createTable(db, dialect, {
    name: 'bundle_refused',
    columns: {
      id: 'id!',
      bundle_id: 'id!',
      from_unit: 'id!',
      epoch: 'text!',
      seq: 'count!',
      hash: 'text!',
      from_day: 'day!',
      to_day: 'day!',
      code: 'text!',
      params: 'json!',
      refused_at: 'moment!',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'bundle_refused', { columns: ['from_unit', 'hash'], unique: true })
}

async function createAnswers(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'bundle_ack',
    columns: {
      by_unit: 'id!',
      epoch: 'text!',
      seq: 'count!',
      hash: 'text!',
      acked_at: 'moment!',
      opened_at: 'moment!',
    },
    primaryKey: ['by_unit', 'epoch'],
  })
  await createTable(db, dialect, {
    name: 'receipt_note',
    columns: {
      id: 'id!',
      by_unit: 'id!',
      kind: 'text!',
      seq: 'count',
      code: 'text!',
      params: 'json!',
      noted_at: 'moment!',
      done_at: 'moment',
    },
    primaryKey: ['id'],
    constraints: ["check (kind in ('refused', 'waiting', 'question'))"],
  })
  await createIndex(db, 'receipt_note', { columns: ['by_unit'] })
}

async function createDesk(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'paper_return',
    columns: {
      unit_id: 'id!',
      year: 'count!',
      quarter: 'count!',
      figures: 'json!',
      note: 'text!',
      typed_by: 'text!',
      typed_at: 'moment!',
    },
    primaryKey: ['unit_id', 'year', 'quarter'],
  })
  await createTable(db, dialect, {
    name: 'figure_question',
    columns: {
      id: 'id!',
      unit_id: 'id!',
      year: 'count!',
      quarter: 'count!',
      figure: 'text!',
      value: 'money!',
      rule: 'text!',
      note: 'text!',
      asked_by: 'text!',
      asked_at: 'moment!',
      answered_at: 'moment',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'figure_question', { columns: ['unit_id', 'year', 'quarter'] })
  await createTable(db, dialect, {
    name: 'signed_report',
    columns: {
      id: 'id!',
      year: 'count!',
      quarter: 'count!',
      signed_at: 'moment!',
      signed_by: 'text!',
      table_json: 'json!',
      hash: 'text!',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'signed_report', { columns: ['year', 'quarter'] })
}

async function createDirectory(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'directory_signer',
    columns: { signing_public: 'text!', fingerprint: 'text!', unit_id: 'id!', enrolled_at: 'moment!' },
    primaryKey: ['fingerprint'],
  })
  await createTable(db, dialect, {
    name: 'directory_pack',
    columns: {
      version: 'count!',
      hash: 'text!',
      fingerprint: 'text!',
      issued_at: 'moment!',
      opened_at: 'moment!',
      text: 'text!',
    },
    primaryKey: ['version'],
  })
}

async function createCaseTransfer(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'case_transfer',
    columns: {
      id: 'id!',
      address_id: 'id!',
      from_unit: 'id!',
      to_unit: 'id!',
      direction: 'text!',
      state: 'text!',
      reason: 'text!',
      offered_at: 'moment!',
      answered_at: 'moment',
      answer_reason: 'text',
      rows_json: 'json!',
      offer_hash: 'text!',
    },
    primaryKey: ['id'],
    constraints: [
      "check (direction in ('out', 'in'))",
      "check (state in ('offered', 'accepted', 'refused', 'cancelled'))",
    ],
  })
  await createIndex(db, 'case_transfer', { columns: ['address_id'] })
  await createTable(db, dialect, {
    name: 'row_moved',
    columns: { row_id: 'id!', from_unit: 'id!', to_unit: 'id!', moved_at: 'moment!' },
    primaryKey: ['row_id', 'from_unit'],
  })
}
