import { describe, expect, test } from 'vitest'
import { resources } from '../../../src/app/common/resources.ts'
import { LANGUAGES } from '../../../src/base/common/language.ts'
import { fieldKind, RECORD_FIELDS, RECORD_TABLES } from '../../../src/features/history/common/recordFields.ts'
import { RECORD_GROUPS } from '../../../src/features/history/common/recordGroups.ts'
import { openTestApp } from '../../support/openTestApp.ts'

/** Columns only the program reads: ownership, links within one command, search and sort copies, where a row came from. */
const NOT_SHOWN = new Set([
  ...['id', 'owner_unit', 'version', 'change_seq', 'created_at', 'deleted_at', 'search', 'sort_key'],
  // Of an attachment: where it lies and what it is; of a need, what is found when it is read.
  ...['table_name', 'row_id', 'file_name', 'type', 'bytes', 'content', 'thumbnail', 'width', 'height', 'label'],
  ...['delivery_id', 'third_parties'],
  // Units are named by the pages.
  ...['partner_id', 'district_id'],
  // Of the books: what a kỳ, a line or a paper says itself; of the office's papers, their blocks.
  ...['counterpart_unit', 'instalment_id', 'round_line_id', 'house_payment_id', 'texts', 'blocks'],
  ...['survivor_id', 'loser_id', 'first_id', 'second_id', 'command_id', 'file_hash', 'mapping'],
  ...['line_id', 'decided_by_unit', 'made_id'],
  ...['import_id', 'person_id', 'household_id', 'commune_id', 'id_kind', 'currency', 'head_person_id', 'replaces'],
])
/** Links to the record whose page the change is read on. */
const OWN_RECORD = new Set([
  ...['address_step.address_id', 'consent.address_id', 'instalment.pairing_id', 'round_line.round_id'],
  ...['round_line.village_id', 'house_funding.house_id', 'household.village_id'],
  ...[
    'pairing_step.pairing_id',
    'visit.address_id',
    'visit.house_id',
    'survey.address_id',
    'certificate.address_id',
    'need.address_id',
  ],
  // Whom a person was merged into is told by their address.
  'person.merged_into',
  ...['allocation.reverses', 'delivery.pairing_id', 'import_batch.decision_id'],
  ...['data_request.address_id', 'house_stage.house_id', 'house_payment.house_id'],
])

describe('what a history shows', () => {
  test('every column a person may change is shown, and none that the tables do not have', async () => {
    const { app } = await openTestApp()
    const tables = await app.holder.office!.database.read.introspection.getTables()
    const columns = tables
      .filter(({ name }) => RECORD_TABLES.some((table) => table === name))
      .flatMap((table) => table.columns.map((column) => `${table.name}.${column.name}`))
    const expected = columns.filter((name) => !OWN_RECORD.has(name) && !NOT_SHOWN.has(name.split('.')[1]!))
    const shown = RECORD_TABLES.flatMap((table) =>
      Object.keys(RECORD_FIELDS[table]).map((field) => `${table}.${field}`),
    )
    expect([...shown].sort()).toEqual([...expected].sort())
  })

  test('row 63: every table an office owns is told, and stands in one group of the log', async () => {
    const { app } = await openTestApp()
    const tables = await app.holder.office!.database.read.introspection.getTables()
    const owned = tables.filter(({ columns }) =>
      ['owner_unit', 'version', 'change_seq'].every((name) => columns.some((column) => column.name === name)),
    )
    expect([...RECORD_TABLES].sort()).toEqual(owned.map(({ name }) => name).sort())
    expect(Object.values(RECORD_GROUPS).flat().sort()).toEqual([...RECORD_TABLES].sort())
  })

  test.each(LANGUAGES)('every table and column has its words in %s', (language) => {
    const words = resources[language].history as { fields: Record<string, string>; tables: Record<string, string> }
    const columns = RECORD_TABLES.flatMap((table) => Object.keys(RECORD_FIELDS[table]))
    expect([...new Set(columns)].filter((column) => !words.fields[column])).toEqual([])
    expect(RECORD_TABLES.filter((table) => !words.tables[table])).toEqual([])
  })

  test('search copies stay inside', () => {
    expect(fieldKind('address', 'search')).toBeUndefined()
  })
})
