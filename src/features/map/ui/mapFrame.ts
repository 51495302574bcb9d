import { geoDistance, geoMercator, geoPath } from 'd3-geo'
import type { MultiPolygon, Position } from 'geojson'
import type { MapPoint } from '../../addresses/common/readPoint.ts'
import { type Box, boxAround, type OutlineShape } from '../common/outlineShape.ts'

export interface Size {
  width: number
  height: number
}

/** Where a place lies on the sheet before any zooming: pixels from its upper left corner. */
export type Spot = [x: number, y: number]

/** A sheet of a given size with a part of the world on it. Mercator: shapes of villages and communes stay as people know them. */
export interface MapFrame extends Size {
  spotOf(point: MapPoint): Spot
  placeAt(spot: Spot): MapPoint
  /** The outline as an SVG path. */
  drawn(shape: OutlineShape): string
  /** The box around the outline on the sheet. */
  boundsOf(shape: OutlineShape): [Spot, Spot]
}

const MARGIN = 24
/** About two kilometres: a single point would otherwise be blown up without end. */
const LEAST_DEGREES = 0.02
const EARTH_METRES = 6_371_008.8

export function frameOf(box: Box, { width, height }: Size): MapFrame {
  const { west, south, east, north } = atLeast(box)
  const corners: Position[] = [
    [west, south],
    [east, north],
  ]
  const projection = geoMercator().fitExtent(
    [
      [MARGIN, MARGIN],
      [Math.max(MARGIN + 1, width - MARGIN), Math.max(MARGIN + 1, height - MARGIN)],
    ],
    { type: 'MultiPoint', coordinates: corners },
  )
  const path = geoPath(projection)
  return {
    width,
    height,
    spotOf: ({ longitude, latitude }) => projection([longitude, latitude]) ?? [0, 0],
    placeAt: (spot) => {
      const [longitude = 0, latitude = 0] = projection.invert?.(spot) ?? []
      return { latitude: rounded(latitude), longitude: rounded(longitude) }
    },
    drawn: (shape) => path(geometryOf(shape)) ?? '',
    boundsOf: (shape) => path.bounds(geometryOf(shape)),
  }
}

/** How many metres one pixel of the unzoomed sheet is, at its middle. */
export function metresPerPixel(frame: MapFrame): number {
  const middle: Spot = [frame.width / 2, frame.height / 2]
  const [here, there] = [frame.placeAt([middle[0] - 50, middle[1]]), frame.placeAt([middle[0] + 50, middle[1]])]
  const radians = geoDistance([here.longitude, here.latitude], [there.longitude, there.latitude])
  return (radians * EARTH_METRES) / 100
}

/** The box around outlines and points together; undefined of nothing. */
export function boxOf(shapes: readonly OutlineShape[], points: readonly MapPoint[]): Box | undefined {
  return boxAround([...shapes.flat(2), ...points.map(({ longitude, latitude }) => [longitude, latitude])])
}

/** As `readPoint` rounds what is typed. */
function rounded(degrees: number): number {
  return Number(degrees.toFixed(6))
}

function atLeast(box: Box): Box {
  const wide = Math.max(0, LEAST_DEGREES - (box.east - box.west)) / 2
  const high = Math.max(0, LEAST_DEGREES - (box.north - box.south)) / 2
  return { west: box.west - wide, east: box.east + wide, south: box.south - high, north: box.north + high }
}

function geometryOf(shape: OutlineShape): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: shape.map((polygon) => polygon.map(closedRing)) }
}

function closedRing(flat: readonly number[]): Position[] {
  const ring: Position[] = []
  for (let at = 0; at + 1 < flat.length; at += 2) ring.push([flat[at] ?? 0, flat[at + 1] ?? 0])
  const [first] = ring
  if (first !== undefined) ring.push(first)
  return ring
}
