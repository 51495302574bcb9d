import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { FlatRegisterRow } from '../../src/features/imports/common/flatRegisterView.ts'
import { cli, cliJson, freshOffice, testFolder } from './cliOffice.ts'

const REGISTERS = resolve(import.meta.dirname, '../fixtures/registers')
const register = (name: string) => join(REGISTERS, name)

test('the rows of an imported register come out as they went in', async () => {
  const data = freshOffice()
  const file = register('register-by-person.xlsx')
  const taken = await cliJson('import', 'addresses', file, '--data', data, '--approved-by', 'Quyết định 12/QĐ-HCTĐ')
  expect(taken).toMatchObject({ applied: { addresses: 60 }, notTaken: [] })
  const listed: FlatRegisterRow[] = await cliJson('addresses', 'list', '--data', data)
  const expected: FlatRegisterRow[] = JSON.parse(readFileSync(register('register-by-person.expected.json'), 'utf8'))
  // Without a sponsor there is no pairing that would keep the months.
  const comparable = (rows: FlatRegisterRow[]) =>
    rows
      .map((row) =>
        JSON.stringify(row.donor === null ? { ...row, fromMonth: null, months: null, year: null } : row, keys),
      )
      .sort()
  const keys = Object.keys(expected[0] ?? {})
  expect(comparable(listed)).toEqual(comparable(expected))
})

test('a dry run says what would be written and writes nothing', async () => {
  const data = freshOffice()
  const file = register('register-tcvn3.xls')
  const read = await cliJson('import', 'addresses', file, '--data', data, '--dry-run')
  expect(read.applied).toBeNull()
  expect(read.counts).toMatchObject({ total: 30, good: 30 })
  expect(await cliJson('addresses', 'list', '--data', data)).toEqual([])
})

test('the mapping a dry run prints can be handed back', async () => {
  const data = freshOffice()
  const file = register('register-by-donor.ods')
  const map = join(testFolder(), 'mapping.json')
  writeFileSync(map, JSON.stringify(await cliJson('import', 'addresses', file, '--data', data, '--dry-run')))
  const taken = await cliJson('import', 'addresses', file, '--data', data, '--map', map)
  expect(taken.applied.addresses).toBe(45)
})

test('a file that is no spreadsheet is refused in words', async () => {
  const data = freshOffice()
  const file = join(testFolder(), 'letter.xlsx')
  writeFileSync(file, 'Kính gửi Hội Chữ thập đỏ')
  const refused = await cli('import', 'addresses', file, '--data', data, '--json')
  expect(refused.code).toBe(3)
  expect(JSON.parse(refused.out).code).toMatch(/^imports\./)
  expect(await cliJson('addresses', 'list', '--data', data)).toEqual([])
})
