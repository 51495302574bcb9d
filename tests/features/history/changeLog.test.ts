import { describe, expect, test } from 'vitest'
import { addressFields, addVillage } from '../../support/builders.ts'
import { TEST_USER } from '../../support/officeTemplate.ts'
import { openTestApp } from '../../support/openTestApp.ts'

async function twoFiles(dialect: 'sqlite' | 'postgres') {
  const office = await openTestApp({ dialect })
  const villageId = await addVillage(office.app, { name: 'Bản Ón', unitId: office.unitId })
  const add = async (name: string) =>
    (await office.client.addresses.add({ fields: addressFields({ name, villageId, note: 'Cuối bản' }) })).id
  return { ...office, kept: await add('Đặng Thị Đào'), other: await add('Đặng Thị Đao') }
}

describe.each(['sqlite', 'postgres'] as const)('row 63: the change log on %s', (dialect) => {
  test('tells the field, the old and the new value, who and when', async () => {
    const { client, kept } = await twoFiles(dialect)
    const file = await client.addresses.get({ id: kept })
    const fields = { ...file.fields, villageId: file.fields.villageId ?? '', note: 'Đầu bản' }
    await client.addresses.update({ id: kept, version: file.version, fields })
    const { entries } = await client.history.forRecord({ table: 'address', id: kept })
    const [latest] = entries
    const change = latest?.records.flatMap((record) => record.changes).find(({ field }) => field === 'note')
    expect(change).toMatchObject({ before: { raw: 'Cuối bản' }, after: { raw: 'Đầu bản' } })
    expect(latest?.at).toMatch(/^2026-11-21T/)
    if (dialect === 'sqlite') expect(latest?.userName).toBe(TEST_USER)
  })

  test('tells of a deletion and of what came back', async () => {
    const { client, kept } = await twoFiles(dialect)
    await client.addresses.remove({ id: kept })
    await client.addresses.restore({ id: kept })
    const { entries } = await client.history.forRecord({ table: 'address', id: kept })
    const ops = entries.flatMap((entry) => entry.records.filter(({ rowId }) => rowId === kept).map(({ op }) => op))
    expect(ops.slice(0, 2)).toEqual(['restore', 'delete'])
  })

  test('tells of a merge, in the story of the file that stays', async () => {
    const { app, client, kept, other } = await twoFiles(dialect)
    await client.duplicates.merge({ kind: 'address', survivorId: kept, otherId: other })
    const { entries } = await client.history.forRecord({ table: 'address', id: kept })
    const rows = entries.flatMap((entry) => entry.records.map(({ rowId }) => rowId))
    expect(rows).toContain(kept)
    expect(rows).toContain(other)
    const merged = await app.holder
      .office!.database.read.selectFrom('journal')
      .selectAll()
      .where('row_id', '=', other)
      .where('new_values', 'like', `%${kept}%`)
      .execute()
    expect(merged.map(({ user_id }) => user_id)).not.toEqual([])
  })
})
