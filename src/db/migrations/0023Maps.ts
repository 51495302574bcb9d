import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect } from './columns.ts'

/**
 * Migration 0023: outlines of communes and provinces from map packs the office loaded, which never leave it; and the numbers
 * of papers that are numbered when they are first printed.
 */
export async function createMaps(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'map_pack',
    columns: { id: 'id!', name: 'text!', source: 'text', loaded_at: 'moment!', loaded_by: 'id!' },
    primaryKey: ['id'],
  })
  await createTable(db, dialect, {
    name: 'map_outline',
    columns: {
      unit_id: 'id!',
      pack_id: 'id!',
      west: 'real!',
      south: 'real!',
      east: 'real!',
      north: 'real!',
      shape: 'json!',
    },
    primaryKey: ['unit_id'],
    constraints: ['check (west <= east and south <= north)'],
  })
  await createTable(db, dialect, {
    name: 'paper_number',
    columns: { kind: 'text!', year: 'count!', number: 'count!', subject_id: 'id!' },
    primaryKey: ['kind', 'year', 'number'],
  })
  await createIndex(db, 'paper_number', { columns: ['kind', 'subject_id'], unique: true })
}
