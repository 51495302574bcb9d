import { storedZip } from '../receipts/storedZip.ts'

export const WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export interface WordTable {
  heading: string
  columns: readonly string[]
  rows: readonly (readonly string[])[]
}

export interface WordDocument {
  title: string
  /** Lines under the title and at the end. */
  intro: readonly string[]
  tables: readonly WordTable[]
  closing: readonly string[]
}

/** A landscape A4 page with headings and tables (ECMA-376, the least that Word and LibreOffice ask for). */
export function writeWordDocument({ title, intro, tables, closing }: WordDocument): Buffer {
  const body = [
    paragraph(title, { bold: true, size: 32 }),
    ...intro.map((line) => paragraph(line)),
    ...tables.flatMap(({ heading, columns, rows }) => [
      paragraph(heading, { bold: true, size: 26 }),
      table(columns, rows),
    ]),
    ...closing.map((line) => paragraph(line)),
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
    '<w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>',
  ].join('')
  const document = `${XML}<w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`
  const files = { '[Content_Types].xml': CONTENT_TYPES, '_rels/.rels': RELATIONS, 'word/document.xml': document }
  return storedZip(Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text, 'utf8') })))
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const CONTENT_TYPES = `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${WORD_TYPE}.main+xml"/></Types>`
const RELATIONS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const edge = (side: string) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`
  const edges = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('')
  const grid = columns.map(() => `<w:gridCol w:w="${Math.floor(15000 / columns.length)}"/>`).join('')
  const head = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${columns.map((text) => cell(text, true)).join('')}</w:tr>`
  const lines = rows.map((row) => `<w:tr>${row.map((text) => cell(text, false)).join('')}</w:tr>`).join('')
  return `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>${edges}</w:tblBorders></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${head}${lines}</w:tbl>`
}

function cell(text: string, bold: boolean): string {
  return `<w:tc>${paragraph(text, { bold })}</w:tc>`
}

/** Lao is a complex script: its letters take the `cs` font and size. */
function paragraph(text: string, { bold = false, size = 20 }: { bold?: boolean; size?: number } = {}): string {
  const fonts = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Phetsarath OT"/>'
  const weight = bold ? '<w:b/><w:bCs/>' : ''
  const runs = text
    .split(/(\p{Script=Lao}[\p{Script=Lao}\s]*)/u)
    .filter((part) => part !== '')
    .map((part) => {
      const script = /^\p{Script=Lao}/u.test(part) ? '<w:cs/>' : ''
      const style = `<w:rPr>${fonts}${weight}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/>${script}</w:rPr>`
      return `<w:r>${style}<w:t xml:space="preserve">${escapeXml(part)}</w:t></w:r>`
    })
  return `<w:p>${runs.join('')}</w:p>`
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** What XML has no way to write is left out. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '')
}
