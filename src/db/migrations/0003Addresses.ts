import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned, run } from './columns.ts'

/** Migration 0003: people, households, humanitarian addresses with their steps, and consents. */
export async function createAddresses(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createPerson(db, dialect)
  await createHousehold(db, dialect)
  await createAddress(db, dialect)
  await createAddressCategory(db, dialect)
  await createAddressStep(db, dialect)
  await createDecision(db, dialect)
  await createConsent(db, dialect)
  await createIndex(db, 'person', { columns: ['sort_key'] })
  await createIndex(db, 'person', { columns: ['search'] })
  await createIndex(db, 'person', { columns: ['id_number'], where: 'id_number is not null' })
  await createIndex(db, 'person', { columns: ['household_id'], where: 'household_id is not null' })
  await createIndex(db, 'address', { columns: ['sort_key', 'id'], where: 'deleted_at is null' })
  await createIndex(db, 'address', { columns: ['state', 'sort_key', 'id'], where: 'deleted_at is null' })
  await createIndex(db, 'address', { columns: ['commune_id', 'sort_key', 'id'], where: 'deleted_at is null' })
  await createIndex(db, 'address', { columns: ['village_id', 'sort_key', 'id'], where: 'deleted_at is null' })
  await createIndex(db, 'address', { columns: ['state_since', 'sort_key', 'id'], where: 'deleted_at is null' })
  // What is not known sorts before every amount on both dialects, and in one order with the index.
  await run(
    db,
    'create index address_monthly_need on address (coalesce(monthly_need, -1), sort_key, id) where deleted_at is null',
  )
  await createIndex(db, 'address', { columns: ['main_category', 'sort_key'], where: 'deleted_at is null' })
  await createIndex(db, 'address', { columns: ['person_id'] })
  await createIndex(db, 'address', { columns: ['import_id'], where: 'import_id is not null' })
  await createIndex(db, 'address_category', { columns: ['category'] })
  await createIndex(db, 'address_step', { columns: ['address_id', 'on_day'] })
  await createIndex(db, 'consent', { columns: ['address_id', 'purpose'] })
}

async function createPerson(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'person',
    columns: {
      ...owned,
      full_name: 'text!',
      other_name: 'text',
      sex: 'text',
      birth_day: 'partialDay',
      ethnicity: 'text',
      id_kind: 'text',
      id_number: 'text',
      phone: 'text',
      guardian_name: 'text',
      guardian_phone: 'text',
      guardian_relation: 'text',
      household_id: 'id',
      relation_to_head: 'text',
      merged_into: 'id',
      search: 'text!',
      sort_key: 'text!',
    },
    primaryKey: ['id'],
    constraints: ["check (sex in ('M', 'F'))", "check (id_kind in ('cccd', 'cmnd', 'other'))"],
  })
}

async function createHousehold(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'household',
    columns: {
      ...owned,
      village_id: 'id',
      head_person_id: 'id',
      note: 'text',
    },
    primaryKey: ['id'],
  })
}

async function createAddress(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'address',
    columns: {
      ...owned,
      kind: 'text!',
      person_id: 'id',
      household_id: 'id',
      display_name: 'text!',
      village_id: 'id',
      commune_id: 'id!',
      address_line: 'text',
      former_address: 'text',
      main_category: 'text!',
      other_categories: 'json',
      state: 'text!',
      state_since: 'day!',
      situation: 'text',
      needs: 'text',
      wish: 'text',
      monthly_need: 'money',
      need_from: 'month',
      need_months: 'count',
      decision_id: 'id',
      next_visit_on: 'day',
      note: 'text',
      import_id: 'id',
      merged_into: 'id',
      search: 'text!',
      sort_key: 'text!',
    },
    primaryKey: ['id'],
    constraints: [
      "check (kind in ('person', 'household', 'collective'))",
      "check (state in ('proposed', 'surveyed', 'verified', 'approved', 'announced', 'paired', 'active', 'suspended', 'ended', 'refused'))",
    ],
  })
}

async function createAddressCategory(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'address_category',
    columns: {
      address_id: 'id!',
      category: 'text!',
    },
    primaryKey: ['address_id', 'category'],
  })
}

async function createAddressStep(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'address_step',
    columns: {
      ...owned,
      address_id: 'id!',
      state: 'text!',
      on_day: 'day!',
      by_name: 'text',
      reason: 'text',
      decision_id: 'id',
    },
    primaryKey: ['id'],
    constraints: [
      "check (state in ('proposed', 'surveyed', 'verified', 'approved', 'announced', 'paired', 'active', 'suspended', 'ended', 'refused'))",
    ],
  })
}

async function createDecision(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'decision',
    columns: {
      ...owned,
      number: 'text',
      on_day: 'day',
      signer: 'text',
      title: 'text!',
    },
    primaryKey: ['id'],
  })
}

async function createConsent(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'consent',
    columns: {
      ...owned,
      address_id: 'id!',
      purpose: 'text!',
      given_on: 'day!',
      signed_by: 'text!',
      guardian: 'flag!',
      proof: 'text',
      withdrawn_on: 'day',
    },
    primaryKey: ['id'],
    constraints: ["check (purpose in ('keep', 'shareWithSponsor', 'publish', 'shareAbroad', 'sendUpFull'))"],
  })
}
