import type { Kysely } from 'kysely'
import { addColumns, createIndex, createTable, type Dialect, owned } from './columns.ts'

/** Migration 0010: the whole file of an address: attachments, visits, surveys, certificates, needs, requests, house stages. */
export async function createAddressFile(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createAttachment(db, dialect)
  await createVisit(db, dialect)
  await createSurvey(db, dialect)
  await createCertificate(db, dialect)
  await createNeed(db, dialect)
  await createDataRequest(db, dialect)
  await createHouseStage(db, dialect)
  await createHousePayment(db, dialect)
  await widenTables(db, dialect)
}

async function createAttachment(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'attachment',
    columns: {
      ...owned,
      table_name: 'text!',
      row_id: 'id!',
      kind: 'text!',
      title: 'text',
      file_name: 'text',
      type: 'text!',
      bytes: 'count!',
      content: 'text!',
      thumbnail: 'text',
      width: 'count',
      height: 'count',
      taken_on: 'day',
      label: 'text',
      main: 'flag!',
    },
    primaryKey: ['id'],
    constraints: ["check (kind in ('photo', 'document'))", 'check (bytes >= 0)'],
  })
  await createIndex(db, 'attachment', { columns: ['table_name', 'row_id'] })
  await createIndex(db, 'attachment', { columns: ['content'] })
}

async function createVisit(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'visit',
    columns: {
      ...owned,
      address_id: 'id!',
      house_id: 'id',
      due_on: 'day',
      made_on: 'day!',
      by_name: 'text',
      result: 'text!',
      note: 'text',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'visit', { columns: ['address_id', 'made_on'] })
  await createIndex(db, 'address', {
    columns: ['next_visit_on'],
    where: 'next_visit_on is not null and deleted_at is null',
  })
}

async function createSurvey(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'survey',
    columns: {
      ...owned,
      address_id: 'id!',
      on_day: 'day!',
      by_name: 'text',
      head_opinion: 'text',
      health: 'text',
      unable_to_work: 'flag!',
      floor: 'text',
      frame: 'text',
      roof: 'text',
      income_monthly: 'money',
      income_source: 'text',
      dependants: 'count',
      assets: 'text',
      state_support: 'text',
      state_support_monthly: 'money',
      note: 'text',
    },
    primaryKey: ['id'],
    constraints: [
      "check (floor in ('durable', 'notDurable'))",
      "check (frame in ('durable', 'notDurable'))",
      "check (roof in ('durable', 'notDurable'))",
    ],
  })
  await createIndex(db, 'survey', { columns: ['address_id', 'on_day'] })
}

async function createCertificate(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'certificate',
    columns: {
      ...owned,
      address_id: 'id!',
      kind: 'text!',
      level: 'text',
      number: 'text',
      issued_on: 'day',
      expires_on: 'day',
      issuer: 'text',
      note: 'text',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'certificate', { columns: ['address_id'] })
}

async function createNeed(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'need',
    columns: {
      ...owned,
      address_id: 'id!',
      help_form: 'text!',
      what: 'text',
      opened_on: 'day!',
      met_on: 'day',
      delivery_id: 'id',
      note: 'text',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'need', { columns: ['address_id'] })
}

async function createDataRequest(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'data_request',
    columns: {
      ...owned,
      address_id: 'id!',
      kind: 'text!',
      requester: 'text!',
      received_on: 'day!',
      third_parties: 'flag!',
      answer_by: 'day!',
      do_by: 'day!',
      extended_on: 'day',
      answered_on: 'day',
      done_on: 'day',
      outcome: 'text',
      note: 'text',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'data_request', { columns: ['address_id'] })
  await createIndex(db, 'data_request', { columns: ['do_by'], where: 'done_on is null and deleted_at is null' })
}

async function createHouseStage(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'house_stage',
    columns: {
      ...owned,
      house_id: 'id!',
      stage: 'text!',
      planned_on: 'day',
      reached_on: 'day',
      note: 'text',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'house_stage', { columns: ['house_id'] })
}

async function createHousePayment(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'house_payment',
    columns: {
      ...owned,
      house_id: 'id!',
      stage: 'text!',
      amount: 'money!',
      currency: 'text!',
      planned_on: 'day',
      paid_on: 'day',
      payee: 'text',
      note: 'text',
    },
    primaryKey: ['id'],
    constraints: ['check (amount > 0)'],
  })
  await createIndex(db, 'house_payment', { columns: ['house_id'] })
}

const DURABILITY = ['floor', 'frame', 'roof'].flatMap((part) => [`${part}_before`, `${part}_after`])

async function widenTables(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await addColumns(db, dialect, { table: 'person', columns: { former_id_number: 'text' } })
  await addColumns(db, dialect, {
    table: 'address',
    columns: {
      latitude: 'real',
      longitude: 'real',
      responsible: 'text',
      end_reason: 'text',
      restricted_on: 'day',
      anonymised_on: 'day',
    },
  })
  await addColumns(db, dialect, { table: 'address_step', columns: { end_reason: 'text' } })
  await addColumns(db, dialect, {
    table: 'house',
    columns: {
      ...Object.fromEntries(DURABILITY.map((column) => [column, 'text' as const])),
      permit_note: 'text',
    },
  })
}
