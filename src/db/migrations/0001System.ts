import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect } from './columns.ts'

/** Migration 0001: who uses the program, its settings, and the journal of every change. */
export async function createSystem(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createSetting(db, dialect)
  await createCounter(db, dialect)
  await createAppUser(db, dialect)
  await createJournal(db, dialect)
  await createIndex(db, 'journal', { columns: ['row_id', 'change_seq'] })
  await createIndex(db, 'journal', { columns: ['command_id'], where: 'command_id is not null' })
  await createIndex(db, 'journal', { columns: ['undoes'], where: 'undoes is not null' })
  await createIndex(db, 'journal', { columns: ['user_id', 'change_seq'] })
  await createIndex(db, 'app_user', { columns: ['name'], unique: true })
}

async function createSetting(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'setting',
    columns: {
      name: 'text!',
      value: 'text!',
    },
    primaryKey: ['name'],
  })
}

async function createCounter(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'counter',
    columns: {
      name: 'text!',
      value: 'count!',
    },
    primaryKey: ['name'],
  })
}

async function createAppUser(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'app_user',
    columns: {
      id: 'id!',
      name: 'text!',
      display_name: 'text!',
      roles: 'json!',
      language: 'text!',
      created_at: 'moment!',
      disabled_at: 'moment',
    },
    primaryKey: ['id'],
  })
}

async function createJournal(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'journal',
    columns: {
      id: 'id!',
      change_seq: 'count!',
      at: 'moment!',
      user_id: 'id!',
      table_name: 'text!',
      row_id: 'id!',
      op: 'text!',
      old_values: 'json',
      new_values: 'json',
      batch_id: 'id',
      command_id: 'id',
      reason: 'text',
      undoes: 'id',
    },
    primaryKey: ['id'],
    constraints: ["check (op in ('insert', 'update', 'delete', 'restore'))"],
  })
}
