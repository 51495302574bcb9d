import { expect, test } from 'vitest'
import { factLines, textTable } from '../../src/cli/textTable.ts'

test('columns stay even under Vietnamese marks in either form and under Lao vowels', () => {
  const rows = [
    { name: 'Đặng Thị Đào'.normalize('NFD'), amount: 500_000 },
    { name: 'ນ້ຳ', amount: 7 },
    { name: 'Lò', amount: 12 },
  ]
  const lines = textTable(rows, [
    { title: 'Tên', value: (row) => row.name },
    { title: 'Đồng', value: (row) => row.amount, right: true },
  ]).split('\n')
  const seen = lines
    .filter((line) => line !== '')
    .map((line) => [...line.normalize('NFC').replace(/\p{Mn}/gu, '')].length)
  expect(new Set(seen)).toEqual(new Set([12 + 2 + 6]))
})

test('facts without a value are left out', () => {
  expect(
    factLines([
      ['a', 1],
      ['long name', null],
      ['b', ''],
      ['c', 'x'],
    ]),
  ).toBe('a  1\nc  x\n')
})
