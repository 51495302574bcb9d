const BYTES_PER_MEGABYTE = 1024 * 1024
/** Envelope, manifest and first line of a part. */
const PART_OVERHEAD = 8_000
/** Facts of one photo. */
const PHOTO_OVERHEAD = 1_000
/** A photo is packed already: base64 and gzip give back its own size and a little. */
const PACKED = 1.03

/** Bytes a photo takes in a file, at most. */
export function bytesInPart(bytes: number): number {
  return Math.ceil(bytes * PACKED) + PHOTO_OVERHEAD
}

export interface PlannedParts<Photo> {
  parts: Photo[][]
  /** Photos that fill more than a part by themselves. */
  tooLarge: Photo[]
}

/** Puts photos into as few parts as their order allows, none of which becomes a file above the size an office chose. */
export function planParts<Photo extends { bytes: number }>(
  photos: readonly Photo[],
  megabytes: number,
): PlannedParts<Photo> {
  const room = megabytes * BYTES_PER_MEGABYTE - PART_OVERHEAD
  const parts: { photos: Photo[]; left: number }[] = []
  const tooLarge: Photo[] = []
  for (const photo of photos) {
    const needed = bytesInPart(photo.bytes)
    if (needed > room) {
      tooLarge.push(photo)
      continue
    }
    const open = parts.find((part) => part.left >= needed)
    if (open === undefined) parts.push({ photos: [photo], left: room - needed })
    else {
      open.photos.push(photo)
      open.left -= needed
    }
  }
  return { parts: parts.map((part) => part.photos), tooLarge }
}

/** Bytes of the files of these parts together, at most. */
export function bytesOfParts(parts: readonly (readonly { bytes: number }[])[]): number {
  return parts.reduce(
    (total, part) => total + part.reduce((sum, photo) => sum + bytesInPart(photo.bytes), PART_OVERHEAD),
    0,
  )
}

/** Numbers from 1 to `parts` that are not among `have`. */
export function missingParts(parts: number, have: readonly number[]): number[] {
  return Array.from({ length: parts }, (_, index) => index + 1).filter((part) => !have.includes(part))
}
