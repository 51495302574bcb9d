import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'

const HERE = { latitude: 20.3312, longitude: 104.6805 }

async function addOne({ app, client, unitId }: TestApp, fields: Partial<Parameters<typeof addressFields>[0]> = {}) {
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  const { id } = await client.addresses.add({ fields: addressFields({ name: 'Lò Thị An', villageId, ...fields }) })
  return { id, version: (await client.addresses.get({ id })).version }
}

async function taken({ client }: TestApp, wish: Parameters<TestApp['client']['addresses']['exportPoints']>[0]) {
  const { ticket, rows, withheld } = await client.addresses.exportPoints(wish)
  const { file } = await client.files.take({ ticket })
  return { name: file.name, rows, withheld, bytes: new Uint8Array(await file.arrayBuffer()) }
}

describe.each(['sqlite', 'postgres'] as const)('points on %s', (dialect) => {
  test('row 8: a point is set, moved and taken away, with its history; nobody overwrites another', async () => {
    const app = await openTestApp({ dialect })
    const { client } = app
    const { id, version } = await addOne(app)
    const set = await client.addresses.setPoint({ id, version, point: HERE })
    const file = await client.addresses.get({ id })
    expect([file.fields.point, file.version]).toEqual([HERE, set.version])
    await expect(client.addresses.setPoint({ id, version, point: null })).rejects.toMatchObject({
      code: 'common.changedElsewhere',
    })
    await client.addresses.setPoint({ id, version: set.version, point: null })
    expect((await client.addresses.get({ id })).fields.point).toBeNull()
    const { entries } = await client.history.forRecord({ table: 'address', id })
    expect(
      entries
        .flatMap(({ records }) => records.flatMap(({ changes }) => changes))
        .filter(({ field }) => field === 'latitude').length,
    ).toBe(2)
  })

  test('row 8: the map asks as the list does, and what has no point can be listed', async () => {
    const app = await openTestApp({ dialect })
    const { client } = app
    const placed = await addOne(app, { point: HERE })
    const orphan = await addOne(app, {
      name: 'Vi Văn Bình',
      mainCategory: 'orphan',
      point: { ...HERE, latitude: 20.34 },
    })
    const without = await addOne(app, { name: 'Hà Thị Cúc' })
    const all = await client.addresses.points({})
    expect(all.points.map(({ name }) => name)).toEqual(['Lò Thị An', 'Vi Văn Bình'])
    expect(all.points[0]).toEqual({
      id: placed.id,
      name: 'Lò Thị An',
      state: 'proposed',
      villageName: 'Bản Ón',
      communeId: app.unitId,
      ...HERE,
    })
    expect([all.total, all.withPoint]).toEqual([3, 2])
    const orphans = await client.addresses.points({ filter: { category: 'orphan' } })
    expect(orphans.points.map(({ id }) => id)).toEqual([orphan.id])
    const listed = async (hasPoint: boolean) =>
      (await client.addresses.list({ filter: { hasPoint } })).rows.map(({ id }) => id)
    expect([await listed(false), await listed(true)]).toEqual([[without.id], [placed.id, orphan.id]])
  })

  test('row 8: coordinates go out as Excel, CSV and GeoJSON; names only when asked for', async () => {
    const app = await openTestApp({ dialect })
    const { id } = await addOne(app, { name: '=An', point: { latitude: 20.3, longitude: 105.022 } })
    const book = await readXlsx((await taken(app, { format: 'xlsx', names: true })).bytes)
    expect(book.sheets[0]?.rows[1]).toEqual([
      '=An',
      'Bản Ón',
      'Na Mèo',
      '15013',
      'Hộ nghèo',
      'Đề xuất',
      20.3,
      105.022,
      id,
    ])
    const csv = new TextDecoder().decode((await taken(app, { format: 'csv', names: true })).bytes)
    // Three decimals would be thousands in a Vietnamese Excel.
    expect(csv.split('\r\n')[1]).toBe(`'=An;Bản Ón;Na Mèo;15013;Hộ nghèo;Đề xuất;20.300000;105.022000;${id}`)
    const geo = await taken(app, { format: 'geojson', language: 'en' })
    expect(geo.name).toMatch(/2026-11-21\.geojson$/)
    expect(JSON.parse(new TextDecoder().decode(geo.bytes))).toEqual({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id,
          geometry: { type: 'Point', coordinates: [105.022, 20.3] },
          properties: expect.objectContaining({ commune: 'Na Mèo', communeCode: '15013' }),
        },
      ],
    })
    expect(new TextDecoder().decode(geo.bytes)).not.toContain('=An')
  })
})

test('row 8: who asked that their data be put to no use is in no file of points, and taking points out needs its right', async () => {
  const app = await openTestApp()
  const { id } = await addOne(app, { point: HERE })
  await app.client.addresses.restrict({ id, on: '2026-11-20' })
  const { rows, withheld } = await taken(app, { format: 'geojson' })
  expect([rows, withheld]).toEqual([0, 1])
  await expect(app.clientAs(['volunteer']).addresses.exportPoints({ format: 'csv' })).rejects.toMatchObject({
    code: 'common.notAllowed',
  })
})
