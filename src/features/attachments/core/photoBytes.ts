import { readJpeg } from './jpegBytes.ts'

export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp'

export interface PhotoBytes {
  type: PhotoType
  /** Pixels as stored, before any turning. */
  width: number
  height: number
  /** The picture without what cameras and programs wrote into it. */
  bytes: Uint8Array
}

/**
 * Reads a photo's size and drops every note in it (place, device, owner, previews, hidden second pictures); the picture
 * itself is not touched. Only the turn of a JPEG is kept, as viewers need it. Undefined when the file is not whole.
 */
export function readPhoto(file: Uint8Array, type: PhotoType): PhotoBytes | undefined {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  try {
    const found = READERS[type](bytes)
    return found === undefined || found.width === 0 || found.height === 0 ? undefined : { type, ...found }
  } catch (error) {
    // A read beyond the end: the file was cut off.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

type Reader = (file: Buffer) => Omit<PhotoBytes, 'type'> | undefined

const READERS: Record<PhotoType, Reader> = {
  'image/jpeg': readJpeg,
  'image/png': readPng,
  'image/webp': readWebp,
}

const PNG_HEAD_BYTES = 8
const KEPT_PNG_CHUNKS = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT'])

function readPng(file: Buffer): Omit<PhotoBytes, 'type'> | undefined {
  const parts: Buffer[] = [file.subarray(0, PNG_HEAD_BYTES)]
  for (let at = PNG_HEAD_BYTES; ; ) {
    const end = at + 12 + file.readUInt32BE(at)
    if (end > file.length) return undefined
    const name = file.subarray(at + 4, at + 8).toString('latin1')
    if (KEPT_PNG_CHUNKS.has(name)) parts.push(file.subarray(at, end))
    if (name === 'IEND') break
    at = end
  }
  return { width: file.readUInt32BE(16), height: file.readUInt32BE(20), bytes: Buffer.concat(parts) }
}

const KEPT_WEBP_CHUNKS = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'])
/** Flags of VP8X that announce the notes we drop. */
const WEBP_NOTES = 0x08 | 0x04

function readWebp(file: Buffer): Omit<PhotoBytes, 'type'> | undefined {
  const parts: Buffer[] = []
  let size: { width: number; height: number } | undefined
  const whole = 8 + file.readUInt32LE(4)
  if (whole > file.length) return undefined
  for (let at = 12; at + 8 <= whole; ) {
    const name = file.subarray(at, at + 4).toString('latin1')
    const length = file.readUInt32LE(at + 4)
    const chunk = Buffer.from(file.subarray(at, at + 8 + length + (length % 2)))
    size ??= webpSize(name, chunk.subarray(8))
    if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~WEBP_NOTES, 8)
    if (KEPT_WEBP_CHUNKS.has(name)) parts.push(chunk)
    at += chunk.length
  }
  if (size === undefined) return undefined
  const head = Buffer.from(file.subarray(0, 12))
  head.writeUInt32LE(4 + parts.reduce((sum, part) => sum + part.length, 0), 4)
  return { ...size, bytes: Buffer.concat([head, ...parts]) }
}

function webpSize(name: string, body: Buffer): { width: number; height: number } | undefined {
  if (name === 'VP8X') return { width: 1 + body.readUIntLE(4, 3), height: 1 + body.readUIntLE(7, 3) }
  if (name === 'VP8 ') return { width: body.readUInt16LE(6) & 0x3fff, height: body.readUInt16LE(8) & 0x3fff }
  if (name !== 'VP8L') return undefined
  const bits = body.readUInt32LE(1)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}
