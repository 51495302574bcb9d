import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned } from './columns.ts'

/** Migration 0012: the office's letterhead, its own wording of papers beside the shipped one, and the log of what was printed. */
export async function createPapers(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'letterhead',
    columns: {
      ...owned,
      texts: 'json!',
      chair_name: 'text',
      treasurer_name: 'text',
      bank_bin: 'text',
      account_number: 'text',
      account_name: 'text',
      transfer_note: 'text',
    },
    primaryKey: ['id'],
  })
  await createTable(db, dialect, {
    name: 'paper_template',
    columns: { ...owned, kind: 'text!', language: 'text!', blocks: 'json!' },
    primaryKey: ['id'],
  })
  await createTable(db, dialect, {
    name: 'paper_print',
    columns: {
      id: 'id!',
      kind: 'text!',
      subject_id: 'text!',
      copy: 'count!',
      language: 'text!',
      label: 'text!',
      printed_at: 'moment!',
      user_id: 'id!',
      user_name: 'text!',
    },
    primaryKey: ['id'],
  })
  await createIndex(db, 'letterhead', { columns: ['owner_unit'], unique: true })
  await createIndex(db, 'paper_template', { columns: ['owner_unit', 'kind', 'language'], unique: true })
  await createIndex(db, 'paper_print', { columns: ['kind', 'subject_id', 'copy'], unique: true })
  await createIndex(db, 'paper_print', { columns: ['printed_at'] })
}
