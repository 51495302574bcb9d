/** A JPEG's size and its bytes without notes; undefined when it is not one. @throws RangeError when it is cut off */
export function readJpeg(file: Buffer): { width: number; height: number; bytes: Uint8Array } | undefined {
  const parts: Buffer[] = []
  let size: { width: number; height: number } | undefined
  let turn = 1
  for (const { marker, bytes } of jpegSegments(file)) {
    if (isFrame(marker)) size = { height: bytes.readUInt16BE(5), width: bytes.readUInt16BE(7) }
    if (marker === 0xe1) turn = orientationOf(bytes) ?? turn
    if (isKeptSegment(marker, bytes)) parts.push(bytes)
  }
  if (size === undefined) return undefined
  const turned = turn === 1 ? [] : [orientationSegment(turn)]
  return { ...size, bytes: Buffer.concat([START, ...turned, ...parts, END]) }
}

const START = Buffer.from([0xff, 0xd8])
const END = Buffer.from([0xff, 0xd9])

/** Marker segments from the first to the end of the picture, a scan's data with its header; what follows is left out. */
function* jpegSegments(file: Buffer): Generator<{ marker: number; bytes: Buffer }> {
  for (let at = START.length; ; ) {
    const marker = file.readUInt8(at + 1)
    if (file.readUInt8(at) !== 0xff) throw new RangeError('no marker where one has to stand')
    if (marker === 0xd9) return
    if (marker === 0xff) at += 1
    else {
      const headEnd = at + 2 + file.readUInt16BE(at + 2)
      if (headEnd > file.length) throw new RangeError('a segment runs past the end')
      const end = marker === 0xda ? endOfScan(file, headEnd) : headEnd
      yield { marker, bytes: file.subarray(at, end) }
      at = end
    }
  }
}

/** Frames of every coding but the markers that share their numbers (tables, arithmetic conditioning). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function isKeptSegment(marker: number, body: Buffer): boolean {
  if (marker === 0xfe) return false
  if (marker < 0xe0 || marker > 0xef) return true
  const colours = marker === 0xe2 && body.subarray(4, 15).toString('latin1') === 'ICC_PROFILE'
  return marker === 0xe0 || marker === 0xee || colours
}

function endOfScan(file: Buffer, from: number): number {
  for (let at = from; ; at += 1) {
    if (file.readUInt8(at) !== 0xff) continue
    const next = file.readUInt8(at + 1)
    const belongsToScan = next === 0 || (next >= 0xd0 && next <= 0xd7)
    if (!belongsToScan) return at
  }
}

const EXIF_HEAD = 'Exif\0\0'
const ORIENTATION_TAG = 0x0112

function orientationOf(segment: Buffer): number | undefined {
  if (segment.subarray(4, 10).toString('latin1') !== EXIF_HEAD) return undefined
  const tiff = segment.subarray(10)
  const little = tiff.subarray(0, 2).toString('latin1') === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let entry = 0; entry < short(first); entry += 1) {
    const at = first + 2 + entry * 12
    if (short(at) === ORIENTATION_TAG) return short(at + 8) >= 1 && short(at + 8) <= 8 ? short(at + 8) : undefined
  }
  return undefined
}

/** An Exif segment with the turn and nothing else. */
function orientationSegment(turn: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM', 0, 'latin1')
  tiff.writeUInt16BE(42, 2)
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(ORIENTATION_TAG, 10)
  tiff.writeUInt16BE(3, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(turn, 18)
  const head = Buffer.alloc(4)
  head.writeUInt16BE(0xffe1, 0)
  head.writeUInt16BE(2 + EXIF_HEAD.length + tiff.length, 2)
  return Buffer.concat([head, Buffer.from(EXIF_HEAD, 'latin1'), tiff])
}
