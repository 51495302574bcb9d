import type { MapPoint } from '../../addresses/common/readPoint.ts'

/**
 * The outline of a place: its polygons, each an outer ring and the holes in it, each ring a flat list
 * `longitude, latitude, longitude, latitude …` in degrees (WGS 84) that does not repeat its first corner.
 */
export type OutlineShape = number[][][]

export interface Box {
  west: number
  south: number
  east: number
  north: number
}

/** The box around outlines or points; undefined of nothing. */
export function boxAround(flat: Iterable<readonly number[]>): Box | undefined {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity }
  for (const corners of flat) {
    for (let at = 0; at + 1 < corners.length; at += 2) {
      const [longitude = 0, latitude = 0] = [corners[at], corners[at + 1]]
      box.west = Math.min(box.west, longitude)
      box.east = Math.max(box.east, longitude)
      box.south = Math.min(box.south, latitude)
      box.north = Math.max(box.north, latitude)
    }
  }
  return box.west > box.east ? undefined : box
}

/** Whether a place lies within an outline: inside an odd number of its rings, so a hole is outside and an islet in it inside. */
export function isWithin(shape: OutlineShape, { longitude, latitude }: MapPoint): boolean {
  let inside = false
  for (const polygon of shape) {
    for (const ring of polygon) if (crossesOddly(ring, longitude, latitude)) inside = !inside
  }
  return inside
}

/** How often a line from the place to the east meets the ring. */
function crossesOddly(ring: readonly number[], x: number, y: number): boolean {
  let odd = false
  for (let at = 0, before = ring.length - 2; at + 1 < ring.length; before = at, at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [ring[at], ring[at + 1], ring[before], ring[before + 1]]
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
  }
  return odd
}

/** Twice the area a ring encloses on paper; negative when it runs clockwise (north up). */
export function signedArea(ring: readonly number[]): number {
  let sum = 0
  for (let at = 0, before = ring.length - 2; at + 1 < ring.length; before = at, at += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = [ring[before], ring[before + 1], ring[at], ring[at + 1]]
    sum += x1 * y2 - x2 * y1
  }
  return sum
}
