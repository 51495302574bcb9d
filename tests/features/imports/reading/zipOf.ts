import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  name: string
  content: string | Uint8Array
  stored?: boolean
  /** What the headers claim instead of the truth. */
  claimedSize?: number
  /** Point the directory at the data of the first part. */
  sharesFirst?: boolean
}

/** A zip file byte by byte, so that a test can make it lie. */
export function zipOf(parts: readonly ZipPart[]): Uint8Array {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const content = Buffer.from(part.content)
    const data = part.stored ? content : deflateRawSync(content)
    const sizes = {
      method: part.stored ? 0 : 8,
      crc: crc32(content),
      packed: data.length,
      full: part.claimedSize ?? content.length,
    }
    const local = Buffer.concat([header(0x04034b50, part.name, sizes), Buffer.from(part.name), data])
    directory.push(directoryHeader(part.name, sizes, part.sharesFirst ? 0 : offset), Buffer.from(part.name))
    locals.push(local)
    offset += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...locals, list, end]))
}

type Sizes = { method: number; crc: number; packed: number; full: number }

function header(signature: number, name: string, { method, crc, packed, full }: Sizes): Buffer {
  const bytes = Buffer.alloc(30)
  bytes.writeUInt32LE(signature, 0)
  bytes.writeUInt16LE(20, 4)
  bytes.writeUInt16LE(method, 8)
  bytes.writeUInt32LE(crc, 14)
  bytes.writeUInt32LE(packed, 18)
  bytes.writeUInt32LE(full, 22)
  bytes.writeUInt16LE(Buffer.byteLength(name), 26)
  return bytes
}

function directoryHeader(name: string, sizes: Sizes, offset: number): Buffer {
  const bytes = Buffer.alloc(46)
  header(0x02014b50, name, sizes).copy(bytes, 6, 4, 30)
  bytes.writeUInt32LE(0x02014b50, 0)
  bytes.writeUInt32LE(offset, 42)
  return bytes
}

const rels = (inner: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`
const officeRel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of the smallest workbook, its one sheet's rows given as XML. */
export function workbookParts(sheetData: string): ZipPart[] {
  const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
  return [
    {
      name: '[Content_Types].xml',
      content: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${main}.worksheet+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      content: rels(`<Relationship Id="rId1" Type="${officeRel}/officeDocument" Target="xl/workbook.xml"/>`),
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${officeRel}"><sheets><sheet name="DS" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: rels(`<Relationship Id="rId1" Type="${officeRel}/worksheet" Target="worksheets/sheet1.xml"/>`),
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${sheetData}</sheetData></worksheet>`,
    },
  ]
}
