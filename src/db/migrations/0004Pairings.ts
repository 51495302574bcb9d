import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned } from './columns.ts'

/** Migration 0004: sponsors, pairings and their instalments. */
export async function createPairings(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createDonor(db, dialect)
  await createPairing(db, dialect)
  await createInstalment(db, dialect)
  await createIndex(db, 'donor', { columns: ['sort_key', 'id'], where: 'deleted_at is null' })
  await createIndex(db, 'donor', { columns: ['import_id'], where: 'import_id is not null' })
  await createIndex(db, 'pairing', { columns: ['address_id', 'state'] })
  await createIndex(db, 'pairing', { columns: ['donor_id'] })
  await createIndex(db, 'pairing', { columns: ['state', 'change_seq'] })
  await createIndex(db, 'pairing', { columns: ['import_id'], where: 'import_id is not null' })
  await createIndex(db, 'instalment', { columns: ['pairing_id', 'first_month'] })
  await createIndex(db, 'instalment', { columns: ['due_on'], where: 'deleted_at is null and past is null' })
}

async function createDonor(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'donor',
    columns: {
      ...owned,
      kind: 'text!',
      name: 'text!',
      representative: 'text',
      phone: 'text',
      email: 'text',
      place: 'text',
      tax_code: 'text',
      anonymous: 'flag!',
      note: 'text',
      import_id: 'id',
      merged_into: 'id',
      search: 'text!',
      sort_key: 'text!',
    },
    primaryKey: ['id'],
    constraints: ["check (kind in ('person', 'organisation', 'business', 'collective'))"],
  })
}

async function createPairing(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'pairing',
    columns: {
      ...owned,
      address_id: 'id!',
      donor_id: 'id!',
      state: 'text!',
      channel: 'text!',
      help_form: 'text!',
      amount: 'money!',
      currency: 'text!',
      frequency: 'text!',
      first_month: 'month!',
      last_month: 'month',
      past: 'text',
      ended_on: 'day',
      end_reason: 'text',
      note: 'text',
      import_id: 'id',
    },
    primaryKey: ['id'],
    constraints: [
      "check (state in ('intended', 'active', 'suspended', 'ended'))",
      "check (channel in ('fund', 'direct', 'local'))",
      "check (frequency in ('monthly', 'quarterly', 'halfYearly', 'yearly', 'once'))",
      "check (past in ('delivered', 'unknown', 'owed'))",
    ],
  })
}

async function createInstalment(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'instalment',
    columns: {
      ...owned,
      pairing_id: 'id!',
      first_month: 'month!',
      last_month: 'month!',
      due_on: 'day!',
      amount: 'money!',
      currency: 'text!',
      past: 'text',
    },
    primaryKey: ['id'],
    constraints: ["check (past in ('delivered', 'unknown'))", 'check (amount >= 0)'],
  })
}
