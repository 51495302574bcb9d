import { crc32, deflateSync } from 'node:zlib'
import type { Random } from './random.ts'

/** What a made-up photo shows: nobody who could be taken for a real person or a real home. */
export type DrawnSubject = 'person' | 'house'

type Colour = readonly [red: number, green: number, blue: number]
/** Whether a spot belongs to a shape; both from 0 to 1, down and right. */
type Shape = (x: number, y: number) => boolean

interface Layer {
  colour: Colour
  covers: Shape
}

const SKIES: readonly Colour[] = [
  [206, 226, 236],
  [236, 224, 202],
  [214, 230, 214],
]
const GROUNDS: readonly Colour[] = [
  [140, 160, 104],
  [168, 146, 110],
  [120, 150, 130],
]
const BRIGHT: readonly Colour[] = [
  [178, 74, 58],
  [58, 98, 140],
  [120, 86, 140],
  [196, 148, 60],
  [70, 124, 110],
]
const INK: Colour = [60, 56, 52]
const SKIN: Colour = [226, 190, 152]

/** A child's drawing of a face or a house as PNG, square; the same for the same random stream. */
export function drawPhoto(random: Random, { subject, side }: { subject: DrawnSubject; side: number }): Uint8Array {
  const layers = [...ground(random), ...(subject === 'person' ? person(random) : house(random))]
  return png(side, (x, y) => layers.findLastIndex(({ covers }) => covers(x, y)), layers)
}

function ground(random: Random): Layer[] {
  return [
    { colour: random.pick(SKIES), covers: () => true },
    { colour: random.pick(GROUNDS), covers: (_x, y) => y > 0.72 },
  ]
}

function person(random: Random): Layer[] {
  const shirt = random.pick(BRIGHT)
  return [
    { colour: shirt, covers: (x, y) => y > 0.66 && Math.abs(x - 0.5) < 0.12 + (y - 0.66) * 0.7 },
    { colour: INK, covers: disc(0.5, 0.4, 0.24) },
    { colour: SKIN, covers: disc(0.5, 0.46, 0.21) },
    { colour: INK, covers: disc(0.42, 0.43, 0.022) },
    { colour: INK, covers: disc(0.58, 0.43, 0.022) },
    { colour: INK, covers: (x, y) => disc(0.5, 0.5, 0.09)(x, y) && !disc(0.5, 0.49, 0.085)(x, y) && y > 0.53 },
  ]
}

function house(random: Random): Layer[] {
  const roof = random.pick(BRIGHT)
  return [
    { colour: [232, 220, 196], covers: box({ left: 0.24, right: 0.76, top: 0.48, bottom: 0.8 }) },
    { colour: roof, covers: (x, y) => y > 0.26 && y < 0.5 && Math.abs(x - 0.5) < (y - 0.26) * 1.45 },
    { colour: INK, covers: box({ left: 0.44, right: 0.56, top: 0.58, bottom: 0.8 }) },
    { colour: random.pick(SKIES), covers: box({ left: 0.29, right: 0.38, top: 0.56, bottom: 0.65 }) },
    { colour: random.pick(SKIES), covers: box({ left: 0.62, right: 0.71, top: 0.56, bottom: 0.65 }) },
  ]
}

function disc(middleX: number, middleY: number, radius: number): Shape {
  return (x, y) => Math.hypot(x - middleX, y - middleY) < radius
}

function box({ left, right, top, bottom }: { left: number; right: number; top: number; bottom: number }): Shape {
  return (x, y) => x > left && x < right && y > top && y < bottom
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const PALETTE_IMAGE = 3

/** One byte a spot that names its layer's colour (PNG 1.2, colour type 3). */
function png(side: number, layerAt: (x: number, y: number) => number, layers: readonly Layer[]): Uint8Array {
  const rows = Buffer.alloc(side * (side + 1))
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) rows[y * (side + 1) + 1 + x] = Math.max(0, layerAt(x / side, y / side))
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, PALETTE_IMAGE, 0, 0, 0], 8)
  const palette = Buffer.from(layers.flatMap(({ colour }) => [...colour]))
  const parts = [
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return new Uint8Array(Buffer.concat([SIGNATURE, ...parts]))
}

function chunk(name: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const framed = Buffer.alloc(8 + named.length)
  framed.writeUInt32BE(body.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), 4 + named.length)
  return framed
}
