import { describe, expect, test } from 'vitest'
import { readingProblemCodes } from '../../../../src/features/imports/common/registerRow.ts'
import { inBatches } from '../../../../src/features/imports/core/reading/inBatches.ts'
import { parseRegister } from '../../../../src/features/imports/core/reading/parseRegister.ts'
import { readFirstRegister, today, workbookOf } from './registerFiles.ts'

const header = [
  'STT',
  'Họ và tên',
  'Năm sinh',
  'Giới tính',
  'Số CCCD',
  'Thôn',
  'Đối tượng',
  'Mức hỗ trợ',
  'Thời gian hỗ trợ',
]
const good = [1, 'Vi Thị Hoa', 1950, 'Nữ', '038150370360', 'Bản Ón', 'Hộ nghèo', 500_000, 'T3/2025 - 9 tháng']

type Change = Record<string, string | number | boolean | Date | null>

/** Reads one good row with some cells changed, by column letter. */
async function readChanged(change: Change) {
  const row = good.map((cell, index) => {
    const letter = String.fromCharCode(65 + index)
    return letter in change ? (change[letter] ?? null) : cell
  })
  const { rows } = await readFirstRegister(await workbookOf([['DANH SÁCH NĂM 2025'], header, good, row]))
  return rows[1]!
}

describe('a problem sits on its cell', () => {
  const cases: [Change, string][] = [
    [{ B: null }, 'B error imports.missingName'],
    [{ F: null }, 'F error imports.missingVillage'],
    [{ G: null }, 'G error imports.missingCategory'],
    [{ G: 'Thuộc dạng đặc thù' }, 'G error imports.unknownCategory'],
    [{ C: 'khoảng 70 tuổi' }, 'C error imports.unreadableDay'],
    [{ C: '31/02/1950' }, 'C error imports.unreadableDay'],
    [{ C: '05/21/1950' }, 'C error imports.ambiguousDay'],
    [{ C: '01/01/2030' }, 'C error imports.dayInFuture'],
    [{ D: 'chưa rõ' }, 'D warning imports.unreadableSex'],
    [{ E: '3.8151E+10' }, 'E error imports.idUnreadable'],
    [{ E: 'giấy khai sinh số 12' }, 'E warning imports.idUnreadable'],
    [{ E: '003150370360' }, 'E warning imports.idUnknownProvince'],
    [{ E: '038050370360' }, 'E warning imports.idMismatchesSex'],
    [{ E: '038151370360' }, 'E warning imports.idMismatchesBirthYear'],
    [{ H: 'năm trăm' }, 'H error imports.unreadableMoney'],
    [{ H: '100 USD' }, 'H error imports.unreadableMoney'],
    [{ H: 500 }, 'H error imports.ambiguousMoney'],
    [{ H: '1.500 triệu' }, 'H error imports.ambiguousMoney'],
    [{ H: '6.000.000đ/năm' }, 'H warning imports.convertedToMonthly'],
    [{ H: '500.000 đ/suất' }, 'H warning imports.notMonthly'],
    [{ I: 'theo khả năng' }, 'I warning imports.unreadablePeriod'],
    [{ I: 'từ 9/2025 đến 5/2025' }, 'I error imports.periodEndsBeforeStart'],
    [{ H: '#REF!' }, 'H error imports.cellError'],
  ]

  test.each(cases)('%j', async (change, expected) => {
    const { problems, rowNumber } = await readChanged(change)
    expect(problems.map(({ column, severity, code }) => `${column} ${severity} ${code}`)).toEqual([expected])
    expect(rowNumber).toBe(4)
  })

  test('both birth columns filled is asked about, and every code there is has a case', async () => {
    const split = [
      ['Họ và tên', 'Năm sinh', null, 'Thôn', 'Đối tượng'],
      [null, 'Nam', 'Nữ', null, null],
    ]
    const bytes = await workbookOf([...split, ['Vi Thị Hoa', 1950, 1951, 'Bản Ón', 'Hộ nghèo']])
    const { rows } = await readFirstRegister(bytes)
    expect(rows[0]?.problems).toEqual([
      { column: 'C', field: 'birthFemale', code: 'imports.birthInBothColumns', params: {}, severity: 'error' },
    ])
    const covered = new Set(['imports.birthInBothColumns', ...cases.map(([, expected]) => expected.split(' ')[2])])
    expect(readingProblemCodes.filter((code) => !covered.has(code))).toEqual([])
  })

  test('the params carry what was typed and what it could mean', async () => {
    expect((await readChanged({ H: 500 })).problems[0]?.params).toEqual({ text: '500', readings: '500 | 500000' })
    expect((await readChanged({ C: '05/21/1950' })).problems[0]?.params).toEqual({
      text: '05/21/1950',
      readings: '1950-05-21',
    })
  })
})

describe('forms read without a problem', () => {
  test.each<[Change, object]>([
    [{ C: '21/11/1950' }, { birthDay: '1950-11-21' }],
    [{ C: new Date('1950-11-21') }, { birthDay: '1950-11-21' }],
    [{ C: '1950 ' }, { birthDay: '1950' }],
    [{ C: '00/00/1950' }, { birthDay: '1950' }],
    [{ C: '11/1950' }, { birthDay: '1950-11' }],
    [{ C: null }, { birthDay: null }],
    [{ E: 38150370360 }, { idNumber: '038150370360' }],
    [{ D: null }, { sex: 'female' }],
    [{ E: 'chưa có' }, { idNumber: null }],
    [{ E: '171234567' }, { idNumber: '171234567' }],
    [{ H: '500k' }, { monthly: 500_000 }],
    [{ H: '1tr5/tháng' }, { monthly: 1_500_000 }],
    [{ H: '500.000đ/cháu/tháng' }, { monthly: 500_000 }],
    [
      { H: '500.000 đ x 6 tháng (từ 05/2025)', I: null },
      { monthly: 500_000, fromMonth: '2025-05', months: 6 },
    ],
    [
      { H: '-', I: '-' },
      { monthly: null, fromMonth: null, months: null },
    ],
    [{ I: 'từ tháng 5 đến tháng 12 năm 2025' }, { fromMonth: '2025-05', months: 8 }],
    [{ I: '9/2025 - 5/2026' }, { fromMonth: '2025-09', months: 9 }],
    [{ I: 'T1-T12/2025' }, { fromMonth: '2025-01', months: 12 }],
    [{ I: 'Từ 01/03/2025 đến 31/08/2025' }, { fromMonth: '2025-03', months: 6 }],
    [{ I: 'Năm 2025' }, { fromMonth: '2025-01', months: 12 }],
    [{ I: '1 năm, từ tháng 4' }, { fromMonth: '2025-04', months: 12 }],
    [{ I: 'Quý II/2025' }, { fromMonth: '2025-04', months: 3 }],
    [{ I: 'Từ 5/2025, thường xuyên' }, { fromMonth: '2025-05', months: null }],
    [{ B: '2. Vi Thị Hoa' }, { name: 'Vi Thị Hoa' }],
    [{ G: 'Trẻ mồ côi, hộ cận nghèo' }, { categories: ['orphan', 'nearPoor'] }],
    [{ G: 'Mắc bệnh hiểm nghèo' }, { categories: ['seriousIllness'] }],
  ])('%j', async (change, expected) => {
    const { values, problems } = await readChanged(change)
    expect(values).toMatchObject(expected)
    expect(problems).toEqual([])
  })

  test('"Công an xã" and "Tống Văn A" are no totals, and a total in between is no person', async () => {
    const named = (name: string) => good.map((cell, index) => (index === 1 ? name : cell))
    const bytes = await workbookOf([
      header,
      named('Tống Thị Tổng'),
      [null, 'Cộng (I)', null, null, null, null, null, 500_000],
      named('Công Thị Nhàn'),
    ])
    const { rows, summary } = await readFirstRegister(bytes)
    expect(rows.map(({ values }) => values.name)).toEqual(['Tống Thị Tổng', 'Công Thị Nhàn'])
    expect(summary).toEqual({ people: 2, withErrors: 0, skipped: [{ rowNumber: 3, reason: 'total' }] })
  })
})

describe('a long register', () => {
  const many = async () => readFirstRegister(await workbookOf([header, ...Array.from({ length: 2500 }, () => good)]))

  test('comes in batches with a summary at the end', async () => {
    const { sheet, mapping } = await many()
    const batches = []
    for await (const batch of inBatches(parseRegister(sheet, mapping, { today }))) batches.push(batch)
    expect(batches.map(({ rows, summary }) => [rows.length, summary?.people])).toEqual([
      [1000, undefined],
      [1000, undefined],
      [500, 2500],
    ])
  })

  test('stops at the batch in which it is cancelled', async () => {
    const { sheet, mapping } = await many()
    const cancel = new AbortController()
    let seen = 0
    const reading = (async () => {
      for await (const { rows } of inBatches(parseRegister(sheet, mapping, { today }), { signal: cancel.signal })) {
        seen += rows.length
        cancel.abort()
      }
    })()
    await expect(reading).rejects.toThrow(/aborted/)
    expect(seen).toBe(1000)
  })
})
