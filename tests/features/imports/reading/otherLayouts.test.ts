import { writeXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { columnMappingSchema, reuseMapping } from '../../../../src/features/imports/common/columnMapping.ts'
import { proposeMapping } from '../../../../src/features/imports/core/reading/proposeMapping.ts'
import { parseAll, readFirstRegister, sheetsOf, workbookOf } from './registerFiles.ts'

describe('registers laid out in other ways', () => {
  test('row 45: other words in another order, header on row 7 of three, days in three forms', async () => {
    const bytes = await workbookOf([
      ['UBND XÃ NA MÈO'],
      ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'],
      [],
      ['DANH SÁCH NGƯỜI CÓ HOÀN CẢNH KHÓ KHĂN'],
      ['(Kèm theo Tờ trình số 12/TTr-CTĐ ngày 03 tháng 4 năm 2025)'],
      [],
      ['Số TT', 'Đơn vị giúp đỡ', 'Thuộc diện', 'Nơi ở hiện nay', 'Họ, tên', 'SĐT', 'Ngày tháng năm sinh', 'Phái'],
      ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
      [1, 'Chùa Chặng', 'Già neo đơn', 'Bản Ón, xã Na Mèo, tỉnh Thanh Hóa', 'Vi Thị Hoa', 912345678, 1941, 'Nữ'],
      [
        2,
        null,
        'HS nghèo vượt khó',
        'Tổ dân phố 3, phường Hạc Thành',
        'Lê Văn An',
        null,
        new Date('2013-05-09'),
        'nam',
      ],
      [3, 'Chưa có', 'Nhiễm chất độc da cam', 'Khu 5, TT Quan Hóa', 'Hà Văn Ba', null, '5/6/1950', 'Nam'],
      ['Cộng: 3 người'],
      [null, null, null, null, 'Na Mèo, ngày 20 tháng 4 năm 2025'],
      [null, null, null, null, 'CHỦ TỊCH'],
      [null, null, null, null, 'Lò Văn Tư'],
    ])
    const { mapping, flat, rows, summary } = await readFirstRegister(bytes)
    expect(mapping).toMatchObject({
      headerRows: [7],
      columns: { B: 'donor', C: 'category', D: 'address', E: 'name', F: 'phone', G: 'birth', H: 'sex' },
    })
    expect(
      flat.map(({ name, sex, birthYear, birthDay, category, donor }) => [
        name,
        sex,
        birthYear,
        birthDay,
        category,
        donor,
      ]),
    ).toEqual([
      ['Vi Thị Hoa', 'F', 1941, null, 'elderlyAlone', 'Chùa Chặng'],
      ['Lê Văn An', 'M', 2013, '09/05/2013', 'poorPupil', null],
      ['Hà Văn Ba', 'M', 1950, '05/06/1950', 'agentOrange', null],
    ])
    expect(
      rows.map(({ values }) => [values.villageName, values.communeName, values.addressDetail, values.phone]),
    ).toEqual([
      ['Bản Ón', 'Na Mèo', 'tỉnh Thanh Hóa', '0912345678'],
      ['Tổ dân phố 3', 'Hạc Thành', null, null],
      ['Khu 5', 'Quan Hóa', null, null],
    ])
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
    expect(summary.skipped.map(({ rowNumber }) => rowNumber)).toEqual([8, 12, 13, 14, 15])
  })

  test('CSV with a BOM: from month to month, figures in thousands, zeros kept', async () => {
    const text = [
      'Danh sách năm 2025;;;;;;;;',
      'ĐVT: nghìn đồng;;;;;;;;',
      'TT;Họ và tên;Giới tính;Số định danh;Xóm;Hoàn cảnh;Mức hỗ trợ;Từ tháng;Đến tháng',
      '1;Nguyễn Thị Lan;Nữ;038165225218;Xóm 4;Bệnh hiểm nghèo;500;3;12',
      '2;"Trần Văn Bé ";Nam;;Xóm 5;"Hộ nghèo; mồ côi";1.000;9;5',
    ].join('\r\n')
    const { flat, rows, mapping } = await readFirstRegister(new TextEncoder().encode(`\uFEFF${text}`))
    expect(mapping).toMatchObject({ amountUnit: 1000, year: 2025 })
    expect(flat).toMatchObject([
      {
        name: 'Nguyễn Thị Lan',
        category: 'seriousIllness',
        monthly: 500_000,
        fromMonth: 3,
        months: 10,
        cccd: '038165225218',
      },
      { name: 'Trần Văn Bé', category: 'poor', monthly: 1_000_000, fromMonth: 9, months: 9, cccd: null },
    ])
    expect(rows[1]?.values.categories).toEqual(['poor', 'orphan'])
    expect(rows.flatMap(({ problems }) => problems)).toEqual([])
  })

  test('UTF-16 tab-separated text, as Excel saves "Unicode text"', async () => {
    const text = '\uFEFFHọ tên\tNăm sinh\tThôn\tĐối tượng\r\nĐỗ Thị Mơ\t1950\tThôn 2\tKhuyết tật\r\n'
    const { flat } = await readFirstRegister(new Uint8Array(Buffer.from(text, 'utf16le')))
    expect(flat).toMatchObject([{ name: 'Đỗ Thị Mơ', birthYear: 1950, village: 'Thôn 2', category: 'disability' }])
  })

  test('row 45: merged header cells: x marks for sex and for category, two header levels, a number row below', async () => {
    const bytes = await workbookOf(
      [
        ['TT', 'Họ và tên', 'Giới tính', null, 'Sinh năm', 'Thôn/bản', 'Đối tượng', null, null],
        [null, null, 'Nam', 'Nữ', null, null, 'Hộ nghèo', 'Hộ cận nghèo', 'Khuyết tật'],
        ['A', 'B', 1, 2, 3, 4, 5, 6, 7],
        [1, 'Lò Văn Pó', 'x', null, 1970, 'Bản Ón', 'x', null, 'x'],
        [2, 'Vi Thị Dợ', null, 'X', 1981, 'Bản Ón', null, 'X', null],
      ],
      {
        merges: [
          { startRow: 0, startCol: 2, endRow: 0, endCol: 3 },
          { startRow: 0, startCol: 6, endRow: 0, endCol: 8 },
        ],
      },
    )
    const { rows, mapping } = await readFirstRegister(bytes)
    expect(mapping.columns).toMatchObject({
      C: 'sexMale',
      D: 'sexFemale',
      G: 'category:poor',
      I: 'category:disability',
    })
    expect(rows.map(({ values }) => [values.name, values.sex, values.birthDay, values.categories])).toEqual([
      ['Lò Văn Pó', 'male', '1970', ['poor', 'disability']],
      ['Vi Thị Dợ', 'female', '1981', ['nearPoor']],
    ])
  })

  test('row 85: VNI text in a workbook comes out in Unicode', async () => {
    const bytes = await workbookOf([
      ['DANH SAÙCH ÑÒA CHÆ NHAÂN ÑAÏO NAÊM 2025'],
      ['STT', 'Hoï vaø teân', 'Naêm sinh', 'Thoân', 'Hoaøn caûnh', 'Ngöôøi ñôõ ñaàu'],
      [1, 'Nguyeãn Thò Phöôïng', 1950, 'Thoân Ñoàng Chaï', 'Hoä ngheøo', 'Coâng an xaõ'],
      [2, 'Traàn Vaên Ñöùc', 1962, 'Baûn Khaèm', 'Khuyeát taät', 'Chuøa Chaëng'],
      [3, 'Vuõ Kyø Myõ', 1971, 'Thoân 3', 'Beänh hieåm ngheøo', null],
    ])
    const { sheet, flat, mapping } = await readFirstRegister(bytes)
    expect(sheet).toMatchObject({ textWas: 'vni' })
    expect(mapping.year).toBe(2025)
    expect(flat.map(({ name, village, category, donor }) => [name, village, category, donor])).toEqual([
      ['Nguyễn Thị Phượng', 'Thôn Đồng Chạ', 'poor', 'Công an xã'],
      ['Trần Văn Đức', 'Bản Khằm', 'disability', 'Chùa Chặng'],
      ['Vũ Kỳ Mỹ', 'Thôn 3', 'seriousIllness', null],
    ])
  })

  test('a sponsor line with amount and period in it, above its people', async () => {
    const bytes = await workbookOf([
      ['STT', 'Họ và tên', 'Năm sinh', 'Địa chỉ', 'Hoàn cảnh'],
      ['Công an xã: 500.000đ/tháng, từ tháng 5/2025, 6 tháng'],
      [1, 'Vi Thị Hoa', 1941, 'Bản Ón, xã Na Mèo', 'Hộ nghèo'],
      ['II. Gia đình bà Phạm Thị Nụ (1 triệu/tháng, T1-T12/2025)'],
      [1, 'Lê Văn An', 2013, 'Thôn 1, xã Na Mèo', 'Mồ côi cả cha lẫn mẹ'],
      ['Chưa có đơn vị đỡ đầu'],
      [1, 'Hà Văn Ba', 1950, 'Thôn 1, xã Na Mèo', 'CĐDC'],
    ])
    const { flat, mapping } = await readFirstRegister(bytes)
    expect(mapping.grouping).toEqual(['donor'])
    expect(
      flat.map(({ name, donor, monthly, fromMonth, months }) => [name, donor, monthly, fromMonth, months]),
    ).toEqual([
      ['Vi Thị Hoa', 'Công an xã', 500_000, 5, 6],
      ['Lê Văn An', 'Gia đình bà Phạm Thị Nụ', 1_000_000, 1, 12],
      ['Hà Văn Ba', null, null, null, null],
    ])
  })

  test('people grouped by commune and village, a merged sponsor cell, the header repeated on page two', async () => {
    const header = ['STT', 'Họ và tên', 'Năm sinh', 'Đối tượng', 'Nhà tài trợ']
    const bytes = await workbookOf(
      [
        header,
        ['A', 'Xã Na Mèo'],
        ['I', 'Bản Ón'],
        [1, 'Vi Thị Hoa', 1941, 'Hộ nghèo', 'Chùa Chặng'],
        [2, 'Vi Văn Tính', 1950, 'Hộ nghèo', null],
        ['II', 'Thôn Ngọc Sơn'],
        header,
        [3, 'Lê Văn An', 2013, 'Mồ côi', 'Công an xã'],
        ['B', 'Xã Quan Sơn'],
        [4, 'Hà Văn Ba', 1950, 'CĐDC', null],
      ],
      { merges: [{ startRow: 3, startCol: 4, endRow: 4, endCol: 4 }] },
    )
    const { flat, rows } = await readFirstRegister(bytes)
    expect(flat.map(({ name, commune, village, donor }) => [name, commune, village, donor])).toEqual([
      ['Vi Thị Hoa', 'Na Mèo', 'Bản Ón', 'Chùa Chặng'],
      ['Vi Văn Tính', 'Na Mèo', 'Bản Ón', 'Chùa Chặng'],
      ['Lê Văn An', 'Na Mèo', 'Thôn Ngọc Sơn', 'Công an xã'],
      ['Hà Văn Ba', 'Quan Sơn', null, null],
    ])
    expect(rows.at(-1)?.problems.map(({ code }) => code)).toEqual(['imports.missingVillage'])
  })

  test('a formula counts as the value it last had', async () => {
    const bytes = await workbookOf(
      [
        ['Họ và tên', 'Năm sinh', 'Thôn', 'Đối tượng', 'Mức hỗ trợ'],
        ['Vi Thị Hoa', 1941, 'Bản Ón', 'Hộ nghèo', null],
      ],
      {
        cells: new Map([['1,4', { value: 700_000, type: 'formula', formula: 'SUM(1,2)', formulaResult: 700_000 }]]),
      },
    )
    expect((await readFirstRegister(bytes)).flat).toMatchObject([{ monthly: 700_000 }])
  })
})

describe('a mapping', () => {
  const people = [
    ['Tên gọi', 'Cột lạ', 'Năm sinh', 'Thôn', 'Đối tượng', 'Họ và tên'],
    ['Bé Na', 'Vi Thị Na', 1990, 'Bản Ón', 'Hộ nghèo', 'Lê Thị Na'],
  ]

  test('asks about columns it does not know and about what is missing', async () => {
    const [sheet] = await sheetsOf(
      await workbookOf([
        ['Họ và tên', 'Cột lạ', 'Năm sinh', 'Giới tính'],
        ['Vi Thị Na', 'a', 1990, 'Nữ'],
      ]),
    )
    const { questions, confidence } = proposeMapping(sheet!)!
    expect(questions.map(({ code, column, params }) => [code, column, params.field ?? params.header])).toEqual([
      ['imports.askColumn', 'B', 'Cột lạ'],
      ['imports.askUnmappedRequired', null, 'village'],
      ['imports.askUnmappedRequired', null, 'category'],
      ['imports.askYear', null, undefined],
    ])
    expect(confidence).toBeLessThan(0.6)
  })

  test('is plain JSON that a person may edit and hand back', async () => {
    const { sheet, mapping } = await readFirstRegister(await workbookOf(people))
    const edited = JSON.parse(JSON.stringify(mapping))
    edited.columns = { ...edited.columns, B: 'name', F: 'guardian' }
    const { rows } = parseAll(sheet, columnMappingSchema.parse(edited))
    expect(rows[0]?.values).toMatchObject({ name: 'Vi Thị Na', guardian: 'Lê Thị Na' })
    expect(columnMappingSchema.safeParse({ ...edited, columns: { B: 'salary' } }).success).toBe(false)
  })

  test('has the same fingerprint for the same shape with other people and another title', async () => {
    const first = await readFirstRegister(await workbookOf(people))
    const second = await readFirstRegister(
      await workbookOf([['DANH SÁCH NĂM 2026'], people[0]!, ['Y', 'x', 1950, 'Thôn 2', 'Mồ côi', 'Hà Thị Y']]),
    )
    const other = await readFirstRegister(await workbookOf(people.map((row) => row.slice(1))))
    expect(second.mapping.fingerprint).toBe(first.mapping.fingerprint)
    expect(other.mapping.fingerprint).not.toBe(first.mapping.fingerprint)
    const saved = { ...first.mapping, columns: { ...first.mapping.columns, B: 'note' as const } }
    const reused = reuseMapping(saved, second.mapping)
    expect(reused).toMatchObject({ headerRows: [2], year: 2026 })
    expect(parseAll(second.sheet, reused).rows[0]?.values).toMatchObject({ name: 'Hà Thị Y', note: 'x' })
  })

  test('is proposed for every sheet with a table and for no other', async () => {
    const table = [
      ['Họ và tên', 'Năm sinh', 'Đối tượng', 'Thôn'],
      ['Vi Thị Na', 1990, 'Hộ nghèo', 'Bản Ón'],
    ]
    const bytes = await writeXlsx({
      sheets: [
        { name: 'Ghi chú', rows: [['Số liệu chốt ngày 20/6/2025'], ['Xem thêm', 'họ và tên ở sheet sau']] },
        { name: 'Bản Ón', rows: table },
        {
          name: 'Thu chi',
          rows: [
            ['Ngày', 'Nội dung', 'Thu', 'Chi'],
            [1, 'Ủng hộ', 500_000, null],
          ],
        },
      ],
    })
    const sheets = await sheetsOf(bytes)
    expect(sheets.map((sheet) => proposeMapping(sheet)?.mapping.sheetName)).toEqual([undefined, 'Bản Ón', undefined])
  })
})
