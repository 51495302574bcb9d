export interface ShrunkPhoto {
  photo: File
  thumbnail: File
}

/** Looks the same on paper and screen, at a fifth of the bytes. */
const QUALITY = 0.85
const THUMBNAIL_QUALITY = 0.75

/**
 * Makes a photo small enough to keep, upright and without camera notes: at most `side` pixels long, and a second, small
 * picture for lists. Undefined when this browser cannot read the file (HEIC from a phone, a file that is no picture).
 */
export async function shrinkPhoto(
  file: File,
  { side, thumbnailSide }: { side: number; thumbnailSide: number },
): Promise<ShrunkPhoto | undefined> {
  const picture = await readPicture(file)
  if (picture === undefined) return undefined
  try {
    const name = `${file.name.replace(/\.[^.]+$/, '')}.jpg`
    return {
      photo: await drawn(picture, { side, quality: QUALITY, name }),
      thumbnail: await drawn(picture, { side: thumbnailSide, quality: THUMBNAIL_QUALITY, name: `small-${name}` }),
    }
  } finally {
    picture.close()
  }
}

async function readPicture(file: File): Promise<ImageBitmap | undefined> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

async function drawn(
  picture: ImageBitmap,
  { side, quality, name }: { side: number; quality: number; name: string },
): Promise<File> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (pen === null) throw new Error('no canvas to draw on')
  pen.imageSmoothingQuality = 'high'
  // What was clear in a PNG would turn black in a JPEG.
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(picture, 0, 0, width, height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
  if (blob === null) throw new Error('the picture could not be written')
  return new File([blob], name, { type: 'image/jpeg' })
}
