import { describe, expect, test } from 'vitest'
import { addressFields, addVillage } from '../../support/builders.ts'
import { openTestApp, type TestApp } from '../../support/openTestApp.ts'

async function addOne({ app, client, unitId }: TestApp, fields: Partial<Parameters<typeof addressFields>[0]> = {}) {
  const villageId = await addVillage(app, { name: 'Bản Ón', unitId })
  const { id } = await client.addresses.add({ fields: addressFields({ name: 'Lò Thị An', villageId, ...fields }) })
  return { id, villageId }
}

describe.each(['sqlite', 'postgres'] as const)('the file of an address on %s', (dialect) => {
  test('row 53: saving a form that somebody else saved meanwhile is refused, even if only the person changed', async () => {
    const app = await openTestApp({ dialect })
    const { id, villageId } = await addOne(app)
    const { version } = await app.client.addresses.get({ id })
    const save = (fields: Partial<Parameters<typeof addressFields>[0]>) =>
      app.client.addresses.update({ id, version, fields: addressFields({ name: 'Lò Thị An', villageId, ...fields }) })
    const saved = await save({ sex: 'F' })
    expect(saved.version).toBeGreaterThan(version)
    await expect(save({ phone: '0912345678' })).rejects.toMatchObject({ code: 'common.changedElsewhere' })
    expect((await app.client.addresses.get({ id })).fields).toMatchObject({ sex: 'F', phone: null })
  })

  test('a changed second category counts as a change of the record', async () => {
    const app = await openTestApp({ dialect })
    const { id, villageId } = await addOne(app, { otherCategories: ['orphan'] })
    const { version } = await app.client.addresses.get({ id })
    const fields = addressFields({ name: 'Lò Thị An', villageId, otherCategories: ['disability', 'poor'] })
    const saved = await app.client.addresses.update({ id, version, fields })
    expect(saved.version).toBe(version + 1)
    expect((await app.client.addresses.get({ id })).fields.otherCategories).toEqual(['disability'])
    expect((await app.client.addresses.list({ filter: { category: 'orphan' } })).rows).toEqual([])
  })

  test('unknown villages and categories are refused by name', async () => {
    const app = await openTestApp({ dialect })
    const { villageId } = await addOne(app)
    const add = (fields: Partial<Parameters<typeof addressFields>[0]>) =>
      app.client.addresses.add({ fields: addressFields({ name: 'Ai', villageId, ...fields }) })
    await expect(add({ villageId: 'nowhere' })).rejects.toMatchObject({ code: 'addresses.unknownVillage' })
    await expect(add({ mainCategory: 'rich' })).rejects.toMatchObject({
      code: 'addresses.unknownCategory',
      data: { category: 'rich' },
    })
    await expect(app.client.addresses.get({ id: 'nobody' })).rejects.toMatchObject({ code: 'addresses.notFound' })
  })

  test('a person may become a household, but never a collective', async () => {
    const app = await openTestApp({ dialect })
    const { id, villageId } = await addOne(app)
    const save = async (kind: 'household' | 'collective') => {
      const { version } = await app.client.addresses.get({ id })
      const fields = addressFields({ name: 'Lò Thị An', villageId, kind })
      return app.client.addresses.update({ id, version, fields })
    }
    await save('household')
    expect((await app.client.addresses.get({ id })).fields.kind).toBe('household')
    await expect(save('collective')).rejects.toMatchObject({ code: 'addresses.kindFixed' })
  })

  test('the file names what is missing and doubts an ID number that does not fit the person', async () => {
    const app = await openTestApp({ dialect })
    const { id } = await addOne(app, { sex: 'M', birthDay: '1950', idNumber: '38 165 000 123' })
    const file = await app.client.addresses.get({ id })
    expect(file.fields.idNumber).toBe('038165000123')
    expect(file.warnings).toEqual(['identityNumber.sexDiffers', 'identityNumber.birthYearDiffers'])
    expect(file.missing).toEqual(['phone', 'situation', 'needs', 'monthlyNeed'])
  })

  test('the household begins with its first member, who can be taken out and put back', async () => {
    const app = await openTestApp({ dialect })
    const { id } = await addOne(app)
    const before = await app.client.addresses.get({ id })
    const { personId } = await app.client.addresses.addMember({
      id,
      name: 'Lò Văn Bé',
      birthDay: '2016',
      relation: 'child',
    })
    await app.client.addresses.addMember({ id, name: 'Hà Thị Mế', relation: 'parent' })
    const file = await app.client.addresses.get({ id })
    expect(file.version).toBeGreaterThan(before.version)
    expect(file.members).toMatchObject([
      { name: 'Lò Văn Bé', birthDay: '2016', relation: 'child' },
      { name: 'Hà Thị Mế', relation: 'parent' },
    ])
    await app.client.addresses.removeMember({ personId })
    expect((await app.client.addresses.get({ id })).members).toHaveLength(1)
    await app.client.addresses.restoreMember({ personId })
    expect((await app.client.addresses.get({ id })).members).toHaveLength(2)
    const { rows } = await app.client.addresses.findSimilar({ name: 'Lò Văn Bé', birthDay: null, idNumber: null })
    expect(rows).toEqual([])
  })

  test('a collective has no household, and nobody removes the person whose address it is', async () => {
    const app = await openTestApp({ dialect })
    const { id } = await addOne(app, { kind: 'collective', name: 'Lớp 4A' })
    await expect(app.client.addresses.addMember({ id, name: 'Bé' })).rejects.toMatchObject({
      code: 'addresses.noHousehold',
    })
    const { id: own } = await addOne(app, { name: 'Lò Thị Chi' })
    const { person_id } = await app.app.holder
      .office!.database.read.selectFrom('address')
      .select('person_id')
      .where('id', '=', own)
      .executeTakeFirstOrThrow()
    await expect(app.client.addresses.removeMember({ personId: person_id! })).rejects.toMatchObject({
      code: 'addresses.notFound',
    })
  })
})
