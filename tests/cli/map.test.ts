import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, cliJson, freshOffice, testFolder } from './cliOffice.ts'

const PACK = join(import.meta.dirname, '../fixtures/maps/na-meo.geojson')

test('row 8: a pack is loaded, an address placed with a warning where it lies outside, and its point taken out', async () => {
  const data = freshOffice()
  const loaded = await cli('map', 'load', PACK, '--data', data)
  expect([loaded.code, loaded.out]).toEqual([0, expect.stringContaining('4 ranh giới')])
  const added = ['--village', 'Bản Ón', '--new-village', '--category', 'poor', '--data', data]
  await cliJson('addresses', 'add', '--name', 'Lò Thị An', ...added)
  const placed = await cli('map', 'place', 'Lò Thị An', '20.33', '104.85', '--data', data)
  expect([placed.code, placed.out]).toEqual([0, expect.stringContaining('Xã Sơn Thủy')])
  const out = join(testFolder(), 'diem.geojson')
  expect(await cliJson('map', 'export', '--out', out, '--data', data)).toEqual({ file: out, rows: 1, withheld: 0 })
  expect(JSON.parse(readFileSync(out, 'utf8')).features[0].geometry.coordinates).toEqual([104.85, 20.33])
  const wrong = await cli('map', 'place', 'Lò Thị An', '20,33', '104.85', '--data', data)
  expect(wrong.code).toBe(2)
  const noPack = await cli('map', 'load', join(import.meta.dirname, 'map.test.ts'), '--data', data)
  expect([noPack.code, noPack.err]).toEqual([3, expect.stringContaining('GeoJSON')])
})
