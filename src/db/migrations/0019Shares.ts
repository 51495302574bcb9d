import type { Kysely } from 'kysely'
import { createIndex, createTable, type Dialect, owned } from './columns.ts'

/**
 * Migration 0019: work with a Lao partner (joint activities of either side, what was shared and what came), and photos that
 * go after a report in parts.
 */
export async function createShares(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createActivity(db, dialect)
  await createShare(db, dialect)
  await createPhotoParts(db, dialect)
}

async function createActivity(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'joint_activity',
    columns: {
      ...owned,
      partner_id: 'id!',
      on_day: 'day!',
      kind: 'text!',
      title: 'text!',
      place: 'text',
      district_id: 'id',
      households: 'count!',
      people: 'count!',
      amount: 'money!',
      currency: 'text!',
      goods: 'text',
      goods_value: 'money!',
      rate: 'text',
      rate_on: 'day',
      agreed: 'flag!',
      note: 'text',
    },
    primaryKey: ['id'],
    constraints: [
      "check (currency in ('VND', 'LAK', 'USD'))",
      'check (households >= 0 and people >= 0 and amount >= 0 and goods_value >= 0)',
      'check ((rate is null) = (rate_on is null))',
    ],
  })
  await createIndex(db, 'joint_activity', { columns: ['owner_unit', 'on_day'] })
}

async function createShare(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'share_frozen',
    columns: {
      to_unit: 'id!',
      year: 'count!',
      quarter: 'count!',
      cells_json: 'json!',
      frozen_at: 'moment!',
    },
    primaryKey: ['to_unit', 'year', 'quarter'],
  })
  await createTable(db, dialect, {
    name: 'share_line',
    columns: { from_unit: 'id!', line: 'count!', bundle_id: 'id!', line_json: 'json!' },
    primaryKey: ['from_unit', 'line'],
  })
}

async function createPhotoParts(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await createTable(db, dialect, {
    name: 'photo_part',
    columns: {
      unit_id: 'id!',
      direction: 'text!',
      batch_id: 'id!',
      part: 'count!',
      parts: 'count!',
      bundle_id: 'id',
      photos: 'count!',
      bytes: 'count!',
      at: 'moment!',
    },
    primaryKey: ['unit_id', 'direction', 'batch_id', 'part'],
    constraints: ["check (direction in ('out', 'in'))"],
  })
  await createTable(db, dialect, {
    name: 'photo_sent',
    columns: {
      to_unit: 'id!',
      attachment_id: 'id!',
      batch_id: 'id!',
      part: 'count!',
      withdrawn_at: 'moment',
    },
    primaryKey: ['to_unit', 'attachment_id'],
  })
}
