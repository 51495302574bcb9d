import { crc32 } from 'node:zlib'

const LOCAL_HEADER = 0x04034b50
const CENTRAL_HEADER = 0x02014b50
const END_OF_CENTRAL = 0x06054b50
/** General purpose bit 11: names are UTF-8. */
const UTF8_NAMES = 0x0800
/** 1 January 1980, the earliest day a zip can name: the day of a file says nothing here. */
const NO_DAY = 0x0021

interface ZipFile {
  name: string
  bytes: Uint8Array
}

/** A zip of files as they are: encrypted bytes do not shrink (APPNOTE 4.3). For fewer than 65,535 files and 4 GiB. */
export function storedZip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const name = Buffer.from(file.name, 'utf8')
    const fields = commonFields(file, name)
    const local = Buffer.concat([u32(LOCAL_HEADER), fields, u16(0), name])
    parts.push(local, Buffer.from(file.bytes))
    // Made by version 2.0; comment, disk and attributes are none.
    central.push(Buffer.concat([u32(CENTRAL_HEADER), u16(20), fields, u16(0), Buffer.alloc(10), u32(offset), name]))
    offset += local.length + file.bytes.length
  }
  const directory = Buffer.concat(central)
  const count = u16(files.length)
  const end = [u32(END_OF_CENTRAL), Buffer.alloc(4), count, count, u32(directory.length), u32(offset), u16(0)]
  return Buffer.concat([...parts, directory, ...end])
}

/** What the local and the central header share, from the version needed to the length of the name. */
function commonFields({ bytes }: ZipFile, name: Buffer): Buffer {
  const size = u32(bytes.length)
  return Buffer.concat([
    u16(20),
    u16(UTF8_NAMES),
    u16(0),
    u16(0),
    u16(NO_DAY),
    u32(crc32(bytes)),
    size,
    size,
    u16(name.length),
  ])
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
