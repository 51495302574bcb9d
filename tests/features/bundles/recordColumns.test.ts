import { describe, expect, test } from 'vitest'
import { newRecordId } from '../../../src/base/common/recordId.ts'
import {
  RECORD_COLUMNS,
  RECORD_KINDS,
  type RecordKind,
  sentColumns,
  storedColumns,
  TABLES_NOT_SENT,
  tableOf,
} from '../../../src/features/bundles/common/bundleRecords.ts'
import type { ColumnFate } from '../../../src/features/bundles/common/records/columnFate.ts'
import { RECORD_REFERENCES } from '../../../src/features/bundles/common/records/recordReferences.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'

describe('which columns leave the office', () => {
  test('every owned table is decided: its rows travel as one kind, or it stays in the office', async () => {
    const owned = (await tablesOf(await openTestApp())).filter(
      ({ columns }) => columns.includes('owner_unit') && columns.includes('version'),
    )
    const decided = [...RECORD_KINDS.map(tableOf), ...TABLES_NOT_SENT]
    expect([...decided].sort()).toEqual(owned.map((table) => table.name).sort())
  })

  test('every column of a travelling table is decided, and no decision names a column that is gone', async () => {
    const tables = await tablesOf(await openTestApp())
    for (const kind of RECORD_KINDS) {
      const real = tables.find((table) => table.name === tableOf(kind))
      expect([kind, ...Object.keys(RECORD_COLUMNS[kind].columns).sort()]).toEqual([
        kind,
        ...(real?.columns ?? []).sort(),
      ])
    }
  })

  test('every column that holds an id is known to name a record, a unit or the row itself', () => {
    const named = ['id', 'owner_unit', 'commune_id', 'counterpart_unit', 'line_id', 'made_id', 'decided_by_unit']
    for (const kind of RECORD_KINDS) {
      const references = RECORD_REFERENCES.filter((reference) => reference.kind === kind)
      const decided = [...named, ...references.map((reference) => reference.column)]
      expect([kind, ...idColumns(kind).filter((column) => !decided.includes(column))]).toEqual([kind])
    }
  })

  test('the receiver fills every column of a row', () => {
    for (const kind of RECORD_KINDS) {
      expect([...storedColumns(kind), 'change_seq'].sort()).toEqual(Object.keys(RECORD_COLUMNS[kind].columns).sort())
      expect(sentColumns(kind)).toContain('owner_unit')
    }
  })
})

function idColumns(kind: RecordKind): string[] {
  const columns: Record<string, ColumnFate> = RECORD_COLUMNS[kind].columns
  return Object.entries(columns).flatMap(([name, fate]) =>
    'schema' in fate && fate.schema.safeParse(newRecordId()).success && !fate.schema.safeParse('x').success
      ? [name]
      : [],
  )
}

async function tablesOf({ app }: TestApp): Promise<{ name: string; columns: string[] }[]> {
  const { office } = app.holder
  if (office === undefined) throw new Error('no office is open')
  const tables = await office.database.write((db) => db.introspection.getTables())
  return tables.map((table) => ({ name: table.name, columns: table.columns.map((column) => column.name) }))
}
