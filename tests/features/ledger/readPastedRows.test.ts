import { describe, expect, test } from 'vitest'
import { readPastedRows } from '../../../src/features/ledger/ui/readPastedRows.ts'

const OPTIONS = { usualDay: '2026-11-22', currency: 'VND', firstKey: 1 } as const
const read = (...lines: string[]) => readPastedRows(lines.join('\r\n'), OPTIONS)

describe('a block of receipts pasted from a spreadsheet', () => {
  test('is read in the order of the form, whatever stands between the thousands', () => {
    const rows = read('05/11/2026\tÔng Tám\t500.000\tTết', '\tBà Hai\t1,000,000 đ\t', 'Bà Ba\t500k\tTết')
    expect(rows.map(({ onDay, payerName, amount, purpose }) => [onDay, payerName, amount, purpose])).toEqual([
      ['2026-11-05', 'Ông Tám', 500_000, 'Tết'],
      ['2026-11-22', 'Bà Hai', 1_000_000, ''],
      ['2026-11-22', 'Bà Ba', 500_000, 'Tết'],
    ])
  })

  test('keeps letters whole that a Mac wrote in two parts', () => {
    const [row] = read('05/11/2026\tBà Hòa\t500 nghìn đồng\tQuỹ'.normalize('NFD'))
    expect(row).toMatchObject({ payerName: 'Bà Hòa', amount: 500_000, purpose: 'Quỹ' })
  })

  test('follows its heading and leaves the heading, the numbering and the line of the sum out', () => {
    const rows = read(
      'STT\tHọ và tên\tSố tiền\tNgày\tGhi chú',
      '1\tCông ty 27-7\t500.000\t05/11/2026\tTết',
      '2\tÔng Cộng\t300.000\t\t',
      '\tTổng cộng\t800.000\t\t',
    )
    expect(rows.map(({ key, payerName, amount, onDay }) => [key, payerName, amount, onDay])).toEqual([
      [1, 'Công ty 27-7', 500_000, '2026-11-05'],
      [2, 'Ông Cộng', 300_000, '2026-11-22'],
    ])
  })

  test('without a heading a running number in front is no payer', () => {
    const rows = read('7\t05/11/2026\tÔng Tám\t500.000\tTết', '8\t06/11/2026\tBà Hai\t300.000\tTết')
    expect(rows.map(({ onDay, payerName, amount }) => [onDay, payerName, amount])).toEqual([
      ['2026-11-05', 'Ông Tám', 500_000],
      ['2026-11-06', 'Bà Hai', 300_000],
    ])
  })

  test('a day that does not exist and a doubtful amount stay empty and are shown as they stood', () => {
    const [row] = read('31/02/2026\tÔng Tám\t500\tTết')
    expect(row).toMatchObject({
      onDay: undefined,
      payerName: 'Ông Tám',
      amount: undefined,
      unread: { day: '31/02/2026', amount: '500' },
    })
  })
})
