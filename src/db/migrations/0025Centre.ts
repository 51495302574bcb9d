import type { Kysely } from 'kysely'
import { addColumns, createTable, type Dialect } from './columns.ts'

/** Migration 0025: figures that an office tells of the units below it, and the files that go with a whole book, in parts. */
export async function createCentre(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'told_figures',
    columns: {
      from_unit: 'id!',
      year: 'count!',
      quarter: 'count!',
      units_json: 'json!',
      told_at: 'moment!',
    },
    primaryKey: ['from_unit', 'year', 'quarter'],
    constraints: ['check (quarter between 1 and 4)'],
  })
  await createTable(db, dialect, {
    name: 'unit_population',
    columns: { unit_id: 'id!', people: 'count!', written_at: 'moment!' },
    primaryKey: ['unit_id'],
    constraints: ['check (people > 0)'],
  })
  await addColumns(db, dialect, { table: 'paper_return', columns: { stated_json: 'text' } })
  await addColumns(db, dialect, {
    table: 'reorganisation',
    columns: { cancelled_at: 'moment', cancelled_by: 'text', cancel_reason: 'text' },
  })
  await createTable(db, dialect, {
    name: 'unit_line_waiting',
    columns: { line: 'text!', on_day: 'day!', line_json: 'json!' },
    primaryKey: ['line'],
  })
  await createTable(db, dialect, {
    name: 'book_part',
    columns: {
      unit_id: 'id!',
      direction: 'text!',
      batch_id: 'id!',
      part: 'count!',
      parts: 'count!',
      book_id: 'id!',
      bundle_id: 'id',
      ids_json: 'json!',
      bytes: 'count!',
      at: 'moment!',
    },
    primaryKey: ['unit_id', 'direction', 'batch_id', 'part'],
    constraints: ["check (direction in ('out', 'in'))"],
  })
}
