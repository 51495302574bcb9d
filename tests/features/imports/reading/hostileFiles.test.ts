import { writeXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { proposeMapping } from '../../../../src/features/imports/core/reading/proposeMapping.ts'
import { readWorkbook } from '../../../../src/features/imports/core/reading/readWorkbook.ts'
import { failureCode, fixture, sheetsOf } from './registerFiles.ts'
import { workbookParts, type ZipPart, zipOf } from './zipOf.ts'

const oneCell = '<row r="1"><c r="A1" t="inlineStr"><is><t>Họ tên</t></is></c></row>'
const utf8 = (text: string) => new TextEncoder().encode(text)
const withPart = (...parts: ZipPart[]) => zipOf([...workbookParts(oneCell), ...parts])
const sheetOf = (sheetData: string, change: Partial<ZipPart> = {}) =>
  zipOf(workbookParts(sheetData).map((part) => (part.name.includes('sheet1') ? { ...part, ...change } : part)))

/** The TCVN3 register with some bytes changed: `find` is where, counted from the start of the match. */
function patchedXls(find: Buffer, change: (bytes: Buffer, at: number) => void): Uint8Array {
  const bytes = Buffer.from(fixture('register-tcvn3.xls'))
  const at = bytes.indexOf(find)
  expect(at).toBeGreaterThan(0)
  change(bytes, at)
  return new Uint8Array(bytes)
}

describe('a file is opened for what it holds, not for its name', () => {
  test('the smallest honest workbook is read', async () => {
    const [sheet] = await sheetsOf(zipOf(workbookParts(oneCell)))
    expect(sheet?.rows).toEqual([['Họ tên']])
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ['a letter renamed to .xlsx', utf8('Kính gửi: Hội Chữ thập đỏ huyện.\nTôi tên là An, xin báo cáo.\n')],
    ['a web page renamed to .xls', utf8('<html><table><tr><td>Họ tên</td></tr></table></html>')],
    ['a JSON file', utf8('{"a": 1,\n"b": 2,\n"c": 3}')],
    ['a Word document', zipOf([{ name: 'word/document.xml', content: '<x/>' }])],
    [
      'an OpenDocument text',
      zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', stored: true }]),
    ],
  ])('%s is not a spreadsheet', async (_what, bytes) => {
    expect(await failureCode(bytes)).toBe('imports.notASpreadsheet')
  })

  test('a sheet without a register is read but offers no mapping', async () => {
    const [sheet] = await sheetsOf(
      await writeXlsx({
        sheets: [
          {
            name: 'Thu',
            rows: [
              ['Ngày', 'Thu'],
              [1, 2],
            ],
          },
        ],
      }),
    )
    expect(proposeMapping(sheet!)).toBeUndefined()
  })
})

describe('what could run or reach out is refused', () => {
  const rows = [['Họ tên'], ['Vi Thị Na']]

  test('macros in an .xlsx, whatever its parts are called', async () => {
    const macro = await writeXlsx({ sheets: [{ name: 'DS', rows }], vbaProject: new Uint8Array([1, 2, 3]) })
    expect(await failureCode(macro)).toBe('imports.hasMacros')
    expect(await failureCode(withPart({ name: 'xl/macrosheets/sheet9.xml', content: '<x/>' }))).toBe(
      'imports.hasMacros',
    )
    const renamed = workbookParts(oneCell).map((part) =>
      part.name === '[Content_Types].xml'
        ? { ...part, content: String(part.content).replace('sheet.main', 'sheet.macroEnabled.main') }
        : part,
    )
    expect(await failureCode(zipOf(renamed))).toBe('imports.hasMacros')
  })

  test('macros in an .xls: a VBA store or a macro sheet', async () => {
    const store = patchedXls(Buffer.from('\u0001CompObj', 'utf16le'), (bytes, at) => {
      bytes.write('_VBA_PROJECT_CUR\0', at, 'utf16le')
      bytes.writeUInt16LE(34, at + 64)
    })
    expect(await failureCode(store)).toBe('imports.hasMacros')
    const macroSheet = patchedXls(Buffer.from([0x85, 0x00]), (bytes, at) => bytes.writeUInt8(1, at + 9))
    expect(await failureCode(macroSheet)).toBe('imports.hasMacros')
  })

  test('links to other workbooks', async () => {
    const link = { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' }
    expect(await failureCode(withPart(link))).toBe('imports.hasExternalLinks')
    expect(await failureCode(withPart({ name: 'xl/connections.xml', content: '<x/>' }))).toBe(
      'imports.hasExternalLinks',
    )
  })

  test('files under a password', async () => {
    const encrypted = await writeXlsx({ sheets: [{ name: 'DS', rows }], encryption: { password: 'x', spinCount: 10 } })
    expect(await failureCode(encrypted)).toBe('imports.encrypted')
    const xls = patchedXls(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]), (bytes, at) =>
      bytes.writeUInt16LE(0x2f, at + 20),
    )
    expect(await failureCode(xls)).toBe('imports.encrypted')
  })
})

describe('what would fill the memory is refused', () => {
  const megabyte = 1024 * 1024
  const filler = (megabytes: number) => '<row/>'.repeat((megabytes * megabyte) / 6)

  test.each([
    ['a sheet that packs a hundred times', () => sheetOf(filler(12)), 'imports.tooLarge'],
    [
      'a part nobody reads that claims 200 MB',
      () => withPart({ name: 'x.bin', content: 'x', claimedSize: 200 * megabyte }),
      'imports.tooLarge',
    ],
    ['a size that lies', () => sheetOf(filler(12), { claimedSize: 1000 }), 'imports.tooLarge'],
    ['a size that claims to be nothing', () => sheetOf(filler(12), { claimedSize: 0 }), 'imports.unreadable'],
    [
      'six hundred parts',
      () => withPart(...Array.from({ length: 600 }, (_, n) => ({ name: `x${n}`, content: 'x' }))),
      'imports.tooLarge',
    ],
    ['an archive in the archive', () => withPart({ name: 'xl/inner.zip', content: 'PK' }), 'imports.unreadable'],
    [
      'an archive in the archive under another name',
      () => withPart({ name: 'xl/a.bin', content: zipOf(workbookParts('')), stored: true }),
      'imports.unreadable',
    ],
    [
      'two parts of one name',
      () => withPart({ name: 'XL/worksheets/Sheet1.xml', content: '<worksheet/>' }),
      'imports.unreadable',
    ],
    [
      'two parts in the same bytes',
      () => withPart({ name: 'x.xml', content: 'x', sharesFirst: true }),
      'imports.unreadable',
    ],
  ])('%s', async (_what, bytes, code) => {
    expect(await failureCode(bytes())).toBe(code)
  })

  test('a cell in the last corner of the sheet costs no memory and hides nobody', async () => {
    const corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    const [sheet] = await sheetsOf(sheetOf(oneCell + corner))
    expect(sheet?.rows[0]).toEqual(['Họ tên'])
    expect(sheet?.rows.length).toBeLessThan(10)
  })

  test('an .ods of a few bytes that repeats one cell a thousand million times', async () => {
    const row =
      '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000"'
    const content = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="A">${row} office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`
    const parts = [
      { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet', stored: true },
      { name: 'META-INF/manifest.xml', content: '<manifest/>' },
      { name: 'content.xml', content },
    ]
    expect(await failureCode(zipOf(parts))).toBe('imports.tooLarge')
  })

  test('cut-off files', async () => {
    const whole = zipOf(workbookParts(oneCell))
    expect(await failureCode(whole.subarray(0, whole.length - 30))).toBe('imports.unreadable')
    expect(await failureCode(fixture('register-tcvn3.xls').subarray(0, 700))).toBe('imports.unreadable')
    expect(await failureCode(zipOf(workbookParts('<row r="1"><c r="A1"><v>').slice(0, 4)))).toBe('imports.unreadable')
  })

  test('an old .xls with any one byte changed is read or refused, never thrown at the caller', async () => {
    const original = fixture('register-tcvn3.xls')
    for (let at = 0; at < original.length; at += 97) {
      const bytes = new Uint8Array(original)
      bytes[at] = 255 - (bytes[at] ?? 0)
      expect(await failureCode(bytes)).toMatch(/^(read as|imports\.)/)
    }
  })

  test('header words that are names of JavaScript do no harm', async () => {
    const table = [
      ['__proto__', 'Họ và tên', 'constructor', 'Năm sinh', 'Thôn', 'Đối tượng'],
      [1, 'Vi Thị Na', 2, 1990, 'Bản Ón', 'Hộ nghèo'],
    ]
    const workbook = await readWorkbook(await writeXlsx({ sheets: [{ name: '__proto__', rows: table }] }))
    const mapping = workbook.ok ? proposeMapping(workbook.value.sheets[0]!)?.mapping : undefined
    expect(mapping?.columns).toEqual({ B: 'name', D: 'birth', E: 'village', F: 'category' })
    expect(Object.prototype).not.toHaveProperty('polluted')
  })
})
