import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, run } from './columns.ts'

const NAMES = { name_vi: 'text!', name_en: 'text', name_lo: 'text' } as const
const ORIGIN = "check (origin in ('own', 'directory'))"

/**
 * Migration 0016: what the centre's directory brings. Words and wordings lie in layers (shipped or directory, then the
 * office's own), clusters are measured by indicators against targets. The two tables of directories nobody had used yet are made anew.
 */
export async function createDirectory(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createPacks(db, dialect)
  await layerWords(db, dialect)
  await createTable(db, dialect, {
    name: 'shared_template',
    columns: { kind: 'text!', language: 'text!', blocks: 'json!' },
    primaryKey: ['kind', 'language'],
  })
  await createClusters(db, dialect)
}

async function createPacks(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await run(db, 'drop table directory_signer')
  await run(db, 'drop table directory_pack')
  await createTable(db, dialect, {
    name: 'directory_signer',
    columns: {
      fingerprint: 'text!',
      signing_public: 'text!',
      unit_id: 'id!',
      vouched_by: 'id',
      enrolled_at: 'moment!',
      revoked_from_version: 'count',
    },
    primaryKey: ['fingerprint'],
  })
  await createTable(db, dialect, {
    name: 'directory_pack',
    columns: {
      version: 'count!',
      hash: 'text!',
      bundle_id: 'id!',
      fingerprint: 'text!',
      from_unit: 'id!',
      issued_on: 'day!',
      opened_at: 'moment!',
      bytes: 'count!',
      lines: 'json!',
      changes: 'json!',
    },
    primaryKey: ['version'],
  })
}

/** `vocabulary` becomes what is read: the shared words with the office's own over them. */
async function layerWords(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await run(db, 'alter table vocabulary rename to shared_word')
  await createTable(db, dialect, {
    name: 'own_word',
    columns: { kind: 'text!', code: 'text!', ...NAMES, sort: 'count!' },
    primaryKey: ['kind', 'code'],
  })
  await run(
    db,
    `create view vocabulary as
       select kind, code, name_vi, name_en, name_lo, sort from own_word
       union all
       select kind, code, name_vi, name_en, name_lo, sort from shared_word
       where not exists (
         select 1 from own_word where own_word.kind = shared_word.kind and own_word.code = shared_word.code
       )`,
  )
}

async function createClusters(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'cluster',
    columns: { id: 'id!', origin: 'text!', ...NAMES, sort: 'count!' },
    primaryKey: ['id'],
    constraints: [ORIGIN],
  })
  await createTable(db, dialect, {
    name: 'cluster_member',
    columns: { cluster_id: 'id!', unit_id: 'id!', valid_from: 'day!', valid_to: 'day' },
    primaryKey: ['cluster_id', 'unit_id', 'valid_from'],
  })
  await createTable(db, dialect, {
    name: 'indicator',
    columns: { code: 'text!', origin: 'text!', ...NAMES, figures: 'json!', sort: 'count!' },
    primaryKey: ['code', 'origin'],
    constraints: [ORIGIN],
  })
  await createTable(db, dialect, {
    name: 'indicator_target',
    columns: { unit_id: 'id!', indicator: 'text!', year: 'count!', origin: 'text!', value: 'money!' },
    primaryKey: ['unit_id', 'indicator', 'year', 'origin'],
    constraints: [ORIGIN, 'check (value > 0)'],
  })
  await createIndex(db, 'indicator_target', { columns: ['year'] })
  await createTable(db, dialect, {
    name: 'report_form',
    columns: { code: 'text!', origin: 'text!', ...NAMES, indicators: 'json!', sort: 'count!' },
    primaryKey: ['code', 'origin'],
    constraints: [ORIGIN],
  })
}
