import type { Kysely } from 'kysely'
import { addColumns, createIndex, createTable, type Dialect } from './columns.ts'

/** Migration 0018: units are merged, split, renamed; whole books move to the unit that takes over. */
export async function createReorganise(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createReorganisation(db, dialect)
  await createBookMove(db, dialect)
  await createTable(db, dialect, {
    name: 'book_answer',
    columns: {
      scope: 'text!',
      kind: 'text!',
      subject: 'text!',
      answer: 'text!',
      decided_by: 'text!',
      decided_at: 'moment!',
    },
    primaryKey: ['scope', 'kind', 'subject'],
  })
  // The day from which the row counts for the other unit; null for a single case, which counts where it is.
  await addColumns(db, dialect, { table: 'row_moved', columns: { on_day: 'day' } })
}

async function createReorganisation(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'reorganisation',
    columns: {
      id: 'id!',
      kind: 'text!',
      on_day: 'day!',
      paper: 'text!',
      note: 'text!',
      recorded_by: 'text!',
      recorded_at: 'moment!',
    },
    primaryKey: ['id'],
    constraints: ["check (kind in ('merge', 'split', 'rename', 'retype', 'abolish'))"],
  })
  await createTable(db, dialect, {
    name: 'reorganisation_unit',
    columns: { reorganisation_id: 'id!', unit_id: 'id!', side: 'text!' },
    primaryKey: ['reorganisation_id', 'unit_id', 'side'],
    constraints: ["check (side in ('from', 'to'))"],
  })
}

async function createBookMove(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'book_move',
    columns: {
      id: 'id!',
      direction: 'text!',
      from_unit: 'id!',
      to_unit: 'id!',
      on_day: 'day!',
      state: 'text!',
      hash: 'text!',
      made_at: 'moment!',
      settled_at: 'moment',
      book_seq: 'count!',
      kept: 'count!',
      head_json: 'json!',
      rows_json: 'json',
    },
    primaryKey: ['id'],
    constraints: [
      "check (direction in ('out', 'in'))",
      "check (state in ('made', 'opened', 'applied', 'accepted', 'replaced'))",
    ],
  })
  await createIndex(db, 'book_move', { columns: ['from_unit', 'to_unit'] })
}
