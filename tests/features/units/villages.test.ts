import { describe, expect, test } from 'vitest'
import { addressFields } from '../../support/builders.ts'
import { openTestApp } from '../../support/openTestApp.ts'

describe.each(['sqlite', 'postgres'] as const)('villages on %s', (dialect) => {
  test('a new village stands in the own commune, in the order of numbers and names', async () => {
    const { client, unitId } = await openTestApp({ dialect })
    for (const name of ['Thôn 10', 'Thôn 2', 'Bản Ón']) await client.units.villages.add({ name })
    const { villages, total } = await client.units.villages.list({})
    expect(villages.map((village) => village.name)).toEqual(['Bản Ón', 'Thôn 2', 'Thôn 10'])
    expect(total).toBe(3)
    expect(villages[0]).toMatchObject({ communeId: unitId, communeName: 'Na Mèo', addresses: 0 })
  })

  test('the same village in other spelling is refused with the one that is there; another mark is another village', async () => {
    const { client } = await openTestApp({ dialect })
    const there = await client.units.villages.add({ name: 'Bản Hòa' })
    await expect(client.units.villages.add({ name: 'bản  Hoà' })).rejects.toMatchObject({
      code: 'units.villageExists',
      data: { id: there.id, name: 'Bản Hòa' },
    })
    await client.units.villages.add({ name: 'Bản Hoa' })
    expect((await client.units.villages.list({ search: 'ban hoa' })).total).toBe(2)
  })

  test('head and phone are written and corrected, but not over what somebody else wrote meanwhile', async () => {
    const { client } = await openTestApp({ dialect })
    const { id, version } = await client.units.villages.add({ name: 'Bản Ón', headName: 'Vi Văn Thắng' })
    const saved = await client.units.villages.update({ id, version, name: 'Bản Ón', headPhone: '0912 345 678' })
    expect(saved).toMatchObject({ headName: null, headPhone: '0912 345 678' })
    await expect(client.units.villages.update({ id, version, name: 'Bản Ôn' })).rejects.toMatchObject({
      code: 'common.changedElsewhere',
    })
  })

  test('renaming a village makes its people found by the new name', async () => {
    const { client } = await openTestApp({ dialect })
    const village = await client.units.villages.add({ name: 'Bản Ón' })
    await client.addresses.add({ fields: addressFields({ name: 'Thao Văn Súa', villageId: village.id }) })
    await client.units.villages.update({ id: village.id, version: village.version, name: 'Bản Ché Lầu' })
    expect((await client.addresses.list({ filter: { search: 'che lau' } })).rows).toHaveLength(1)
    expect((await client.addresses.list({ filter: { search: 'ban on' } })).rows).toHaveLength(0)
  })

  test('a village with addresses cannot be deleted; an empty one can, and comes back', async () => {
    const { client } = await openTestApp({ dialect })
    const lived = await client.units.villages.add({ name: 'Bản Ón' })
    const empty = await client.units.villages.add({ name: 'Bản Hiềng' })
    await client.addresses.add({ fields: addressFields({ name: 'Thao Văn Súa', villageId: lived.id }) })
    await expect(client.units.villages.remove({ id: lived.id })).rejects.toMatchObject({
      code: 'units.villageInUse',
      data: { count: 1 },
    })
    await client.units.villages.remove({ id: empty.id })
    expect((await client.units.villages.list({})).total).toBe(1)
    await client.units.villages.restore({ id: empty.id })
    expect((await client.units.villages.list({})).total).toBe(2)
  })

  test('a province lists the villages of all communes and names the commune of a new one', async () => {
    const { client } = await openTestApp({ dialect, kind: 'province' })
    await expect(client.units.villages.add({ name: 'Bản Ón' })).rejects.toMatchObject({ code: 'units.unknownCommune' })
    const { communes } = await client.units.searchCommunes({ search: 'na meo' })
    const added = await client.units.villages.add({ name: 'Bản Ón', communeId: communes[0]!.id })
    expect(added.communeName).toBe('Na Mèo')
    expect((await client.units.villages.list({})).villages.map((village) => village.name)).toEqual(['Bản Ón'])
  })

  test('a volunteer writes villages, an auditor only reads them', async () => {
    const { clientAs } = await openTestApp({ dialect })
    await clientAs(['volunteer']).units.villages.add({ name: 'Bản Ón' })
    await expect(clientAs(['auditor']).units.villages.add({ name: 'Bản Hiềng' })).rejects.toMatchObject({
      code: 'common.notAllowed',
    })
    expect((await clientAs(['auditor']).units.villages.list({})).total).toBe(1)
  })
})
