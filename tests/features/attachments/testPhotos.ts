/** A JPEG of 8 × 8 grey pixels. */
export const TINY_JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAAIAAgBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/9oACAEBAAA/AKpAH//Z',
  'base64',
)

/** Puts a camera's note with its turn and the place where it was taken behind the start of a JPEG. */
export function withCameraNotes(jpeg: Buffer, turn: number): Buffer {
  const tiff = Buffer.alloc(64)
  tiff.write('II', 0, 'latin1')
  tiff.writeUInt16LE(42, 2)
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  writeTag(tiff, { at: 10, tag: 0x0112, type: 3, value: turn })
  writeTag(tiff, { at: 22, tag: 0x8825, type: 4, value: 38 })
  tiff.write('GPS 20.19 105.02', 44, 'latin1')
  return Buffer.concat([
    jpeg.subarray(0, 2),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff])),
    comment(),
    jpeg.subarray(2),
  ])
}

function writeTag(tiff: Buffer, { at, tag, type, value }: { at: number; tag: number; type: number; value: number }) {
  tiff.writeUInt16LE(tag, at)
  tiff.writeUInt16LE(type, at + 2)
  tiff.writeUInt32LE(1, at + 4)
  tiff.writeUInt32LE(value, at + 8)
}

function comment(): Buffer {
  return segment(0xfe, Buffer.from('made by GPS phone'))
}

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

export function minimalPdf(text: string): Buffer {
  return Buffer.from(`%PDF-1.4\n% ${text}\n%%EOF\n`)
}
