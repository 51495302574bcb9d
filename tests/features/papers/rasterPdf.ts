import { execFileSync } from 'node:child_process'

/** One page in shades of grey, row by row; 0 is black. */
export interface Raster {
  width: number
  height: number
  grey: Uint8Array
}

/** A page of a PDF as pixels, by poppler: another reader than the browser that made it. */
export function rasterPdf(
  bytes: Uint8Array,
  { page = 1, dotsPerInch }: { page?: number; dotsPerInch: number },
): Raster {
  const pgm = execFileSync(
    'pdftoppm',
    ['-gray', '-r', String(dotsPerInch), '-f', String(page), '-l', String(page), '-'],
    { input: bytes, maxBuffer: 256 * 1024 * 1024 },
  )
  const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.subarray(0, 40).toString('latin1'))
  if (head === null) throw new Error('pdftoppm made no picture')
  const [all, width, height] = head
  return { width: Number(width), height: Number(height), grey: new Uint8Array(pgm.subarray(all.length)) }
}

/** The same pixels as RGB, for readers of pictures. */
export function asRgb({ width, height, grey }: Raster): { width: number; height: number; data: Uint8Array } {
  const data = new Uint8Array(grey.length * 3)
  for (const [index, shade] of grey.entries()) data.fill(shade, index * 3, index * 3 + 3)
  return { width, height, data }
}
