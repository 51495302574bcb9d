import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const COLOURS = 256

/** A screenshot (PNG of 8-bit RGB) with its 256 commonest colours only: a page of text then weighs less than half. */
export function palettePng(png) {
  const { header, pixels, width, height } = readRgb(png)
  const counts = new Map()
  for (let at = 0; at < pixels.length; at += 3) {
    const colour = pixels.readUIntBE(at, 3)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  const palette = [...counts].sort(([, one], [, other]) => other - one).slice(0, COLOURS)
  const colours = palette.map(([colour]) => colour)
  const places = new Map(colours.map((colour, place) => [colour, place]))
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = pixels.readUIntBE((y * width + x) * 3, 3)
      if (!places.has(colour)) places.set(colour, nearest(colours, colour))
      rows[y * (width + 1) + 1 + x] = places.get(colour)
    }
  }
  const table = Buffer.alloc(colours.length * 3)
  for (const [place, colour] of colours.entries()) table.writeUIntBE(colour, place * 3, 3)
  header[9] = 3
  const parts = [chunk('IHDR', header), chunk('PLTE', table), chunk('IDAT', deflateSync(rows, { level: 9 }))]
  return Buffer.concat([SIGNATURE, ...parts, chunk('IEND', Buffer.alloc(0))])
}

function nearest(colours, wanted) {
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]
  const [red, green, blue] = parts(wanted)
  const distances = colours.map((colour) => {
    const [r, g, b] = parts(colour)
    return (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2
  })
  return distances.indexOf(Math.min(...distances))
}

function readRgb(png) {
  const data = []
  let header = Buffer.alloc(0)
  for (let at = SIGNATURE.length; at < png.length; ) {
    const size = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    const content = png.subarray(at + 8, at + 8 + size)
    if (type === 'IHDR') header = Buffer.from(content)
    if (type === 'IDAT') data.push(content)
    at += 12 + size
  }
  if (header[8] !== 8 || header[9] !== 2 || header[12] !== 0) throw new Error('not a PNG of 8-bit RGB')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  return { header, width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), width * 3, height) }
}

/** Undoes the five filters of the PNG specification, section 9. */
function unfilter(raw, stride, height) {
  const out = Buffer.alloc(stride * height)
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]
    for (let x = 0; x < stride; x += 1) {
      const here = y * stride + x
      const left = x < 3 ? 0 : out[here - 3]
      const above = y === 0 ? 0 : out[here - stride]
      const corner = x < 3 || y === 0 ? 0 : out[here - stride - 3]
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]
      out[here] = (raw[y * (stride + 1) + 1 + x] + guess) & 255
    }
  }
  return out
}

function paeth(left, above, corner) {
  const sum = left + above - corner
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(sum - value))
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}

function chunk(type, content) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(content.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}
