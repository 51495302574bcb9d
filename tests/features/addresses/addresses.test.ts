import { describe, expect, test } from 'vitest'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp } from '../../support/openTestApp.ts'

describe.each(['sqlite', 'postgres'] as const)('addresses on %s', (dialect) => {
  test('an address needs only a name, a village and a category', async () => {
    const { client, app, unitId } = await openTestApp({ dialect })
    const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
    const { id } = await client.addresses.add({ fields: addressFields({ name: 'Đặng Thị Đào', villageId }) })
    const file = await client.addresses.get({ id })
    expect(file.fields.name).toBe('Đặng Thị Đào')
    expect(file.villageName).toBe('Bản Ón')
    expect(file.communeName).toBe('Na Mèo')
    expect(file.state).toBe('proposed')
    expect(file.missing).toContain('birthDay')
  })

  test('typing without marks finds the name with marks', async () => {
    const { client, app, unitId } = await openTestApp({ dialect })
    const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
    await client.addresses.add({ fields: addressFields({ name: 'Đặng Thị Đào', villageId }) })
    await client.addresses.add({ fields: addressFields({ name: 'Nguyễn Văn Ước', villageId }) })
    const found = await client.addresses.list({ filter: { search: 'dang dao' } })
    expect(found.rows.map((row) => row.displayName)).toEqual(['Đặng Thị Đào'])
    const all = await client.addresses.list({})
    expect(all.rows.map((row) => row.displayName)).toEqual(['Đặng Thị Đào', 'Nguyễn Văn Ước'])
  })
})
