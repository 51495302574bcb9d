/** Degrees, WGS 84. */
export interface PhotoPlace {
  latitude: number
  longitude: number
}

/**
 * Where a JPEG's camera says it was taken (Exif 2.3, GPS tags 1 to 4); undefined when it does not, or the notes are not whole.
 * Only the beginning of the file is needed. Kept photos carry none of this.
 */
export function readPhotoPlace(file: Uint8Array): PhotoPlace | undefined {
  try {
    const tiff = exifOf(new DataView(file.buffer, file.byteOffset, file.byteLength))
    return tiff === undefined ? undefined : placeIn(tiff)
  } catch (error) {
    // A read beyond the end.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

interface Tiff {
  view: DataView
  little: boolean
}

const EXIF_MARKER = 0xffe1
/** "Exif" and two zeros. */
const EXIF_HEAD = [0x45, 0x78, 0x69, 0x66, 0, 0]

function exifOf(file: DataView): Tiff | undefined {
  if (file.byteLength < 4 || file.getUint16(0) !== 0xffd8) return undefined
  for (let at = 2; at + 4 <= file.byteLength; ) {
    const marker = file.getUint16(at)
    // Where the picture begins, the notes have ended.
    if (marker === 0xffda || marker < 0xff00) return undefined
    const length = file.getUint16(at + 2)
    if (at + 2 + length > file.byteLength) return undefined
    if (marker === EXIF_MARKER && EXIF_HEAD.every((byte, index) => file.getUint8(at + 4 + index) === byte)) {
      const start = at + 4 + EXIF_HEAD.length
      const view = new DataView(file.buffer, file.byteOffset + start, at + 2 + length - start)
      return { view, little: view.getUint16(0) === 0x4949 }
    }
    at += 2 + length
  }
  return undefined
}

const GPS_POINTER = 0x8825

function placeIn(tiff: Tiff): PhotoPlace | undefined {
  const { view, little } = tiff
  const pointer = entriesAt(tiff, view.getUint32(4, little)).get(GPS_POINTER)
  if (pointer === undefined) return undefined
  const gps = entriesAt(tiff, view.getUint32(pointer + 8, little))
  const latitude = signed(tiff, { side: gps.get(1), degrees: gps.get(2), negative: 'S' })
  const longitude = signed(tiff, { side: gps.get(3), degrees: gps.get(4), negative: 'W' })
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) return undefined
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}

/** Where the entries of a directory stand, by tag. */
function entriesAt({ view, little }: Tiff, start: number): Map<number, number> {
  const count = view.getUint16(start, little)
  return new Map(
    Array.from({ length: count }, (_each, index) => {
      const at = start + 2 + index * 12
      return [view.getUint16(at, little), at]
    }),
  )
}

interface SignedEntry {
  side: number | undefined
  degrees: number | undefined
  negative: string
}

/** Degrees, minutes and seconds, each a fraction of two whole numbers. */
function signed({ view, little }: Tiff, { side, degrees, negative }: SignedEntry): number | undefined {
  if (degrees === undefined || view.getUint32(degrees + 4, little) !== 3) return undefined
  const start = view.getUint32(degrees + 8, little)
  const part = (index: number) =>
    view.getUint32(start + index * 8, little) / (view.getUint32(start + index * 8 + 4, little) || 1)
  const size = part(0) + part(1) / 60 + part(2) / 3600
  const isNegative = side !== undefined && String.fromCharCode(view.getUint8(side + 8)) === negative
  return Number((isNegative ? -size : size).toFixed(6))
}
