import { Buffer } from 'node:buffer'
import { workbookParts, type ZipPart, zipOf } from './zipOf.ts'

export interface HostileSheet {
  name: string
  bytes: () => Uint8Array
  /** What may come of it: refused for a reason, or read with this in its first cell. */
  reads?: string
}

const MEGABYTE = 1_048_576
const ONE_CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>Họ tên</t></is></c></row>'
const CONTENT_TYPES = '[Content_Types].xml'
const SHEET = 'xl/worksheets/sheet1.xml'
const cell = (text: string) => `<row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row>`
const withPart = (...parts: ZipPart[]) => zipOf([...workbookParts(ONE_CELL), ...parts])
const sheetOf = (sheetData: string, change: Partial<ZipPart> = {}) => changed(SHEET, change, sheetData)
const utf8 = (text: string) => new TextEncoder().encode(text)

function changed(name: string, change: Partial<ZipPart>, sheetData = ONE_CELL): Uint8Array {
  return zipOf(workbookParts(sheetData).map((part) => (part.name === name ? { ...part, ...change } : part)))
}

function replaced(name: string, find: string, by: string): Uint8Array {
  const part = workbookParts(ONE_CELL).find((each) => each.name === name)
  return changed(name, { content: String(part?.content).replace(find, by) })
}

/** Rows that pack to a hundredth or less, of this many megabytes. */
const rows = (megabytes: number) => '<row/>'.repeat((megabytes * MEGABYTE) / 6)
const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('')

/** A workbook whose strings stand in a list of their own. */
function withStrings(strings: string, sheetData = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'): Uint8Array {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml'
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings'
  const parts = workbookParts(sheetData).map((part) => {
    const content = String(part.content)
      .replace('</Types>', `<Override PartName="/xl/sharedStrings.xml" ContentType="${main}"/></Types>`)
      .replace(
        'Target="worksheets/sheet1.xml"/>',
        `Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relation}" Target="sharedStrings.xml"/>`,
      )
    return { ...part, content }
  })
  const content = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${strings}</sst>`
  return zipOf([...parts, { name: 'xl/sharedStrings.xml', content }])
}

function xmlHead(doctype: string, text: string): Uint8Array {
  const part = workbookParts(cell(text)).find(({ name }) => name === SHEET)
  return changed(SHEET, { content: `<?xml version="1.0"?>${doctype}${part?.content}` })
}

const ODS =
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
function odsOf(table: string, more: readonly ZipPart[] = []): Uint8Array {
  const content = `<office:document-content ${ODS}><office:body><office:spreadsheet><table:table table:name="A">${table}</table:table></office:spreadsheet></office:body></office:document-content>`
  const mimetype = 'application/vnd.oasis.opendocument.spreadsheet'
  const parts = [
    { name: 'mimetype', content: mimetype, stored: true },
    { name: 'META-INF/manifest.xml', content: '<manifest/>' },
  ]
  return zipOf([...parts, { name: 'content.xml', content }, ...more])
}
const odsCell = (text: string) =>
  `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`

/** The head of an OLE2 file whose fields are as given; the rest is empty sectors. */
function ole2(fields: Record<number, number>, sectors = 8): Uint8Array {
  const bytes = Buffer.alloc(512 * (sectors + 1), 0xff)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes)
  bytes.writeUInt16LE(9, 30)
  for (const [at, value] of Object.entries(fields)) bytes.writeUInt32LE(value, Number(at))
  return bytes
}

function tampered(bytes: Uint8Array, change: (copy: Buffer) => void): Uint8Array {
  const copy = Buffer.from(bytes)
  change(copy)
  return copy
}

const whole = () => zipOf(workbookParts(ONE_CELL))
const billionLaughs = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}">${lines(9, (at) => `<!ENTITY ${'bcdefghij'[at]} "${`&${'abcdefghi'[at]};`.repeat(10)}">`)}]>`

/** Fifty spreadsheets made to harm; each must be refused, or read for what it honestly holds, in no time and little memory. */
export const HOSTILE_SHEETS: readonly HostileSheet[] = [
  { name: 'a bomb that packs 100 times', bytes: () => sheetOf(rows(12)) },
  { name: 'a bomb of 10 times the limit', bytes: () => sheetOf(rows(250)) },
  { name: 'a bomb in the strings', bytes: () => withStrings(`<si><t>${'x'.repeat(60 * MEGABYTE)}</t></si>`) },
  {
    name: 'a bomb in the styles',
    bytes: () => withPart({ name: 'xl/styles.xml', content: '<x/>'.repeat(5 * MEGABYTE) }),
  },
  {
    name: 'a bomb in a part nobody reads',
    bytes: () => withPart({ name: 'x.bin', content: Buffer.alloc(100 * MEGABYTE) }),
  },
  {
    name: 'a bomb in many parts',
    bytes: () => withPart(...Array.from({ length: 30 }, (_, at) => ({ name: `x${at}`, content: rows(8) }))),
  },
  { name: 'a size that lies: small', bytes: () => sheetOf(rows(12), { claimedSize: 1000 }) },
  { name: 'a size that lies: nothing', bytes: () => sheetOf(rows(12), { claimedSize: 0 }) },
  { name: 'a size that lies: just below the limit', bytes: () => sheetOf(rows(60), { claimedSize: 7 * MEGABYTE }) },
  { name: 'a size that lies: 4 GB', bytes: () => sheetOf(ONE_CELL, { claimedSize: 0xffff_fffe }) },
  { name: 'parts that share their bytes', bytes: () => withPart({ name: 'x.xml', content: 'x', sharesFirst: true }) },
  {
    name: 'a thousand parts',
    bytes: () => withPart(...Array.from({ length: 1000 }, (_, at) => ({ name: `x${at}`, content: 'x' }))),
  },
  { name: 'an archive in the archive', bytes: () => withPart({ name: 'xl/inner.zip', content: whole() }) },
  {
    name: 'an archive under another name',
    bytes: () => withPart({ name: 'xl/a.bin', content: whole(), stored: true }),
  },
  {
    name: 'a part that climbs out of the folder',
    bytes: () => withPart({ name: '../../../etc/cron.d/x', content: 'x' }),
    reads: 'Họ tên',
  },
  {
    name: 'two sheets of one name in the archive',
    bytes: () => withPart({ name: SHEET, content: '<worksheet/>' }),
  },
  { name: 'trailing bytes', bytes: () => Buffer.concat([whole(), Buffer.alloc(100, 1)]) },
  {
    name: 'a directory that points outside',
    bytes: () => tampered(whole(), (copy) => copy.writeUInt32LE(0x7fff_ffff, copy.length - 6)),
  },
  {
    name: 'a count of parts that is too high',
    bytes: () => tampered(whole(), (copy) => copy.writeUInt16LE(60_000, copy.length - 12)),
  },
  { name: 'an archive cut in the middle', bytes: () => whole().subarray(0, 900) },
  { name: 'deflate that is damaged', bytes: () => tampered(whole(), (copy) => copy.fill(0xaa, 60, 120)) },
  { name: 'macros', bytes: () => withPart({ name: 'xl/vbaProject.bin', content: 'x' }) },
  {
    name: 'macros that are only declared',
    bytes: () => replaced(CONTENT_TYPES, 'sheet.main', 'sheet.macroEnabled.main'),
  },
  { name: 'a macro sheet', bytes: () => withPart({ name: 'xl/macrosheets/sheet9.xml', content: '<x/>' }) },
  {
    name: 'a link to another workbook',
    bytes: () => withPart({ name: 'xl/externalLinks/externalLink1.xml', content: '<x/>' }),
  },
  { name: 'a connection to a server', bytes: () => withPart({ name: 'xl/connections.xml', content: '<x/>' }) },
  {
    name: 'a sheet that is elsewhere',
    bytes: () =>
      replaced(
        'xl/_rels/workbook.xml.rels',
        'Target="worksheets/sheet1.xml"',
        'Target="file:///etc/passwd" TargetMode="External"',
      ),
  },
  {
    name: 'a sheet above the folder',
    bytes: () => replaced('xl/_rels/workbook.xml.rels', 'worksheets/sheet1.xml', '../../../../etc/passwd'),
  },
  {
    name: 'an entity that reads a file',
    bytes: () => xmlHead('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'),
    reads: '&e;',
  },
  {
    name: 'an entity that asks a server',
    bytes: () => xmlHead('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', 'Họ tên'),
    reads: 'Họ tên',
  },
  { name: 'a billion laughs', bytes: () => xmlHead(billionLaughs, '&j;'), reads: '&j;' },
  {
    name: 'elements nested 200,000 deep',
    bytes: () => sheetOf(`${'<a>'.repeat(200_000)}${'</a>'.repeat(200_000)}`),
    reads: '',
  },
  { name: 'elements that never end', bytes: () => sheetOf('<row><c>'.repeat(100_000)), reads: '' },
  {
    name: 'one tag of 8 MB',
    bytes: () => sheetOf(`<row r="1" ${lines(300_000, (at) => `a${at}="${at * 7919}" `)}/>`),
    reads: '',
  },
  {
    name: 'a million columns',
    bytes: () => sheetOf(`<row r="1">${lines(1_000_000, (at) => `<c><v>${at}</v></c>`)}</row>`),
    reads: '0',
  },
  {
    name: 'a million rows',
    bytes: () => sheetOf(lines(1_000_000, (at) => `<row r="${at + 1}"><c><v>${at}</v></c></row>`)),
  },
  {
    name: 'a cell in the last corner',
    bytes: () => sheetOf(`${ONE_CELL}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`),
    reads: 'Họ tên',
  },
  {
    name: 'a cell beyond all sheets',
    bytes: () => sheetOf(`${ONE_CELL}<row r="99999999999"><c r="ZZZZZZZ99999999999"><v>1</v></c></row>`),
    reads: 'Họ tên',
  },
  {
    name: 'rows numbered backwards and below zero',
    bytes: () => sheetOf('<row r="-5"><c r="A-5"><v>1</v></c></row><row r="0"><c r="A0"><v>1</v></c></row>'),
    reads: '',
  },
  {
    name: 'a merge of the whole sheet, 50,000 times',
    bytes: () =>
      changed(SHEET, {
        content: `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${ONE_CELL}</sheetData><mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(50_000)}</mergeCells></worksheet>`,
      }),
    reads: 'Họ tên',
  },
  {
    name: 'strings numbered beyond the list',
    bytes: () => withStrings('<si><t>x</t></si>', '<row r="1"><c r="A1" t="s"><v>4000000000</v></c></row>'),
    reads: '',
  },
  { name: 'a cell of 9 MB of letters', bytes: () => sheetOf(cell(lines(1_000_000, (at) => `${at * 7919} `))) },
  { name: 'headings named as JavaScript’s own', bytes: () => sheetOf(cell('__proto__')), reads: '__proto__' },
  {
    name: 'an .ods that repeats one cell a thousand million times',
    bytes: () =>
      odsOf(
        `<table:table-row table:number-rows-repeated="1000000">${odsCell('x').replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="1000"')}</table:table-row>`,
      ),
  },
  {
    name: 'an .ods with a script',
    bytes: () =>
      odsOf(`<table:table-row>${odsCell('x')}</table:table-row>`, [
        { name: 'Basic/Standard/Module1.xml', content: '<x/>' },
      ]),
  },
  { name: 'an OLE2 file whose chain loops', bytes: () => ole2({ 44: 1, 48: 0, 76: 0, 512: 0 }) },
  {
    name: 'an OLE2 file with a list of sectors that never ends',
    bytes: () => ole2({ 68: 0, 72: 0xffff_ffff, 48: 3, 1020: 0 }),
  },
  { name: 'an OLE2 file of nothing but its mark', bytes: () => ole2({}, 1) },
  { name: 'a CSV with NULs', bytes: () => utf8(`Họ tên,Thôn,Ghi chú\n${'a\0b,\0,\0\n'.repeat(1000)}`) },
  {
    name: 'a CSV with one quote that never closes',
    bytes: () => utf8(`Họ tên,Thôn,Ghi chú\nA,B,C\nA,"${'x,y\n'.repeat(2_000_000)}`),
  },
  { name: 'a CSV of a million columns', bytes: () => utf8(`${'a,'.repeat(1_000_000)}\n${'b,'.repeat(1_000_000)}\n`) },
  {
    name: 'a CSV of two million empty lines',
    bytes: () => utf8(`Họ tên,Thôn,Ghi chú\nA,B,C\n${'\n'.repeat(2_000_000)}`),
  },
  {
    name: 'UTF-16 of half letters',
    bytes: () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.alloc(MEGABYTE, 0xd8)]),
  },
]
