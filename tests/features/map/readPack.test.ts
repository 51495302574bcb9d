import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { geoArea, geoContains } from 'd3-geo'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithin, type OutlineShape } from '../../../src/features/map/common/outlineShape.ts'
import { shapeOf } from '../../../src/features/map/core/packShape.ts'
import { readPack } from '../../../src/features/map/core/readPackJob.ts'

const CODES = ['38', '15013', '15010', '15022', '00004', '01', '04', 'LA-0701']
const control = { progress: () => {}, emit: async () => undefined as never, signal: new AbortController().signal }

function mapFile(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/maps', name)))
}

function read(file: object | string | Uint8Array) {
  const text = typeof file === 'string' || file instanceof Uint8Array ? file : JSON.stringify(file)
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  return readPack({ bytes, codes: CODES }, control)
}

/** A square of a tenth of a degree with a code under some name. */
function square(properties: object, at = [104.6, 20.3], more: object = {}) {
  const [x = 0, y = 0] = at
  const ring = [at, [x + 0.1, y], [x + 0.1, y + 0.1], [x, y + 0.1], at]
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] }, ...more }
}

function pack(...features: object[]) {
  return { type: 'FeatureCollection', features }
}

describe('row 9: what a map pack may be', () => {
  test('GeoJSON gives the outlines of known codes, and says whom they are from', async () => {
    const result = await read(mapFile('na-meo.geojson'))
    if (!result.ok) throw new Error(result.failure.code)
    expect(result.value.outlines.map(({ code }) => code)).toEqual(['15013', '15010', '15022', '38'])
    expect(result.value.unknown).toBe(1)
    expect(result.value.source).toContain('không phải ranh giới thật')
  })

  test('TopoJSON gives the same outlines as GeoJSON does', async () => {
    const [geo, topo] = [await read(mapFile('na-meo.geojson')), await read(mapFile('na-meo.topojson'))]
    if (!geo.ok || !topo.ok) throw new Error('not read')
    for (const code of ['15013', '15010']) {
      const [one, other] = [geo, topo].map(({ value }) => value.outlines.find((each) => each.code === code))
      expect([other?.west, other?.south, other?.east, other?.north]).toEqual([
        one?.west,
        one?.south,
        one?.east,
        one?.north,
      ])
      const corners = (shape: OutlineShape = []) => pairsOf(shape.flat(2)).map(String).sort()
      expect(corners(other?.shape)).toEqual(corners(one?.shape))
    }
  })

  test.each([
    ['a property of any name', square({ TEN: 'Na Mèo', XA_CODE: '15013' })],
    ['a number', square({ code: 15013 })],
    ['the id of the feature', square({}, undefined, { id: '15013' })],
  ])('the code may stand in %s', async (_where, feature) => {
    expect(await read(pack(feature))).toMatchObject({ ok: true, value: { outlines: [{ code: '15013' }] } })
  })

  test('zeros a spreadsheet dropped are put back, by what most outlines of the file are', async () => {
    const communes = pack(square({ ma: 4 }), square({ ma: 15013 }, [104.8, 20.3]))
    expect(await read(communes)).toMatchObject({ value: { outlines: [{ code: '00004' }, { code: '15013' }] } })
    const provinces = pack(square({ ma: 4 }), square({ ma: 1 }, [104.8, 20.3]), square({ ma: 38 }, [105, 20.3]))
    expect(await read(provinces)).toMatchObject({
      value: { outlines: [{ code: '04' }, { code: '01' }, { code: '38' }] },
    })
  })

  test('an island in a line of its own belongs to its commune', async () => {
    const result = await read(pack(square({ ma: 15013 }), square({ ma: 15013 }, [104.9, 20.3])))
    expect(result).toMatchObject({ value: { outlines: [{ code: '15013', west: 104.6, east: 105 }] } })
  })
})

describe('row 9: what no map pack is, and what is wrong with it', () => {
  const swapped = square({ ma: 15013 })
  swapped.geometry.coordinates = swapped.geometry.coordinates.map((ring) => ring.map(([x = 0, y = 0]) => [y, x]))
  const manyArcs = {
    type: 'Topology',
    arcs: [Array.from({ length: 2000 }, (_each, index) => [104 + index / 1e5, 20])],
    objects: {
      xa: {
        type: 'GeometryCollection',
        geometries: Array.from({ length: 3000 }, () => ({ type: 'Polygon', arcs: [[0]] })),
      },
    },
  }
  const { geometries } = manyArcs.objects.xa
  const nested = {
    ...manyArcs,
    objects: { xa: { type: 'GeometryCollection', geometries: [{ type: 'GeometryCollection', geometries }] } },
  }
  test.each<[string, object | string | Uint8Array, string]>([
    ['no JSON', 'PK\u0003\u0004', 'map.notMap'],
    ['no text', new Uint8Array([0xff, 0xfe, 0, 1]), 'map.notMap'],
    ['another JSON', { rows: [] }, 'map.notMap'],
    ['nested without end', '['.repeat(200_000), 'map.notMap'],
    [
      'a ring that is none',
      pack({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[1, 2]] } }),
      'map.notMap',
    ],
    [
      'an arc that is not there',
      { type: 'Topology', arcs: [], objects: { a: { type: 'Polygon', arcs: [[3]] } } },
      'map.notMap',
    ],
    [
      'no areas',
      pack({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [104, 20] } }),
      'map.noOutlines',
    ],
    ['codes of nowhere', pack(square({ ma: 'A1' })), 'map.noKnownCodes'],
    ['latitude first', pack(swapped), 'map.swapped'],
    ['metres', pack(square({ ma: 15013 }, [480_000, 2_240_000])), 'map.notDegrees'],
    ['another part of the world', pack(square({ ma: 15013 }, [2.3, 48.8])), 'map.elsewhere'],
    ['a small file that unfolds without end', manyArcs, 'map.tooLarge'],
    ['the same in a collection of collections', nested, 'map.tooLarge'],
    [
      'numbers beyond all numbers',
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ma":15013},"geometry":{"type":"Polygon","coordinates":[[[1e999,20],[104,20],[104,21],[1e999,20]]]}}]}',
      'map.notMap',
    ],
    ['more areas than any country has', pack(...Array.from({ length: 20_001 }, () => square({}))), 'map.tooLarge'],
  ])('%s', async (_what, file, code) => {
    expect(await read(file)).toMatchObject({ ok: false, failure: { code } })
  })
})

test('a place in an outline is told as d3-geo tells it, holes and islets in them too', async () => {
  const result = await read(mapFile('na-meo.geojson'))
  if (!result.ok) throw new Error(result.failure.code)
  const shapes = result.value.outlines.filter(({ code }) => code !== '38').map(({ shape }) => shape)
  const degrees = (from: number, to: number) => fc.integer({ min: from * 1e5, max: to * 1e5 }).map((each) => each / 1e5)
  fc.assert(
    fc.property(
      degrees(104.55, 104.95),
      degrees(20.05, 20.45),
      fc.constantFrom(...shapes),
      (longitude, latitude, shape) => {
        // On a border a straight line on paper and one on the globe differ by metres.
        fc.pre(!nearBorder(shape, longitude, latitude))
        const geometry = { type: 'MultiPolygon' as const, coordinates: shape.map((rings) => rings.map(closed)) }
        expect(isWithin(shape, { longitude, latitude })).toBe(geoContains(geometry, [longitude, latitude]))
      },
    ),
    { numRuns: 500 },
  )
})

test('however a ring was written, its outline is drawn as itself and not as the rest of the world', () => {
  const ring = [
    [104.6, 20.3],
    [104.7, 20.3],
    [104.7, 20.4],
    [104.6, 20.3],
  ]
  for (const written of [ring, [...ring].reverse()]) {
    const [[outer = []] = []] = shapeOf([[written]])
    expect(geoArea({ type: 'Polygon', coordinates: [closed(outer)] })).toBeLessThan(0.001)
  }
})

function closed(flat: readonly number[]): [number, number][] {
  const pairs = pairsOf(flat)
  return [...pairs, ...pairs.slice(0, 1)]
}

function pairsOf(flat: readonly number[]): [number, number][] {
  return Array.from({ length: flat.length / 2 }, (_each, index) => [flat[index * 2] ?? 0, flat[index * 2 + 1] ?? 0])
}

function nearBorder(shape: OutlineShape, longitude: number, latitude: number): boolean {
  const near = 0.0005
  const around = [-near, 0, near].flatMap((x) =>
    [-near, 0, near].map((y) => ({ longitude: longitude + x, latitude: latitude + y })),
  )
  return new Set(around.map((place) => isWithin(shape, place))).size > 1
}
