import { inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  name: string
  /** 0 = stored, 8 = deflated. */
  method: number
  encrypted: boolean
  compressedSize: number
  /** What the directory promises; the reader stops at it, so a lie fails instead of filling memory. */
  declaredSize: number
  dataStart: number
}

const endOfDirectory = 0x06054b50
const directoryEntry = 0x02014b50
const localHeader = 0x04034b50
const zip64Sentinel = 0xffffffff

/**
 * The entries of a zip file, or `undefined` when the directory is not exactly what a spreadsheet program writes:
 * trailing bytes, zip64, entries that overlap, share a name or hide their size are how two readers are made to see two files.
 */
export function listZipEntries(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = findEndOfDirectory(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  const entries: ZipEntry[] = []
  let at = view.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== directoryEntry) return undefined
    const entry = readEntry(view, at)
    if (!entry) return undefined
    entries.push(entry)
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return overlaps(entries) || repeatsName(entries) ? undefined : entries
}

/** The content of one entry, or `undefined` when it is damaged or longer than `limit` bytes. */
export function inflateEntry(bytes: Uint8Array, entry: ZipEntry, limit: number): Uint8Array | undefined {
  const data = bytes.subarray(entry.dataStart, entry.dataStart + entry.compressedSize)
  if (entry.method === 0) return data.length > limit ? undefined : data
  try {
    return inflateRawSync(data, { maxOutputLength: limit })
  } catch {
    return undefined
  }
}

function findEndOfDirectory(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) {
    if (view.getUint32(at, true) !== endOfDirectory) continue
    return at + 22 + view.getUint16(at + 20, true) === view.byteLength ? at : undefined
  }
  return undefined
}

function readEntry(view: DataView, at: number): ZipEntry | undefined {
  const compressedSize = view.getUint32(at + 20, true)
  const declaredSize = view.getUint32(at + 24, true)
  const local = view.getUint32(at + 42, true)
  if ([compressedSize, declaredSize, local].includes(zip64Sentinel)) return undefined
  if (local + 30 > view.byteLength || view.getUint32(local, true) !== localHeader) return undefined
  const flags = view.getUint16(at + 8, true)
  const method = view.getUint16(at + 10, true)
  const dataStart = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
  if (dataStart + compressedSize > view.byteLength) return undefined
  const hidesItsSize = method !== 0 && (compressedSize === 0) !== (declaredSize === 0) && declaredSize === 0
  const sizeComesLater = (flags & 8) !== 0 && compressedSize === 0 && method !== 0
  if ((hidesItsSize && compressedSize > 2) || sizeComesLater) return undefined
  const nameBytes = new Uint8Array(view.buffer, view.byteOffset + at + 46, view.getUint16(at + 28, true))
  const name = new TextDecoder().decode(nameBytes)
  return { name, method, encrypted: (flags & 1) !== 0, compressedSize, declaredSize, dataStart }
}

/** A name twice, but for large and small letters, which Excel does not tell apart. */
function repeatsName(entries: readonly ZipEntry[]): boolean {
  return new Set(entries.map(({ name }) => name.toLowerCase())).size < entries.length
}

function overlaps(entries: readonly ZipEntry[]): boolean {
  const inOrder = entries.filter((entry) => entry.compressedSize > 0).sort((a, b) => a.dataStart - b.dataStart)
  return inOrder.some((entry, index) => {
    const next = inOrder[index + 1]
    return next !== undefined && entry.dataStart + entry.compressedSize > next.dataStart
  })
}
