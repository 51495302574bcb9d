import { type Failure, failWith, type Result, succeed } from '../../../base/common/result.ts'
import type { Job } from '../../../base/core/jobs.ts'
import { type Box, boxAround, type OutlineShape } from '../common/outlineShape.ts'
import { findCodes } from './packCodes.ts'
import { type PackFeature, readFeatures, readSource } from './packFeatures.ts'
import { shapeOf } from './packShape.ts'

export interface ReadPackInput {
  bytes: Uint8Array
  /** Codes of the units of today. */
  codes: string[]
}

export interface PackOutline extends Box {
  code: string
  shape: OutlineShape
}

export interface ReadPack {
  source: string | null
  outlines: PackOutline[]
  /** Outlines whose code is none of ours. */
  unknown: number
}

export type PackFailure = Failure<
  | 'map.notMap'
  | 'map.tooLarge'
  | 'map.noOutlines'
  | 'map.noKnownCodes'
  | 'map.swapped'
  | 'map.notDegrees'
  | 'map.elsewhere'
>

/** Viet Nam with its seas and islands, and Laos. */
const OUR_LANDS: Box = { west: 99, south: 5, east: 119, north: 25 }

/** Reads a file of a stranger, so it runs in a thread of its own. */
export const readPack: Job<ReadPackInput, Result<ReadPack, PackFailure>> = async ({ bytes, codes }) => {
  const file = readJson(bytes)
  if (file === undefined) return failWith('map.notMap')
  const features = readFeatures(file)
  if (!features.ok) return features
  if (features.value.length === 0) return failWith('map.noOutlines')
  const misplaced = judgePlace(features.value)
  if (misplaced !== undefined) return failWith(misplaced)
  const found = findCodes(features.value, new Set(codes))
  const outlines = joinByCode(features.value, found)
  if (outlines.length === 0) return failWith('map.noKnownCodes', { count: features.value.length })
  const unknown = found.filter((code) => code === undefined).length
  return succeed({ source: readSource(file), outlines, unknown })
}

function readJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    // No text, no JSON, or nested without end.
    if (error instanceof SyntaxError || error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}

/** What is wrong with where the outlines lie; undefined when they lie in our lands. */
function judgePlace(features: readonly PackFeature[]): 'map.swapped' | 'map.notDegrees' | 'map.elsewhere' | undefined {
  const corners = features.map(({ polygons }) => polygons.flat(2).flatMap(([x = 0, y = 0]) => [x, y]))
  const box = boxAround(corners)
  if (box === undefined || lieIn(box, OUR_LANDS)) return undefined
  const { west, south, east, north } = box
  if (lieIn({ west: south, south: west, east: north, north: east }, OUR_LANDS)) return 'map.swapped'
  return west < -180 || east > 180 || south < -90 || north > 90 ? 'map.notDegrees' : 'map.elsewhere'
}

function lieIn(inner: Box, outer: Box): boolean {
  return (
    inner.west >= outer.west && inner.east <= outer.east && inner.south >= outer.south && inner.north <= outer.north
  )
}

/** One outline for each unit: a file may hold its islands apart. */
function joinByCode(features: readonly PackFeature[], codes: readonly (string | undefined)[]): PackOutline[] {
  const shapes = new Map<string, OutlineShape>()
  for (const [index, { polygons }] of features.entries()) {
    const code = codes[index]
    if (code !== undefined) shapes.set(code, [...(shapes.get(code) ?? []), ...shapeOf(polygons)])
  }
  return [...shapes].flatMap(([code, shape]) => {
    const box = boxAround(shape.flat())
    return box === undefined ? [] : [{ code, shape, ...box }]
  })
}
