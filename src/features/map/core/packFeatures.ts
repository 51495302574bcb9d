import type { Position } from 'geojson'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import { type Failure, failWith, type Result, succeed } from '../../../base/common/result.ts'

/** An area of a pack with whatever the file says of it. */
export interface PackFeature {
  /** Values of a feature's properties, and its id under `id`. */
  facts: Record<string, string>
  polygons: Position[][][]
}

export type FeaturesFailure = Failure<'map.notMap' | 'map.tooLarge'>

/** The whole country's communes have about a quarter of each. */
export const MOST_FEATURES = 20_000
export const MOST_CORNERS = 4_000_000

/** The areas of a parsed GeoJSON or TopoJSON; points and lines are passed over. */
export function readFeatures(file: unknown): Result<PackFeature[], FeaturesFailure> {
  const found = isTopology(file) ? topologyFeatures(file) : collectionFeatures(file)
  if (found === undefined) return failWith('map.notMap')
  if (found === 'tooLarge' || found.length > MOST_FEATURES) return failWith('map.tooLarge')
  const areas: PackFeature[] = []
  for (const one of found) {
    const polygons = polygonsOf(one.geometry)
    if (polygons === undefined) return failWith('map.notMap')
    if (polygons.length > 0) areas.push({ facts: factsOf(one), polygons })
  }
  return countCorners(areas) > MOST_CORNERS ? failWith('map.tooLarge') : succeed(areas)
}

function countCorners(areas: readonly PackFeature[]): number {
  return areas.reduce((sum, { polygons }) => polygons.flat().reduce((corners, ring) => corners + ring.length, sum), 0)
}

/** Whom the file says the outlines are from: its own word for it, where it has one. */
export function readSource(file: unknown): string | null {
  const said = SOURCE_WORDS.map((word) => (isRecord(file) ? file[word] : undefined))
  const source = said.find((value) => typeof value === 'string' && value.trim() !== '')
  return typeof source === 'string' ? source.trim().slice(0, 300).normalize('NFC') : null
}

const SOURCE_WORDS = ['attribution', 'source', 'copyright', 'license', 'licence']

interface LooseFeature {
  id?: unknown
  properties?: unknown
  geometry?: unknown
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function collectionFeatures(file: unknown): LooseFeature[] | undefined {
  if (!isRecord(file)) return undefined
  const { type, features } = file
  if (type === 'Feature') return [file]
  if (type !== 'FeatureCollection' || !Array.isArray(features)) return undefined
  return features.every(isRecord) ? features : undefined
}

function isTopology(file: unknown): file is Topology {
  if (!isRecord(file)) return false
  const { type, objects, arcs } = file
  return type === 'Topology' && isRecord(objects) && Array.isArray(arcs)
}

/**
 * The features of a topology. One arc may be named by many outlines, so a small file can stand for an endless one: how many
 * corners it would come to is counted before anything is unfolded.
 */
function topologyFeatures(topology: Topology): LooseFeature[] | 'tooLarge' | undefined {
  const lengths = topology.arcs.map((arc) => (Array.isArray(arc) ? arc.length : 0))
  let corners = 0
  const count = (arcs: unknown): void => {
    if (Array.isArray(arcs)) for (const each of arcs) count(each)
    else if (typeof arcs === 'number') corners += lengths[arcs < 0 ? ~arcs : arcs] ?? Number.NaN
    if (corners > MOST_CORNERS) throw new TooManyCorners()
  }
  // A collection may lie in another one.
  const countOf = (geometry: unknown): void => {
    if (!isRecord(geometry)) return
    count(geometry.arcs)
    if (Array.isArray(geometry.geometries)) for (const each of geometry.geometries) countOf(each)
  }
  try {
    return Object.values(topology.objects).flatMap((object) => {
      const geometries = object.type === 'GeometryCollection' ? object.geometries : [object]
      for (const geometry of geometries) countOf(geometry)
      if (Number.isNaN(corners)) throw new TypeError('an arc that is not there')
      // Safe: read only by polygonsOf and factsOf, which look before they believe.
      const collection = { type: 'GeometryCollection', geometries } as GeometryCollection
      return feature(topology, collection).features as LooseFeature[]
    })
  } catch (error) {
    if (error instanceof TooManyCorners) return 'tooLarge'
    // A topology that is none brings such errors out of the reader.
    if (error instanceof TypeError || error instanceof RangeError) return undefined
    throw error
  }
}

class TooManyCorners extends Error {}

/** Undefined for what is said to be an area and is not. */
function polygonsOf(geometry: unknown): Position[][][] | undefined {
  if (!isRecord(geometry)) return []
  const { type, coordinates, geometries } = geometry
  if (type === 'Polygon') return isPolygon(coordinates) ? [coordinates] : undefined
  if (type === 'MultiPolygon') {
    return Array.isArray(coordinates) && coordinates.every(isPolygon) ? coordinates : undefined
  }
  if (type !== 'GeometryCollection' || !Array.isArray(geometries)) return []
  const parts = geometries.map((part) => (isRecord(part) && 'geometries' in part ? [] : polygonsOf(part)))
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? [])
}

function isPolygon(value: unknown): value is Position[][] {
  return Array.isArray(value) && value.every((ring) => Array.isArray(ring) && ring.every(isPosition))
}

function isPosition(value: unknown): value is Position {
  return Array.isArray(value) && Number.isFinite(value[0]) && Number.isFinite(value[1])
}

function factsOf({ id, properties }: LooseFeature): Record<string, string> {
  const facts: Record<string, string> = {}
  const add = (name: string, value: unknown) => {
    if (typeof value === 'string' || typeof value === 'number') facts[name] = String(value).trim()
  }
  add('id', id)
  if (isRecord(properties)) for (const [name, value] of Object.entries(properties)) add(`properties.${name}`, value)
  return facts
}
