import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import lo from '../../../locales/lo/map.json' with { type: 'json' }
import vi from '../../../locales/vi/map.json' with { type: 'json' }
import { createI18n } from '../../../src/base/ui/i18n.ts'
import type { AddressPoint } from '../../../src/features/addresses/common/pointContract.ts'
import type { Outline } from '../../../src/features/map/common/contract.ts'
import { readPack } from '../../../src/features/map/core/readPackJob.ts'
import { clusterPoints } from '../../../src/features/map/ui/clusterPoints.ts'
import { MapDrawing, type MapDrawingProps } from '../../../src/features/map/ui/MapDrawing.tsx'
import { boxOf, frameOf, metresPerPixel } from '../../../src/features/map/ui/mapFrame.ts'
import { scaleBar, shownAt, spotUnder, WHOLE, zoomed } from '../../../src/features/map/ui/mapView.ts'

const SIZE = { width: 900, height: 500 }
const NAMES: Record<string, string> = {
  '15013': 'Xã Na Mèo',
  '15010': 'Xã Sơn Thủy',
  '15022': 'Xã Sơn Điện',
  '38': 'Tỉnh Thanh Hóa',
}

async function readOutlines(): Promise<Outline[]> {
  const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, '../../fixtures/maps/na-meo.geojson')))
  const control = { progress: () => {}, emit: async () => undefined as never, signal: new AbortController().signal }
  const read = await readPack({ bytes, codes: Object.keys(NAMES) }, control)
  if (!read.ok) throw new Error(read.failure.code)
  return read.value.outlines.map(({ code, shape }) => ({
    unitId: code,
    code,
    name: NAMES[code] ?? '',
    level: code.length === 2 ? 'province' : 'commune',
    shape,
  }))
}

function point(
  id: string,
  at: [latitude: number, longitude: number],
  state: AddressPoint['state'] = 'active',
): AddressPoint {
  return {
    id,
    name: `Người ${id}`,
    state,
    villageName: 'Bản Ón',
    communeId: '15013',
    latitude: at[0],
    longitude: at[1],
  }
}

const POINTS = [
  point('1', [20.33, 104.68]),
  point('2', [20.36, 104.65], 'proposed'),
  point('3', [20.29, 104.7], 'ended'),
]

function drawn(
  props: Partial<MapDrawingProps> & Pick<MapDrawingProps, 'outlines'>,
  language: 'vi' | 'lo' = 'vi',
): string {
  const i18n = createI18n({
    resources: { vi: { map: vi }, lo: { map: lo } },
    language,
    storage: { getItem: () => null, setItem: () => undefined },
  })
  const communes = props.outlines.filter(({ level }) => level === 'commune').map(({ shape }) => shape)
  const box = boxOf(communes, POINTS)
  if (box === undefined) throw new Error('nothing to draw')
  return renderToStaticMarkup(
    <I18nextProvider i18n={i18n}>
      <svg>
        <title>sheet</title>
        <MapDrawing frame={frameOf(box, SIZE)} view={WHOLE} points={POINTS} islands {...props} />
      </svg>
    </I18nextProvider>,
  )
}

describe('row 9: the map is drawn from what is on this PC alone', () => {
  test('communes with their names, the province around them, and every point by its state', async () => {
    const sheet = drawn({ outlines: await readOutlines() })
    expect(sheet.match(/data-level="commune"/g)).toHaveLength(3)
    expect(sheet.match(/data-level="province"/g)).toHaveLength(1)
    for (const name of ['Xã Na Mèo', 'Xã Sơn Thủy', 'Xã Sơn Điện']) expect(sheet).toContain(`>${name}</text>`)
    expect([...sheet.matchAll(/data-mark="(\w+)"/g)].map(([, mark]) => mark).sort()).toEqual([
      'active',
      'closed',
      'open',
    ])
    // Nothing of the sheet is fetched.
    expect(sheet).not.toMatch(/href|url\(|<image|https?:(?!\/\/www\.w3\.org)/)
  })

  test('without a pack the points stand on a grid of degrees, with north and a scale', () => {
    const sheet = drawn({ outlines: [] })
    expect(sheet).not.toContain('data-level')
    expect(sheet.match(/data-mark=/g)).toHaveLength(3)
    expect(sheet.match(/<line/g)?.length).toBeGreaterThan(5)
    expect(sheet).toMatch(/104,\d+°/)
    expect(sheet).toMatch(/>\d+(,\d+)? k?m<\/text>/)
    expect(sheet).toContain('Hướng bắc ở phía trên')
  })

  test('Hoàng Sa and Trường Sa stand on every sheet of a Vietnamese office, wherever it was moved, and are of Viet Nam', async () => {
    for (const outlines of [await readOutlines(), []]) {
      for (const view of [WHOLE, { zoom: 40, shift: [-9000, 300] as [number, number] }]) {
        const sheet = drawn({ outlines, view })
        expect(sheet).toContain('Quần đảo Hoàng Sa')
        expect(sheet).toContain('Quần đảo Trường Sa')
        expect(sheet.match(/\(Việt Nam\)/g)).toHaveLength(2)
      }
    }
    expect(drawn({ outlines: [] }, 'lo')).toContain('ຫວຽດນາມ')
    expect(drawn({ outlines: [], islands: false })).not.toContain('Hoàng Sa')
  })
})

test('points too near to tell apart are one mark with their number, and none is lost', () => {
  const near = Array.from({ length: 50 }, (_each, index) => point(String(index), [20.33 + index * 1e-6, 104.68]))
  const frame = frameOf({ west: 104.6, south: 20.2, east: 104.9, north: 20.5 }, SIZE)
  const clusters = clusterPoints([...near, point('far', [20.4, 104.8])], { frame, view: WHOLE })
  expect(clusters.map(({ points }) => points.length).sort((one, other) => one - other)).toEqual([1, 50])
  expect(drawn({ outlines: [], points: near })).toContain('>50</text>')
})

test('row 8: where one clicks is where the point is, at any zoom', () => {
  const frame = frameOf({ west: 104.6, south: 20.2, east: 104.9, north: 20.5 }, SIZE)
  for (const by of [0.5, 1, 8, 60]) {
    const view = zoomed(WHOLE, { by, at: [300, 200], most: 100 })
    const place = frame.placeAt(spotUnder(view, [410, 260]))
    const [x, y] = shownAt(view, frame.spotOf(place))
    expect([Math.abs(x - 410) < 0.2, Math.abs(y - 260) < 0.2]).toEqual([true, true])
  }
})

test('the scale bar is true: a degree of latitude is 111 kilometres', () => {
  const frame = frameOf({ west: 104, south: 20, east: 105, north: 21 }, SIZE)
  const [, top] = frame.spotOf({ latitude: 21, longitude: 104.5 })
  const [, bottom] = frame.spotOf({ latitude: 20, longitude: 104.5 })
  expect(((bottom - top) * metresPerPixel(frame)) / 1000).toBeCloseTo(111.2, 0)
  const { metres, pixels } = scaleBar(metresPerPixel(frame), 130)
  expect([metres, pixels <= 130]).toEqual([20_000, true])
})
