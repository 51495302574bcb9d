import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned, run } from './columns.ts'

/** Migration 0005: money and goods: receipts, allocations, distribution rounds, deliveries. */
export async function createMoney(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createReceipt(db, dialect)
  await createAllocation(db, dialect)
  await createRound(db, dialect)
  await createRoundLine(db, dialect)
  await createRoundLineInstalment(db, dialect)
  await createAdvance(db, dialect)
  await createDelivery(db, dialect)
  // The reversal of a void carries the number of the receipt it takes back.
  await createIndex(db, 'receipt', {
    columns: ['owner_unit', 'series', 'year', 'number'],
    unique: true,
    where: 'reverses is null',
  })
  await createIndex(db, 'receipt', { columns: ['reverses'], unique: true, where: 'reverses is not null' })
  await createIndex(db, 'receipt', { columns: ['on_day'] })
  await createIndex(db, 'receipt', { columns: ['donor_id'] })
  await createIndex(db, 'allocation', { columns: ['receipt_id'] })
  await createIndex(db, 'allocation', { columns: ['pairing_id'] })
  await createIndex(db, 'round', { columns: ['on_day'] })
  await createIndex(db, 'round_line', { columns: ['round_id', 'village_id'] })
  await createIndex(db, 'round_line', { columns: ['address_id'] })
  await createIndex(db, 'round_line_instalment', { columns: ['instalment_id'] })
  await createIndex(db, 'advance', { columns: ['round_id'] })
  await createIndex(db, 'delivery', { columns: ['address_id', 'on_day'] })
  // Everything the sum given for a kỳ needs, so that a worklist of thousands of kỳ reads no delivery.
  await run(
    db,
    `create index delivery_given on delivery (instalment_id, owner_unit, currency, deleted_at, amount, goods_value) where instalment_id is not null`,
  )
  await createIndex(db, 'delivery', { columns: ['pairing_id'], where: 'pairing_id is not null' })
  // By day first: in a branch every delivery has one owner, and SQLite would take an index that starts with it for a good one.
  await createIndex(db, 'delivery', { columns: ['on_day', 'owner_unit'] })
  await createIndex(db, 'delivery', { columns: ['round_line_id'], where: 'round_line_id is not null' })
  await createIndex(db, 'delivery', { columns: ['reverses'], unique: true, where: 'reverses is not null' })
}

async function createReceipt(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'receipt',
    columns: {
      ...owned,
      series: 'text!',
      year: 'count!',
      number: 'count!',
      on_day: 'day!',
      donor_id: 'id',
      payer_name: 'text!',
      amount: 'money!',
      currency: 'text!',
      method: 'text!',
      source: 'text!',
      counterpart_unit: 'id',
      purpose: 'text',
      reverses: 'id',
      reason: 'text',
      prints: 'count!',
      search: 'text!',
    },
    primaryKey: ['id'],
    constraints: [
      "check (method in ('cash', 'transfer', 'goods'))",
      "check (source in ('own', 'fromAbove', 'otherUnit'))",
      'check (number > 0)',
    ],
  })
}

async function createAllocation(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'allocation',
    columns: {
      ...owned,
      receipt_id: 'id!',
      pairing_id: 'id',
      house_id: 'id',
      purpose: 'text',
      first_month: 'month',
      last_month: 'month',
      amount: 'money!',
      currency: 'text!',
      reverses: 'id',
    },
    primaryKey: ['id'],
  })
}

async function createRound(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'round',
    columns: {
      ...owned,
      name: 'text!',
      on_day: 'day!',
      place: 'text',
      purpose: 'text',
      state: 'text!',
      printed_at: 'moment',
      close_reason: 'text',
      note: 'text',
    },
    primaryKey: ['id'],
    constraints: ["check (state in ('draft', 'printed', 'handedToVillage', 'confirmed', 'closed'))"],
  })
}

async function createRoundLine(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'round_line',
    columns: {
      ...owned,
      round_id: 'id!',
      address_id: 'id!',
      village_id: 'id',
      amount: 'money!',
      currency: 'text!',
      goods: 'text',
      goods_value: 'money!',
      state: 'text!',
      proxy_name: 'text',
      proxy_relation: 'text',
      reason: 'text',
    },
    primaryKey: ['id'],
    constraints: ["check (state in ('planned', 'received', 'byProxy', 'absent', 'cancelled'))"],
  })
}

async function createRoundLineInstalment(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'round_line_instalment',
    columns: {
      round_line_id: 'id!',
      instalment_id: 'id!',
      pairing_id: 'id!',
      amount: 'money!',
    },
    primaryKey: ['round_line_id', 'instalment_id'],
  })
}

async function createAdvance(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'advance',
    columns: {
      ...owned,
      round_id: 'id!',
      village_id: 'id',
      holder_name: 'text!',
      amount: 'money!',
      currency: 'text!',
      given_on: 'day!',
      due_on: 'day!',
      settled_on: 'day',
      returned: 'money!',
      settle_reason: 'text',
    },
    primaryKey: ['id'],
  })
}

async function createDelivery(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'delivery',
    columns: {
      ...owned,
      address_id: 'id!',
      pairing_id: 'id',
      instalment_id: 'id',
      round_line_id: 'id',
      donor_id: 'id',
      on_day: 'day!',
      channel: 'text!',
      source: 'text!',
      help_form: 'text!',
      amount: 'money!',
      currency: 'text!',
      goods_item: 'text',
      goods_quantity: 'real',
      goods_unit: 'text',
      goods_value: 'money!',
      purpose: 'text',
      receiver: 'text!',
      proxy_name: 'text',
      proxy_relation: 'text',
      proof: 'text!',
      note: 'text',
      reverses: 'id',
      reason: 'text',
    },
    primaryKey: ['id'],
    constraints: [
      "check (channel in ('fund', 'direct', 'local'))",
      "check (source in ('own', 'fromAbove', 'otherUnit'))",
      "check (receiver in ('self', 'proxy'))",
      "check (proof in ('signature', 'fingerprint', 'transferSlip', 'photo', 'witness', 'none'))",
      // Only what takes a delivery back is negative.
      'check (amount >= 0 or reverses is not null)',
      'check (goods_value >= 0 or reverses is not null)',
    ],
  })
}
