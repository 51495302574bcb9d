import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sharedRecordId } from '../../../src/base/common/recordId.ts'
import { openTestApp, type TestClient } from '../../support/openTestApp.ts'

const NA_MEO = sharedRecordId('unit', '15013')
const SON_THUY = sharedRecordId('unit', '15010')
const HOI_XUAN = sharedRecordId('unit', '14869')
const IN_NA_MEO = { latitude: 20.33, longitude: 104.68 }
const IN_SON_THUY = { latitude: 20.33, longitude: 104.85 }

async function load(
  client: TestClient,
  name: string,
  bytes = readFileSync(join(import.meta.dirname, '../../fixtures/maps', name)),
) {
  const { ticket } = await client.files.put({ file: new File([new Uint8Array(bytes)], name) })
  return client.map.loadPack({ ticket })
}

describe.each(['sqlite', 'postgres'] as const)('map packs on %s', (dialect) => {
  test('row 9: a pack loaded once gives the outlines of the province, its communes and their neighbours', async () => {
    const { client } = await openTestApp({ dialect })
    expect(await client.map.outlines({})).toEqual({ outlines: [], country: 'VN', sources: [] })
    const { pack, unknown } = await load(client, 'na-meo.geojson')
    expect([pack.name, pack.outlines, unknown]).toEqual(['na-meo.geojson', 4, 1])
    const { outlines, sources } = await client.map.outlines({ communeIds: [HOI_XUAN] })
    expect(outlines.map(({ code, name, level }) => [code, name, level])).toEqual([
      ['15010', 'Xã Sơn Thủy', 'commune'],
      ['15013', 'Xã Na Mèo', 'commune'],
      ['15022', 'Xã Sơn Điện', 'commune'],
      ['38', 'Tỉnh Thanh Hóa', 'province'],
    ])
    expect(sources).toEqual(['Hình vẽ tay để thử, không phải ranh giới thật'])
  })

  test('row 9: a point in the wrong commune is told, and which one it is in; without an outline nothing is said', async () => {
    const { client } = await openTestApp({ dialect })
    const lies = async (point: typeof IN_NA_MEO, communeId: string) => {
      const answer = await client.map.placeOf({ point, communeId })
      return [answer.lies, answer.place?.name]
    }
    expect(await lies(IN_NA_MEO, NA_MEO)).toEqual(['unknown', undefined])
    await load(client, 'na-meo.geojson')
    expect(await lies(IN_NA_MEO, NA_MEO)).toEqual(['inside', 'Xã Na Mèo'])
    expect(await lies(IN_SON_THUY, NA_MEO)).toEqual(['outside', 'Xã Sơn Thủy'])
    expect(await lies({ latitude: 21, longitude: 105 }, NA_MEO)).toEqual(['outside', undefined])
    expect(await lies({ latitude: 21, longitude: 105 }, HOI_XUAN)).toEqual(['unknown', undefined])
  })

  test('row 9: a newer pack takes the place of an older one unit by unit, and a pack can be taken away', async () => {
    const { client } = await openTestApp({ dialect })
    const first = await load(client, 'na-meo.geojson')
    const second = await load(client, 'na-meo.topojson')
    const counts = async () => (await client.map.packs()).packs.map(({ name, outlines }) => [name, outlines])
    expect((await counts()).sort()).toEqual([
      ['na-meo.geojson', 2],
      ['na-meo.topojson', 2],
    ])
    await client.map.removePack({ id: second.pack.id })
    expect((await client.map.outlines({})).outlines.map(({ unitId }) => unitId)).not.toContain(SON_THUY)
    await load(client, 'na-meo.geojson')
    expect(await counts()).toEqual([['na-meo.geojson', 4]])
    await expect(client.map.removePack({ id: first.pack.id })).rejects.toMatchObject({ code: 'map.packNotFound' })
  })
})

test('row 9: a file that is no pack is refused in words, and what was loaded stays', async () => {
  const { client } = await openTestApp()
  await load(client, 'na-meo.geojson')
  await expect(load(client, 'anh.json', Buffer.from('PK'))).rejects.toMatchObject({ code: 'map.notMap' })
  await expect(load(client, 'lon.json', Buffer.alloc(61 * 1024 * 1024, 32))).rejects.toMatchObject({
    code: 'map.tooLarge',
  })
  expect((await client.map.packs()).packs).toHaveLength(1)
})

test('row 9: a pack of 200 MB is refused in words before it is read, and the program goes on', async () => {
  const { client } = await openTestApp()
  const file = new File([new Uint8Array(200 * 1024 * 1024)], 'ca-nuoc.geojson')
  await expect(client.files.put({ file })).rejects.toMatchObject({ code: 'files.tooLarge', data: { megabytes: 63 } })
  const { ticket } = await client.files.put({ file: new File([new Uint8Array(61 * 1024 * 1024)], 'tinh.geojson') })
  await expect(client.map.loadPack({ ticket })).rejects.toMatchObject({ code: 'map.tooLarge' })
  expect((await client.map.packs()).packs).toEqual([])
})

test('row 9: a province sees its communes, the centre the provinces, a Lao partner no islands', async () => {
  const seen = async (kind: 'province' | 'central' | 'partner') => {
    const { client } = await openTestApp({ kind })
    await load(client, 'na-meo.geojson')
    const { outlines, country } = await client.map.outlines({})
    return [country, ...outlines.map(({ code }) => code)]
  }
  expect(await seen('province')).toEqual(['VN', '15010', '15013', '15022', '38'])
  expect(await seen('central')).toEqual(['VN', '38'])
  expect(await seen('partner')).toEqual(['LA'])
})
