import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned } from './columns.ts'

/** Migration 0006: Red Cross houses and who pays for them. */
export async function createHouses(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createHouse(db, dialect)
  await createHouseFunding(db, dialect)
  await createIndex(db, 'house', { columns: ['address_id'] })
  await createIndex(db, 'house_funding', { columns: ['house_id'] })
}

async function createHouse(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'house',
    columns: {
      ...owned,
      address_id: 'id!',
      kind: 'text!',
      programme: 'text',
      stage: 'text!',
      budget: 'money!',
      currency: 'text!',
      area_m2: 'real',
      outside_province: 'flag!',
      started_on: 'day',
      accepted_on: 'day',
      handed_over_on: 'day',
      note: 'text',
    },
    primaryKey: ['id'],
    constraints: ["check (kind in ('new', 'repair'))"],
  })
}

async function createHouseFunding(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'house_funding',
    columns: {
      ...owned,
      house_id: 'id!',
      donor_id: 'id',
      funder_name: 'text!',
      kind: 'text!',
      amount: 'money!',
      currency: 'text!',
      days: 'real',
    },
    primaryKey: ['id'],
    constraints: ["check (kind in ('cash', 'materials', 'labourDays'))"],
  })
}
