import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { csvText } from '../../../src/base/common/csvText.ts'
import { openTestApp } from '../../support/openTestApp.ts'

const COLUMNS = [
  { label: 'Họ và tên', figures: false, width: 20 },
  { label: 'ຊື່', figures: false, width: 20 },
  { label: 'Mỗi tháng', figures: true, width: 12 },
]
const ROWS = [
  ['Đặng Thị Đào', 'ນາງ ຄຳຫຼ້າ ສີສະຫວາດ', 1_500_000],
  ['=1+1', '0912345678', null],
  ['Hội "Hoa; Sen"', 'hai\ndòng', 0],
]

const wish = (format: 'xlsx' | 'csv') => ({
  list: 'donors',
  title: 'Nhà hảo tâm: a/b',
  format,
  columns: COLUMNS,
  rows: ROWS,
  filter: { search: 'dao' },
})

test('row 49: a list goes out to Excel with Vietnamese and Lao as written, money as numbers, nothing as a formula', async () => {
  const { app, client } = await openTestApp()
  const { ticket, rows } = await client.sheets.make(wish('xlsx'))
  expect(rows).toBe(3)
  const file = app.services.tickets.take(ticket)
  expect(file?.name).toBe('Nhà hảo tâm  a b 2026-11-21.xlsx')
  const [sheet] = (await readXlsx(file?.bytes ?? new Uint8Array())).sheets
  expect(sheet?.rows.slice(0, 4)).toEqual([
    ['Họ và tên', 'ຊື່', 'Mỗi tháng'],
    ['Đặng Thị Đào', 'ນາງ ຄຳຫຼ້າ ສີສະຫວາດ', 1_500_000],
    ['=1+1', '0912345678', null],
    ['Hội "Hoa; Sen"', 'hai\ndòng', 0],
  ])
})

test('row 50: a CSV opens in Excel with its marks, and no text in it can run as a formula', async () => {
  const { app, client } = await openTestApp()
  const { ticket } = await client.sheets.make(wish('csv'))
  const file = app.services.tickets.take(ticket)
  const bytes = file?.bytes ?? new Uint8Array()
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(new TextDecoder().decode(bytes)).toBe(
    'Họ và tên;ຊື່;Mỗi tháng\r\n' +
      'Đặng Thị Đào;ນາງ ຄຳຫຼ້າ ສີສະຫວາດ;1500000\r\n' +
      "'=1+1;0912345678;\r\n" +
      '"Hội ""Hoa; Sen""";"hai\ndòng";0\r\n',
  )
})

test('row 50: whatever the text, its cell starts with nothing a spreadsheet computes', () => {
  const start = fc.constantFrom('', ' ', '\t', '\r', '\n', '"', "'", '\uFEFF', '\u00a0')
  const sign = fc.constantFrom('=', '+', '-', '@', '＝', '＋', '－', '＠')
  fc.assert(
    fc.property(start, sign, fc.string(), (before, first, rest) => {
      const line = csvText([[before + first + rest]]).slice(1, -2)
      const cell = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line
      expect(cell).toBe(`'${before}${first}${rest}`)
    }),
    { numRuns: 500 },
  )
  expect(csvText([['Đào = Đ', -5, 'a-b']])).toBe('\uFEFFĐào = Đ;-5;a-b\r\n')
})

test('row 62: who may not export gets no file of any list', async () => {
  const { clientAs } = await openTestApp()
  await expect(clientAs(['volunteer']).sheets.make(wish('xlsx'))).rejects.toMatchObject({ code: 'common.notAllowed' })
})
