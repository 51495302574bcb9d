import type { Kysely } from 'kysely'
import { addColumns, createIndex, createTable, type Dialect, owned } from './columns.ts'

/**
 * Migration 0011: holds, steps and replacements of pairings; money that leaves the fund other than to an address (refund,
 * transfer, another purpose); goods with quantity and unit on round lines; the currency of a round; the place of a delivery.
 */
export async function deepenMoney(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createPairingStep(db, dialect)
  await createAddressHold(db, dialect)
  await createPayout(db, dialect)
  await addColumns(db, dialect, { table: 'pairing', columns: { replaces: 'id' } })
  await addColumns(db, dialect, { table: 'round', columns: { currency: 'text' } })
  await addColumns(db, dialect, { table: 'round_line', columns: { goods_quantity: 'real', goods_unit: 'text' } })
  await addColumns(db, dialect, { table: 'delivery', columns: { place: 'text' } })
  await createIndex(db, 'pairing_step', { columns: ['pairing_id', 'on_day'] })
  await createIndex(db, 'address_hold', { columns: ['address_id'] })
  await createIndex(db, 'payout', {
    columns: ['owner_unit', 'series', 'year', 'number'],
    unique: true,
    where: 'reverses is null',
  })
  await createIndex(db, 'payout', { columns: ['reverses'], unique: true, where: 'reverses is not null' })
  await createIndex(db, 'payout', { columns: ['on_day'] })
}

async function createPairingStep(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'pairing_step',
    columns: {
      ...owned,
      pairing_id: 'id!',
      from_state: 'text!',
      state: 'text!',
      on_day: 'day!',
      reason: 'text',
    },
    primaryKey: ['id'],
    constraints: [
      "check (from_state in ('intended', 'active', 'suspended', 'ended'))",
      "check (state in ('intended', 'active', 'suspended', 'ended'))",
    ],
  })
}

async function createAddressHold(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'address_hold',
    columns: {
      ...owned,
      address_id: 'id!',
      donor_id: 'id',
      holder_name: 'text!',
      held_on: 'day!',
      until_day: 'day!',
      released_on: 'day',
      note: 'text',
    },
    primaryKey: ['id'],
  })
}

async function createPayout(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'payout',
    columns: {
      ...owned,
      kind: 'text!',
      series: 'text!',
      year: 'count!',
      number: 'count!',
      on_day: 'day!',
      donor_id: 'id',
      payee_name: 'text!',
      counterpart_unit: 'id',
      amount: 'money!',
      currency: 'text!',
      method: 'text!',
      pairing_id: 'id',
      house_id: 'id',
      purpose: 'text',
      to_pairing_id: 'id',
      to_house_id: 'id',
      to_purpose: 'text',
      note: 'text',
      reverses: 'id',
      reason: 'text',
    },
    primaryKey: ['id'],
    constraints: [
      "check (kind in ('refund', 'transfer', 'move', 'house'))",
      "check (method in ('cash', 'transfer'))",
      'check (number > 0)',
      'check (amount >= 0 or reverses is not null)',
    ],
  })
}
