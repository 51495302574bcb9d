import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FlatRegisterRow } from '../../../../src/features/imports/common/flatRegisterView.ts'
import { cellText } from '../../../../src/features/imports/core/reading/rawSheet.ts'
import { fixture, readFirstRegister, sheetsOf } from './registerFiles.ts'

function expectedRows(name: string): FlatRegisterRow[] {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/registers/${name}`, import.meta.url), 'utf8'))
}

/**
 * The expected files describe the people behind the registers, and the registers hold less: nobody without a sponsor has
 * a period, two files have no ID column and one has no days of birth. What the file does not hold is not to be found.
 */
function heldByFile(rows: FlatRegisterRow[], absent: (keyof FlatRegisterRow)[]): FlatRegisterRow[] {
  return rows.map((row) => ({
    ...row,
    ...Object.fromEntries(absent.map((field) => [field, null])),
    ...(row.donor === null ? { fromMonth: null, months: null } : {}),
  }))
}

function byName(rows: FlatRegisterRow[]): FlatRegisterRow[] {
  const key = (row: FlatRegisterRow) => `${row.name} ${row.birthYear}`
  return [...rows].sort((one, other) => (key(one) < key(other) ? -1 : 1))
}

async function textOfFile(name: string): Promise<string> {
  const sheets = await sheetsOf(fixture(name))
  return sheets.flatMap(({ rows }) => rows.flatMap((row) => row.map(cellText))).join('\n')
}

describe('the sample registers', () => {
  test('by person: every row of the expected list, in its order, without a problem', async () => {
    const { flat, rows, summary, confidence, questions } = await readFirstRegister(fixture('register-by-person.xlsx'))
    expect(flat).toEqual(heldByFile(expectedRows('register-by-person.expected.json'), []))
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
    expect([rows[0]?.rowNumber, rows.at(-1)?.rowNumber]).toEqual([7, 66])
    expect(summary.skipped.map(({ rowNumber, reason }) => `${rowNumber} ${reason}`)).toEqual([
      '67 total',
      '69 belowTable',
      '70 belowTable',
    ])
    expect({ confidence, questions }).toEqual({ confidence: 1, questions: [] })
  })

  test.each(['register-by-donor.xlsx', 'register-by-donor.ods'])('%s: every person under its sponsor', async (name) => {
    const { flat, rows, mapping } = await readFirstRegister(fixture(name))
    const expected = heldByFile(expectedRows('register-by-donor.expected.json'), ['cccd'])
    // The file groups its people by sponsor, the list does not.
    expect(byName(flat)).toEqual(byName(expected))
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
    expect(mapping.grouping).toEqual(['donor'])
    expect(rows.slice(0, 2).map(({ rowNumber }) => rowNumber)).toEqual([5, 6])
  })

  test('row 85: TCVN3: every row of the expected list, in its order, in Unicode', async () => {
    const { flat, rows, sheet } = await readFirstRegister(fixture('register-tcvn3.xls'))
    const expected = heldByFile(expectedRows('register-tcvn3.expected.json'), ['cccd', 'birthDay'])
    expect(flat).toEqual(expected)
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
    expect(sheet).toMatchObject({ textWas: 'tcvn3' })
  })

  test('what the comparison leaves out stands nowhere in the files', async () => {
    const cases = [
      ['register-by-donor.xlsx', 'register-by-donor.expected.json', ['cccd']],
      ['register-by-donor.ods', 'register-by-donor.expected.json', ['cccd']],
      ['register-tcvn3.xls', 'register-tcvn3.expected.json', ['cccd', 'birthDay']],
    ] as const
    for (const [file, list, fields] of cases) {
      const text = await textOfFile(file)
      const values = expectedRows(list).flatMap((row) => fields.map((field) => row[field]))
      expect(values.filter((value) => value !== null && text.includes(value.replace(/^0/, '')))).toEqual([])
    }
  })

  test('rows without a sponsor have an empty period in the file by person', async () => {
    const [sheet] = await sheetsOf(fixture('register-by-person.xlsx'))
    const unsponsored = sheet?.rows.slice(6, 66).filter((row) => row[8] === undefined || row[8] === null) ?? []
    expect(unsponsored.length).toBe(10)
    expect(unsponsored.flatMap((row) => [row[9] ?? null, row[10] ?? null]).filter((cell) => cell !== null)).toEqual([])
  })
})
