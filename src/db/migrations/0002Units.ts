import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned } from './columns.ts'

/** Migration 0002: administrative units with dated names, villages and the shared vocabulary. */
export async function createUnits(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createUnit(db, dialect)
  await createUnitName(db, dialect)
  await createUnitSuccessor(db, dialect)
  await createVocabulary(db, dialect)
  await createVillage(db, dialect)
  await createIndex(db, 'unit', { columns: ['code'], unique: true })
  await createIndex(db, 'unit_name', { columns: ['unit_id', 'valid_from'] })
  await createIndex(db, 'unit_name', { columns: ['parent_id', 'sort_key'] })
  await createIndex(db, 'unit_name', { columns: ['search'] })
  await createIndex(db, 'unit_successor', { columns: ['to_unit'] })
  await createIndex(db, 'village', { columns: ['commune_id', 'sort_key'] })
  await createIndex(db, 'village', { columns: ['sort_key', 'id'] })
}

async function createUnit(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'unit',
    columns: {
      id: 'id!',
      code: 'text!',
      country: 'text!',
      level: 'text!',
      valid_from: 'day!',
      valid_to: 'day',
    },
    primaryKey: ['id'],
    constraints: [
      "check (country in ('VN', 'LA'))",
      "check (level in ('central', 'province', 'district', 'commune', 'school', 'block'))",
    ],
  })
}

async function createUnitName(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'unit_name',
    columns: {
      id: 'id!',
      unit_id: 'id!',
      type: 'text!',
      name: 'text!',
      name_en: 'text',
      name_lo: 'text',
      parent_id: 'id',
      former_place: 'text',
      valid_from: 'day!',
      valid_to: 'day',
      search: 'text!',
      sort_key: 'text!',
    },
    primaryKey: ['id'],
  })
}

async function createUnitSuccessor(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'unit_successor',
    columns: {
      from_unit: 'id!',
      to_unit: 'id!',
      kind: 'text!',
      on_day: 'day!',
    },
    primaryKey: ['from_unit', 'to_unit'],
    constraints: ["check (kind in ('merge', 'split', 'rename', 'transfer'))"],
  })
}

async function createVocabulary(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'vocabulary',
    columns: {
      kind: 'text!',
      code: 'text!',
      name_vi: 'text!',
      name_en: 'text',
      name_lo: 'text',
      sort: 'count!',
    },
    primaryKey: ['kind', 'code'],
  })
}

async function createVillage(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'village',
    columns: {
      ...owned,
      commune_id: 'id!',
      name: 'text!',
      head_name: 'text',
      head_phone: 'text',
      search: 'text!',
      sort_key: 'text!',
    },
    primaryKey: ['id'],
  })
}
