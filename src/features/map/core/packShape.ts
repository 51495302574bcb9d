import type { Position } from 'geojson'
import { type OutlineShape, signedArea } from '../common/outlineShape.ts'

/** About a metre: finer than any outline of a commune is surveyed. */
const DECIMALS = 5
/** About ten metres; corners nearer to the one before say nothing on a screen or a sheet. */
const NEAREST = 0.0001

/** An area as our shape: rounded, thinned, outer rings clockwise and holes the other way, as d3-geo draws them. */
export function shapeOf(polygons: readonly Position[][][]): OutlineShape {
  return polygons.flatMap((rings) => {
    const drawn = rings.map((ring, index) => turned(thinned(ring), index === 0))
    const outer = drawn[0]
    return outer === undefined || outer.length < 6 ? [] : [drawn.filter((ring) => ring.length >= 6)]
  })
}

function thinned(ring: readonly Position[]): number[] {
  const kept: number[] = []
  for (const [longitude = 0, latitude = 0] of ring) {
    const x = Number(longitude.toFixed(DECIMALS))
    const y = Number(latitude.toFixed(DECIMALS))
    const [beforeX, beforeY] = [kept.at(-2), kept.at(-1)]
    const near = beforeX !== undefined && beforeY !== undefined && isNear(x, beforeX) && isNear(y, beforeY)
    if (!near) kept.push(x, y)
  }
  // GeoJSON repeats the first corner at the end.
  while (kept.length > 2 && isNear(kept[0] ?? 0, kept.at(-2) ?? 0) && isNear(kept[1] ?? 0, kept.at(-1) ?? 0)) {
    kept.length -= 2
  }
  return kept
}

function isNear(one: number, other: number): boolean {
  return Math.abs(one - other) < NEAREST
}

function turned(ring: number[], clockwise: boolean): number[] {
  if (signedArea(ring) < 0 === clockwise) return ring
  const back: number[] = []
  for (let at = ring.length - 2; at >= 0; at -= 2) back.push(ring[at] ?? 0, ring[at + 1] ?? 0)
  return back
}
